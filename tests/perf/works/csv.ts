import { spawn } from "node:child_process";
import pg from "pg";
import { timeAnswer } from "../answers";
import { summarize, type Figure, type Spread } from "../figure";
import { growthFigures, LINEAR } from "../growth";
import { watchMemory } from "../process-figures";
import type { MeasuredShop } from "../shops/measured-shop";
import { takeTurns, timedSeconds } from "../turns";
import type { ShopWork } from "../work";

const MOST_OVER_COPY = 2;
const MOST_MEGABYTES = 64;
const MOST_PERCENT_TO_FIRST_BYTE = 5;

/** The CSV of a whole shop, which a script downloads. */
export const csv: ShopWork = {
  name: "csv",
  about: "the CSV of all rows, beside psql's COPY of the same rows (PostgreSQL) or reading them all (PGlite)",
  on: "shops",
  measure: async (shops, { repetitions }) => {
    const times: Figure[] = [];
    const others: Figure[] = [];
    for (const shop of shops) {
      const firstByte: number[] = [];
      const megabytes: number[] = [];
      const download = async () => {
        const { result, megabytes: taken } = await watchMemory(shop.pid, () => timeAnswer(csvRequest(shop)));
        firstByte.push((100 * result.beginMs) / result.endMs);
        megabytes.push(taken);
        return result.endMs / 1_000;
      };
      await download(); // What a process takes once, it keeps.
      firstByte.length = 0;
      megabytes.length = 0;
      const [ours = [], beside = []] = await takeTurns(
        [download, () => timedSeconds(() => readPlainly(shop))],
        repetitions,
      );
      times.push({
        what: "CSV of all rows",
        unit: "s",
        ...identify(shop),
        ours: summarize(ours),
        beside: { what: shop.psql ? "COPY by psql" : "reading all rows", ...summarize(beside) },
        target: { of: "median", most: MOST_OVER_COPY },
        memoryMegabytes: Math.max(...megabytes),
      });
      others.push(
        absolute(shop, "CSV's memory over idle", "MB", summarize(megabytes), MOST_MEGABYTES),
        absolute(shop, "CSV's first byte, of its time", "%", summarize(firstByte), MOST_PERCENT_TO_FIRST_BYTE),
      );
    }
    return [...times, ...growthFigures(times, LINEAR), ...others];
  },
};

function identify({ skus, database }: MeasuredShop): Pick<Figure, "skus" | "database"> {
  return { skus, database };
}

function absolute(shop: MeasuredShop, what: string, unit: Figure["unit"], ours: Spread, most: number): Figure {
  return { what, unit, ...identify(shop), ours, target: { of: "p95", most } };
}

function csvRequest({ demo, token }: MeasuredShop): Request {
  return new Request(new URL("/api/reorder.csv?view=all", demo.appAddress), {
    headers: { Authorization: `Bearer ${token}`, "Accept-Encoding": "identity" },
  });
}

/** The same columns in the same order. */
const SAME_ROWS = `
  SELECT sku, product_title, variant_title, barcode, vendor, vendor_sku, status, available, on_hand, committed, incoming,
    mean_daily_demand, demand_std_dev, observed_days, units_sold, lead_time_days, service_level, method, lead_time_demand,
    safety_stock, reorder_point, order_up_to_level, suggested_order_quantity, pack_size, minimum_order_quantity, unit_cost,
    order_value, currency, days_of_cover, projected_stockout_date, velocity_decile, variant_id, inventory_item_id, planned_at,
    demand_class
  FROM plans ORDER BY suggested_order_quantity DESC NULLS LAST, variant_id DESC`;

async function readPlainly({ databaseUrl, psql, skus }: MeasuredShop): Promise<void> {
  if (psql !== null) return copyOut(psql, databaseUrl);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rowCount } = await client.query({ text: SAME_ROWS, rowMode: "array" });
  await client.end();
  if (rowCount !== skus) throw new Error(`The shop has ${rowCount} plans, not ${skus}`);
}

async function copyOut(psql: string, url: string): Promise<void> {
  const command = `\\copy (${SAME_ROWS.replaceAll("\n", " ")}) TO STDOUT WITH (FORMAT csv, HEADER)`;
  const child = spawn(psql, ["--no-psqlrc", "--command", command, url], { stdio: ["ignore", "pipe", "inherit"] });
  child.stdout.resume();
  const code = await new Promise((ended) => child.once("close", ended));
  if (code !== 0) throw new Error(`psql ended with exit code ${String(code)}`);
}
