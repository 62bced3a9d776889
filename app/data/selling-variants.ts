import { pool } from "~/db.server";
import type { DemandClass } from "~/planning/demand-class";
import type { DaysTo } from "./demand-series";

/** Variants with stock that Shopify counts, not deleted, that sold on one of the days: some of them, in order of their id. */
export async function readSellingVariantIds(
  shop: string,
  { lastDay, days }: DaysTo,
  { after, limit }: { after: string; limit: number },
): Promise<string[]> {
  const { rows } = await pool.query<{ variantId: string }>(
    `SELECT variant_id AS "variantId" FROM variants
     WHERE shop = $1 AND variant_id > $4::bigint AND deleted_at IS NULL AND tracked AND EXISTS (
       SELECT FROM daily_demand AS demand
       WHERE demand.shop = $1 AND demand.variant_id = variants.variant_id AND demand.units > 0
         AND demand.day > $2::date - $3::integer AND demand.day <= $2::date
     )
     ORDER BY variant_id LIMIT $5`,
    [shop, lastDay, days, after, limit],
  );
  return rows.map((row) => row.variantId);
}

/** Since when a variant can sell, and how it does. */
export interface VariantBeginning {
  /** ISO day in the shop's time zone on which the variant was created. */
  createdDay: string;
  /** Of its stored plan; "new" before the first one. */
  demandClass: DemandClass;
}

/** @param timeZone IANA name of the shop's zone, which decides on which day a variant was created */
export async function readVariantBeginnings(
  shop: string,
  variantIds: readonly string[],
  timeZone: string,
): Promise<Map<string, VariantBeginning>> {
  const { rows } = await pool.query<VariantBeginning & { variantId: string }>(
    `SELECT variant.variant_id AS "variantId", (variant.created_at AT TIME ZONE $3)::date AS "createdDay",
       coalesce(plan.demand_class, 'new') AS "demandClass"
     FROM variants AS variant LEFT JOIN plans AS plan ON plan.shop = $1 AND plan.variant_id = variant.variant_id
     WHERE variant.shop = $1 AND variant.variant_id = ANY($2::bigint[])`,
    [shop, variantIds, timeZone],
  );
  return new Map(rows.map(({ variantId, ...beginning }) => [variantId, beginning]));
}
