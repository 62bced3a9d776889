// Imports a mapping file and undoes it, without the plans that follow, and stores the same rows alone. DATABASE_URL names an
// empty database; on a server the rows alone are copied by BENCH_PSQL, embedded they are inserted at once.
import { execFileSync } from "node:child_process";
import { z } from "zod";
import { applyMappingRows, lockItemsOfRows, restoreItemsBeforeImport } from "../../../app/data/mapping-changes";
import { isMappingOutdated } from "../../../app/data/mapping-check";
import { noteDone, readOpenImport } from "../../../app/data/mapping-imports";
import { refreshTableStatistics } from "../../../app/data/table-statistics";
import { inTransaction } from "../../../app/data/transaction";
import { closeConnections, pool } from "../../../app/db.server";
import { readMappingFile } from "../../../app/sync/read-mapping-file";
import { watchMemory } from "../process-figures";
import type { Measured } from "../run-program";
import { timedSeconds } from "../turns";

const {
  BENCH_ROWS: ROWS,
  BENCH_PSQL: psql,
  DATABASE_URL: url,
} = z.object({ BENCH_ROWS: z.coerce.number(), BENCH_PSQL: z.string(), DATABASE_URL: z.string() }).parse(process.env);

const VENDORS = 2_000;
const SHOP = "bench-store.myshopify.com";
const ACTOR = { id: "bench", name: null };
const VARIANT_COLUMNS = `shop, variant_id, product_id, product_title, sku, inventory_item_id, tracked, created_at, updated_at`;

await pool.query("INSERT INTO shops (shop, time_zone, currency) VALUES ($1, 'UTC', 'GBP')", [SHOP]);
await pool.query(
  `INSERT INTO variants (${VARIANT_COLUMNS})
   SELECT $1, id, id, 'Product ' || id, 'SKU-' || id, id, true, now(), now() FROM generate_series(1, $2::integer) AS id`,
  [SHOP, ROWS],
);
await pool.query("ANALYZE variants");
const before = await timedSeconds(storeRowsAlone);
const upload = await watchMemory(process.pid, () => timedSeconds(uploadAndCheck));
const applied = await timedSeconds(apply);
const undone = await timedSeconds(undo);
const after = await timedSeconds(storeRowsAlone);
await closeConnections();
const beside = [before, after];
const measured: Record<string, Measured> = {
  "upload and check of a mapping": { ours: [upload.result], beside, memoryMegabytes: upload.megabytes },
  "a mapping applied": { ours: [applied], beside, memoryMegabytes: 0 },
  "a mapping undone": { ours: [undone], beside, memoryMegabytes: 0 },
};
process.send?.(measured);

async function uploadAndCheck(): Promise<void> {
  await readMappingFile(SHOP, { fileName: "bench.csv", bytes: writeFileInChunks(), actor: ACTOR });
}

/** As the run of an import does. */
function countAnew(): Promise<void> {
  return refreshTableStatistics(["vendors", "vendor_names", "vendor_items", "audit_entries"]);
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
    if (psql === "") await insertRowsAlone();
    else await copyRowsAlone();
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

async function copyRowsAlone(): Promise<void> {
  const rows = Array.from({ length: ROWS }, (_, index) => {
    const id = index + 1;
    return `${SHOP},${id % VENDORS},${id},t,V-${id},${(id % 1_000) / 100},${1 + (id % 60)},${id % 12},${1 + (id % 24)}\n`;
  });
  const columns = `shop,vendor_id,variant_id,preferred,vendor_sku,unit_cost,lead_time_days,minimum_order_quantity,pack_size`;
  execFileSync(psql, [url, "-c", `\\copy vendor_items_alone (${columns}) FROM STDIN CSV`], { input: rows.join("") });
}
