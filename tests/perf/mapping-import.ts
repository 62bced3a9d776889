// `npm run bench:mapping`: what an import of 100,000 mapping rows costs, without the plans that follow, beside the same rows
// alone. On a server, DATABASE_URL, with BENCH_PSQL (the path of psql) these are copied; embedded, inserted at once.
import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../../app/data/embedded-database";
import { applyMigrations } from "../../app/data/migrations";

const ROWS = 100_000;
const VENDORS = 2_000;
const SHOP = "bench-store.myshopify.com";
const ACTOR = { id: "bench", name: null };
const VARIANT_COLUMNS = `shop, variant_id, product_id, product_title, sku, inventory_item_id, tracked, created_at, updated_at`;

const folder = await mkdtemp(join(tmpdir(), "mapping-bench-"));
const database = await openDatabase({ databaseUrl: process.env.DATABASE_URL, dataDir: folder });
await applyMigrations(database.url);
process.env.DATABASE_URL = database.url;
process.env.LOG_LEVEL ??= "silent";

// After the database is there: the modules below connect to it as they are loaded.
const { pool, closeConnections } = await import("../../app/db.server");
const { applyMappingRows, lockItemsOfRows, restoreItemsBeforeImport } = await import("../../app/data/mapping-changes");
const { isMappingOutdated } = await import("../../app/data/mapping-check");
const { noteDone, readOpenImport } = await import("../../app/data/mapping-imports");
const { deleteShop } = await import("../../app/data/shops");
const { refreshTableStatistics } = await import("../../app/data/table-statistics");
const { inTransaction } = await import("../../app/data/transaction");
const { readMappingFile } = await import("../../app/sync/read-mapping-file");

let highestMegabytes = 0;

try {
  await deleteShop(SHOP);
  await pool.query("INSERT INTO shops (shop, time_zone, currency) VALUES ($1, 'UTC', 'GBP')", [SHOP]);
  await pool.query(
    `INSERT INTO variants (${VARIANT_COLUMNS})
     SELECT $1, id, id, 'Product ' || id, 'SKU-' || id, id, true, now(), now() FROM generate_series(1, $2::integer) AS id`,
    [SHOP, ROWS],
  );
  await pool.query("ANALYZE variants");
  const before = megabytes();
  const watch = setInterval(() => (highestMegabytes = Math.max(highestMegabytes, megabytes())), 20);
  await timed("upload and check", async () => {
    await readMappingFile(SHOP, { fileName: "bench.csv", bytes: writeFileInChunks(), actor: ACTOR });
  });
  clearInterval(watch);
  await timed("apply", apply);
  await timed("undo", undo);
  await timed(
    process.env.BENCH_PSQL === undefined ? "INSERT of the same rows" : "COPY of the same rows",
    storeRowsAlone,
  );
  console.log(`memory over idle while reading: ${(highestMegabytes - before).toFixed(0)} MB`);
} finally {
  await deleteShop(SHOP);
  await closeConnections();
  await database.close();
  await rm(folder, { recursive: true, force: true });
}

/** As the run of an import does. */
function countAnew(): Promise<void> {
  return refreshTableStatistics(["vendors", "vendor_names", "vendor_items", "audit_entries"]);
}

async function timed(name: string, work: () => Promise<void>): Promise<void> {
  const begin = performance.now();
  await work();
  console.log(`${name}: ${((performance.now() - begin) / 1_000).toFixed(2)} s`);
}

function megabytes(): number {
  return process.memoryUsage().rss / 1e6;
}

async function* writeFileInChunks(): AsyncGenerator<Uint8Array> {
  yield Buffer.from("sku,vendor,vendor_sku,unit_cost,minimum_order_quantity,pack_size,lead_time_days,preferred\n");
  for (let first = 1; first <= ROWS; first += 1_000) {
    const rows = Array.from({ length: 1_000 }, (_, index) => writeRow(first + index));
    yield await Promise.resolve(Buffer.from(rows.join("")));
  }
}

function writeRow(id: number): string {
  return `SKU-${id},Vendor ${id % VENDORS},V-${id},${(id % 1_000) / 100},${id % 12},${1 + (id % 24)},${1 + (id % 60)},yes\n`;
}

async function apply(): Promise<void> {
  const open = await readOpenImport(SHOP);
  if (open?.summary.counts?.added !== ROWS) throw new Error(`Not what was to be measured: ${JSON.stringify(open)}`);
  const { importId, columns, summary } = open;
  await countAnew();
  await inTransaction(async (transaction) => {
    await lockItemsOfRows(transaction, SHOP, importId);
    const seenEntryId = open.seenEntryId ?? "0";
    if (await isMappingOutdated(transaction, SHOP, { importId, columns, seenEntryId })) throw new Error("Outdated");
    const applied = await applyMappingRows(transaction, SHOP, { importId, columns, actor: ACTOR });
    await noteDone(transaction, SHOP, { importId, status: "applied", actor: ACTOR, summary: { ...summary, applied } });
  });
}

async function undo(): Promise<void> {
  const { rows } = await pool.query<{ importId: string }>(
    `SELECT import_id AS "importId" FROM mapping_imports WHERE shop = $1`,
    [SHOP],
  );
  const importId = rows[0]?.importId ?? "";
  await countAnew();
  const undone = await inTransaction((transaction) =>
    restoreItemsBeforeImport(transaction, SHOP, { importId, actor: ACTOR }),
  );
  if (undone.removed !== ROWS) throw new Error(`Not what was to be measured: ${JSON.stringify(undone)}`);
}

/** Into a table as vendor_items is: by COPY where the database is a server, which the embedded one's socket does not do. */
async function storeRowsAlone(): Promise<void> {
  await pool.query("CREATE TABLE vendor_items_alone (LIKE vendor_items INCLUDING ALL)");
  try {
    if (process.env.BENCH_PSQL === undefined) await insertRowsAlone();
    else await copyRowsAlone(process.env.BENCH_PSQL);
  } finally {
    await pool.query("DROP TABLE vendor_items_alone");
  }
}

async function insertRowsAlone(): Promise<void> {
  await pool.query(
    `INSERT INTO vendor_items_alone (shop, vendor_id, variant_id, preferred, vendor_sku, unit_cost,
       minimum_order_quantity, pack_size, lead_time_days)
     SELECT $1, id % $2::integer, id, true, 'V-' || id, (id % 1000) / 100.0, id % 12, 1 + id % 24, 1 + id % 60
     FROM unnest($3::integer[]) AS id`,
    [SHOP, VENDORS, Array.from({ length: ROWS }, (_, index) => index + 1)],
  );
}

async function copyRowsAlone(psql: string): Promise<void> {
  const file = join(folder, "rows.csv");
  const rows = Array.from({ length: ROWS }, (_, index) => {
    const id = index + 1;
    return `${SHOP},${id % VENDORS},${id},t,V-${id},${(id % 1_000) / 100},${1 + (id % 60)},${id % 12},${1 + (id % 24)}\n`;
  });
  await writeFile(file, rows.join(""));
  const columns = `shop,vendor_id,variant_id,preferred,vendor_sku,unit_cost,lead_time_days,minimum_order_quantity,pack_size`;
  execFileSync(psql, [database.url, "-c", `\\copy vendor_items_alone (${columns}) FROM '${file}' CSV`]);
}
