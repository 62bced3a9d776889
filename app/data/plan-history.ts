import { pool } from "~/db.server";
import type { ItemTerms } from "~/planning/resolve-terms";
import { question, type Question } from "./questions";

/** What a variant's plan was from a day on, until the next one that is stored. */
export interface PastPlan extends ItemTerms {
  /** ISO day in the shop's time zone for which it was planned. */
  day: string;
  /** null: the value did not exist. */
  meanDailyDemand: number | null;
  reorderPoint: number | null;
  orderUpToLevel: number | null;
}

/** Demand is kept as long, and a plan older than its demand explains nothing. */
const DAYS_KEPT = 400;

/** The columns of `plans` that make a plan another one; status and suggested order follow the stock from hour to hour. */
const COLUMNS = [
  "mean_daily_demand",
  "reorder_point",
  "order_up_to_level",
  "lead_time_days",
  "lead_time_std_dev_days",
  "review_period_days",
  "service_level",
  "coverage_days",
  "minimum_order_quantity",
  "pack_size",
  "method",
];

const columnsOf = (table: string) => COLUMNS.map((column) => `${table}.${column}`).join(", ");

/**
 * Adds the stored plans of some variants to their history, where they are other than the last ones there. A variant has one
 * row a day at most: of several plans of a day, the last one stands.
 */
export async function recordPlanHistory(shop: string, variantIds: readonly string[]): Promise<void> {
  await pool.query(
    `INSERT INTO plan_history (shop, variant_id, day, ${COLUMNS.join(", ")})
     SELECT plan.shop, plan.variant_id, plan.window_end + 1, ${columnsOf("plan")}
     FROM plans AS plan LEFT JOIN LATERAL (
       SELECT * FROM plan_history AS past
       WHERE past.shop = $1 AND past.variant_id = plan.variant_id ORDER BY past.day DESC LIMIT 1
     ) AS latest ON true
     WHERE plan.shop = $1 AND plan.variant_id = ANY($2::bigint[])
       AND (${columnsOf("plan")}) IS DISTINCT FROM (${columnsOf("latest")})
     ORDER BY plan.variant_id
     ON CONFLICT (shop, variant_id, day) DO UPDATE SET
       ${COLUMNS.map((column) => `${column} = excluded.${column}`).join(", ")}`,
    [shop, variantIds],
  );
}

/** Removes what is older than {@link DAYS_KEPT} days, also of variants that are deleted. */
export async function prunePlanHistory(shop: string, today: string): Promise<void> {
  await pool.query("DELETE FROM plan_history WHERE shop = $1 AND day < $2::date - $3::integer", [
    shop,
    today,
    DAYS_KEPT,
  ]);
}

/** The last plans of a variant, newest first. */
export function pastPlans(variantId: string, limit: number): Question<PastPlan[]> {
  return question(
    (values) => `SELECT day, mean_daily_demand AS "meanDailyDemand", reorder_point AS "reorderPoint",
        order_up_to_level AS "orderUpToLevel", lead_time_days AS "leadTimeDays",
        lead_time_std_dev_days AS "leadTimeStdDevDays", review_period_days AS "reviewPeriodDays",
        service_level AS "serviceLevel", coverage_days AS "coverageDays",
        minimum_order_quantity AS "minimumOrderQuantity", pack_size AS "packSize", method
      FROM plan_history WHERE shop = $1 AND variant_id = ${values.add(variantId)}::bigint
      ORDER BY day DESC LIMIT ${values.add(limit)}`,
    (rows: readonly PastPlan[]) => [...rows],
  );
}
