// Plans a shop anew after a change of its settings, and puts the former plans back by one statement, in turns: both write
// other values into the same rows. DATABASE_URL names the shop's database, BENCH_SHOP the shop.
import { z } from "zod";
import { saveSettings } from "../../../app/data/shop-settings";
import { closeConnections, pool } from "../../../app/db.server";
import { replanShop } from "../../../app/sync/replan";
import { watchMemory } from "../process-figures";
import type { Measured } from "../run-program";
import { takeTurns, timedSeconds } from "../turns";

const { BENCH_SHOP: shop, BENCH_REPETITIONS: repetitions } = z
  .object({ BENCH_SHOP: z.string(), BENCH_REPETITIONS: z.coerce.number() })
  .parse(process.env);

interface Column {
  name: string;
  type: string;
}

const COVERAGE_DAYS = 30;
const OTHER_COVERAGE_DAYS = 45;

await saveSettings(shop, { coverageDays: COVERAGE_DAYS });
await replanShop(shop);
const columns = await readColumns();
const formerPlans = await readPlans(columns);
await saveSettings(shop, { coverageDays: OTHER_COVERAGE_DAYS });
const megabytes: number[] = [];
const [ours = [], beside = []] = await takeTurns([planAnew, putBack], repetitions, { turnsBack: false });
await saveSettings(shop, { coverageDays: COVERAGE_DAYS });
await replanShop(shop);
await closeConnections();
const measured: Measured = { ours, beside, memoryMegabytes: Math.max(...megabytes) };
process.send?.({ "replan of all plans": measured });

async function planAnew(): Promise<number> {
  const { result, megabytes: taken } = await watchMemory(process.pid, () => timedSeconds(() => replanShop(shop)));
  megabytes.push(taken);
  return result;
}

function putBack(): Promise<number> {
  return timedSeconds(() => pool.query(updateOf(columns), [shop, ...formerPlans]));
}

async function readColumns(): Promise<Column[]> {
  const { rows } = await pool.query<Column>(
    `SELECT attname AS name, format_type(atttypid, atttypmod) AS type FROM pg_attribute
     WHERE attrelid = 'plans'::regclass AND attnum > 0 AND NOT attisdropped AND attname <> 'shop' ORDER BY attnum`,
  );
  return rows;
}

/** A list for each column. */
async function readPlans(wanted: readonly Column[]): Promise<unknown[][]> {
  const { rows } = await pool.query<unknown[]>({
    text: `SELECT ${wanted.map(({ name }) => name).join(", ")} FROM plans WHERE shop = $1 ORDER BY variant_id`,
    values: [shop],
    rowMode: "array",
  });
  return wanted.map((_, column) => rows.map((row) => row[column]));
}

function updateOf(written: readonly Column[]): string {
  const names = written.map(({ name }) => name);
  return `UPDATE plans SET ${names.map((name) => `${name} = batch.${name}`).join(", ")}
    FROM unnest(${written.map(({ type }, index) => `$${index + 2}::${type}[]`).join(", ")}) AS batch (${names.join(", ")})
    WHERE plans.shop = $1 AND plans.variant_id = batch.variant_id`;
}
