// Stores a shop's exports as a first pull does and, in turns, parses the same lines and stores the same rows as plainly as
// possible, into tables that are like the app's. DATABASE_URL names an empty database, BENCH_EXPORTS where the files are.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { z } from "zod";
import { claimRun, openRun } from "../../../app/data/sync-runs";
import { SHOP_TABLES } from "../../../app/data/shops";
import { closeConnections, pool } from "../../../app/db.server";
import { AdminClient } from "../../../app/shopify/admin-client";
import { splitIntoLines } from "../../../app/shopify/bulk-lines";
import { pullCatalogue } from "../../../app/sync/pull-catalogue";
import { pullOrders } from "../../../app/sync/pull-orders";
import { RunProgress } from "../../../app/sync/run-progress";
import { watchMemory } from "../process-figures";
import type { Measured } from "../run-program";
import { takeTurns, timedSeconds } from "../turns";
import { PLAIN_TABLES, type PlainTable } from "./plain-tables";

const settings = z
  .object({
    BENCH_EXPORTS: z.url(),
    BENCH_CATALOGUE_LINES: z.string(),
    BENCH_ORDERS_LINES: z.string(),
    BENCH_PSQL: z.string(),
    BENCH_REPETITIONS: z.coerce.number(),
    DATABASE_URL: z.string(),
  })
  .parse(process.env);

const SHOP = "bench-store.myshopify.com";
const ROWS_PER_INSERT = 5_000;

const EXPORTS = {
  catalogue: { url: `${settings.BENCH_EXPORTS}/catalogue.jsonl`, objectCount: settings.BENCH_CATALOGUE_LINES },
  orders: { url: `${settings.BENCH_EXPORTS}/orders.jsonl`, objectCount: settings.BENCH_ORDERS_LINES },
};

const megabytes: number[] = [];
const [ours = [], beside = []] = await takeTurns([pull, storePlainly], settings.BENCH_REPETITIONS);
await closeConnections();
const measured: Measured = { ours, beside, memoryMegabytes: Math.max(...megabytes) };
process.send?.({ ingest: measured });

/** Catalogue and orders at the same time, as the first pull reads them. */
async function pull(): Promise<number> {
  await emptyShop();
  const { runId } = await openRun(SHOP, "first-pull");
  const run = await claimRun(SHOP, runId);
  if (!run) throw new Error("The run could not be claimed");
  const progress = new RunProgress(run);
  const client = new AdminClient((document, { variables }) => Promise.resolve(answer(document, variables)));
  const context = { shop: SHOP, progress, signal: new AbortController().signal, client };
  const { result, megabytes: taken } = await watchMemory(process.pid, () =>
    timedSeconds(() =>
      Promise.all([
        pullCatalogue(context, { requestsPlans: false }),
        pullOrders(context, "UTC", { search: "", knownFrom: null }),
      ]),
    ),
  );
  megabytes.push(taken);
  return result;
}

/** Shopify has both exports ready. */
function answer(document: string, variables: Record<string, unknown>): Response {
  if (document.includes("bulkOperationRunQuery")) {
    const id = String(variables.query).includes("productVariants") ? "catalogue" : "orders";
    return Response.json({ data: { bulkOperationRunQuery: { bulkOperation: { id }, userErrors: [] } } });
  }
  const { id } = z.object({ id: z.enum(["catalogue", "orders"]) }).parse(variables);
  return Response.json({ data: { bulkOperation: { id, status: "COMPLETED", errorCode: null, ...EXPORTS[id] } } });
}

async function emptyShop(): Promise<void> {
  await pool.query(`TRUNCATE shops, ${SHOP_TABLES.join(", ")}`);
  await pool.query("INSERT INTO shops (shop, time_zone, currency) VALUES ($1, 'UTC', 'GBP')", [SHOP]);
  await pool.query(
    "INSERT INTO locations (shop, location_id, name, active) SELECT $1, id, id::text, true FROM unnest($2::bigint[]) AS id",
    [SHOP, [9001, 9002]],
  );
}

/** Every line parsed, every row stored; nothing checked, nothing that a repetition could go on from. */
async function storePlainly(): Promise<number> {
  for (const { name, like } of PLAIN_TABLES) {
    await pool.query(`DROP TABLE IF EXISTS ${name}`);
    await pool.query(`CREATE TABLE ${name} (LIKE ${like} INCLUDING ALL)`);
  }
  const seconds = await timedSeconds(() => Promise.all([storeExport("catalogue"), storeExport("orders")]));
  for (const { name } of PLAIN_TABLES) await pool.query(`DROP TABLE ${name}`);
  return seconds;
}

async function storeExport(name: keyof typeof EXPORTS): Promise<void> {
  const tables = PLAIN_TABLES.filter((table) => table.of === name);
  const sinks = await Promise.all(tables.map(async (table) => ({ table, sink: openSink(table) })));
  const { body } = await fetch(EXPORTS[name].url);
  if (!body) throw new Error(`There is no ${name}`);
  let parent: unknown;
  for await (const { lines } of splitIntoLines(body)) {
    for (const line of lines) {
      const object: unknown = JSON.parse(line);
      const found = sinks.find(({ table }) => table.takes(object));
      if (found) await found.sink.add([SHOP, ...found.table.rowOf(object, parent)]);
      else parent = object;
    }
  }
  for (const { sink } of sinks) await sink.end();
}

type Cell = string | number | boolean | null;

interface Sink {
  add: (row: Cell[]) => Promise<void>;
  end: () => Promise<void>;
}

function openSink(table: PlainTable): Sink {
  return settings.BENCH_PSQL === "" ? openInsert(table) : openCopy(table, settings.BENCH_PSQL);
}

function openCopy({ name, columns }: PlainTable, psql: string): Sink {
  const command = `\\copy ${name} (${names(columns)}) FROM STDIN WITH (FORMAT csv)`;
  const child = spawn(psql, ["--no-psqlrc", "--quiet", "--command", command, settings.DATABASE_URL], {
    stdio: ["pipe", "inherit", "inherit"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  let text = "";
  const flush = async () => {
    if (!child.stdin.write(text)) await once(child.stdin, "drain");
    text = "";
  };
  return {
    // No cell has a comma or a quotation mark.
    add: async (row) => {
      text += `${row.join(",")}\n`;
      if (text.length > 65_536) await flush();
    },
    end: async () => {
      await flush();
      child.stdin.end();
      const code = await ended;
      if (code !== 0) throw new Error(`psql ended with exit code ${code}`);
    },
  };
}

function openInsert({ name, columns }: PlainTable): Sink {
  let rows: Cell[][] = [];
  const arrays = ["text", ...Object.values(columns)].map((type, index) => `$${index + 1}::${type}[]`);
  const text = `INSERT INTO ${name} (${names(columns)}) SELECT * FROM unnest(${arrays.join(", ")})`;
  const flush = async () => {
    const values = arrays.map((_, column) => rows.map((row) => row[column]));
    rows = [];
    await pool.query(text, values);
  };
  return {
    add: async (row) => {
      rows.push(row);
      if (rows.length >= ROWS_PER_INSERT) await flush();
    },
    end: flush,
  };
}

function names(columns: PlainTable["columns"]): string {
  return ["shop", ...Object.keys(columns)].join(", ");
}
