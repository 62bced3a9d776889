import { isOneSession, pool } from "~/db.server";
import type { TermLevels } from "~/planning/resolve-terms";
import { isAtPlanningLocation, PLANNING_LOCATIONS } from "./locations";
import { planningVariant, stockoutSpans } from "./stock-history";
import { exchangeRate } from "./vendor-currency";
import { ITEM_TERMS, selectTerms, VENDOR_ITEM_TERMS, VENDOR_TERMS } from "./term-columns";
import { selectVariants, type VariantSelection } from "./variant-selection";

/** The demand of so many variants is read at a time; see PLAN_BATCH. */
export const DEMAND_BATCH = isOneSession ? 500 : 2_000;

/** Demand of one variant in the shop's demand window, as far as the variant existed in it. */
export interface WindowDemand {
  variantId: string;
  /** ISO day in the shop's time zone on which the variant was created. */
  createdDay: string;
  units: number;
  /** Sum over the days of units². */
  sumOfSquaredUnits: number;
  /** Days with a sale. */
  sellingDays: number;
  /** Units in as many days before the window; of no meaning where the variant, or the shop's orders, are younger. */
  formerUnits: number;
  /** Days out of stock: begun and ended with nothing available, as far as is known, and without a sale. */
  outOfStockDays: number;
}

/**
 * What a plan needs and shows of a variant besides its demand. Stock is summed over the locations that count.
 *
 * The vendor is the one of the variant's preferred vendor item. The cost that was agreed with it holds before Shopify's; in
 * another currency than the shop's it is converted, and where the rate is not known, Shopify's cost holds.
 */
export interface VariantForPlan {
  variantId: string;
  productId: string;
  inventoryItemId: string;
  sku: string | null;
  productTitle: string;
  variantTitle: string | null;
  barcode: string | null;
  imageUrl: string | null;
  vendorId: string | null;
  vendor: string | null;
  vendorSku: string | null;
  tracked: boolean;
  /** The merchant wants no plan for it. */
  isExcluded: boolean;
  unitCost: number | null;
  /** What was agreed with the vendor, in its currency; a decimal as text. */
  agreedUnitCost: string | null;
  /** What Shopify says that it costs, in the shop's currency; a decimal as text. */
  shopifyUnitCost: string | null;
  /** What it sells for, in the shop's currency; a decimal as text. */
  price: string | null;
  /** What is set for this variant at each level below the shop. */
  termLevels: Omit<TermLevels, "shop">;
  available: number;
  onHand: number;
  committed: number;
  incoming: number;
}

interface DemandRow extends Omit<WindowDemand, "units" | "sumOfSquaredUnits" | "formerUnits"> {
  units: string;
  formerUnits: string;
  sumOfSquaredUnits: string;
}

/**
 * Sums of daily demand between two days, both included, but not before a variant was created, and how many of these days
 * it was out of stock. Days without a sale add nothing to the sums.
 */
export async function readWindowDemand(
  shop: string,
  selection: VariantSelection,
  { firstDay, lastDay }: { firstDay: string; lastDay: string },
): Promise<WindowDemand[]> {
  const { condition, values } = selectVariants(selection, 4);
  const { rows } = await pool.query<DemandRow>(
    `WITH variant AS (
       ${planningVariant(condition)}
     ), ${stockoutSpans("$2::date", "$3::date")}, out_of_stock AS (
       SELECT variant_id, sum(last_day - first_day + 1 - sold.days)::integer AS days
       FROM stockout CROSS JOIN LATERAL (
         SELECT count(*) AS days FROM daily_demand
         WHERE shop = $1 AND daily_demand.variant_id = stockout.variant_id AND day BETWEEN first_day AND last_day
           AND units > 0
       ) AS sold
       GROUP BY variant_id
     )
     SELECT variant.variant_id AS "variantId", created_day AS "createdDay",
       units, "formerUnits", "sumOfSquaredUnits", "sellingDays", coalesce(out_of_stock.days, 0) AS "outOfStockDays"
     FROM variant
       -- One by one from the index: a join would read all of the table for each page of variants.
       CROSS JOIN LATERAL (
         SELECT coalesce(sum(units) FILTER (WHERE in_window), 0) AS units,
           coalesce(sum(units::bigint * units) FILTER (WHERE in_window), 0) AS "sumOfSquaredUnits",
           count(*) FILTER (WHERE in_window AND units > 0)::integer AS "sellingDays",
           coalesce(sum(units) FILTER (WHERE day < $2::date), 0) AS "formerUnits"
         FROM daily_demand CROSS JOIN LATERAL (SELECT day >= greatest($2::date, created_day) AS in_window) AS place
         WHERE shop = $1 AND daily_demand.variant_id = variant.variant_id
           AND day BETWEEN $2::date - ($3::date - $2::date + 1) AND $3::date
       ) AS sales
       LEFT JOIN out_of_stock ON out_of_stock.variant_id = variant.variant_id
     ORDER BY variant.variant_id`,
    [shop, firstDay, lastDay, ...values],
  );
  return rows.map((row) => ({
    variantId: row.variantId,
    createdDay: row.createdDay,
    units: Number(row.units),
    formerUnits: Number(row.formerUnits),
    sumOfSquaredUnits: Number(row.sumOfSquaredUnits),
    sellingDays: row.sellingDays,
    outOfStockDays: row.outOfStockDays,
  }));
}

interface VariantRow extends Omit<
  VariantForPlan,
  "unitCost" | "termLevels" | "available" | "onHand" | "committed" | "incoming"
> {
  unitCost: string | null;
  item: TermLevels["item"];
  vendorItem: TermLevels["vendorItem"];
  vendorTerms: TermLevels["vendor"];
  available: string;
  onHand: string;
  committed: string;
  incoming: string;
}

/** Variants with their vendor, their terms and their stock at the locations that count in planning, by {@link isAtPlanningLocation}. */
export async function readVariantsForPlan(shop: string, selection: VariantSelection): Promise<VariantForPlan[]> {
  const { condition, values } = selectVariants(selection, 2);
  const { rows } = await pool.query<VariantRow>(
    `WITH ${PLANNING_LOCATIONS}, variant AS (
       SELECT * FROM variants WHERE shop = $1 AND deleted_at IS NULL AND ${condition}
     )
     SELECT variant.variant_id AS "variantId", product_id AS "productId", variant.inventory_item_id AS "inventoryItemId", sku,
       product_title AS "productTitle", variant_title AS "variantTitle", barcode, image_url AS "imageUrl",
       vendors.vendor_id AS "vendorId", vendors.name AS vendor, preferred.vendor_sku AS "vendorSku", tracked,
       coalesce(round(preferred.unit_cost * ${exchangeRate("vendors", "shops")}, 4), variant.unit_cost) AS "unitCost", price,
       preferred.unit_cost AS "agreedUnitCost", variant.unit_cost AS "shopifyUnitCost",
       coalesce(policy.excluded, false) AS "isExcluded",
       ${selectTerms("policy", ITEM_TERMS)} AS item,
       ${selectTerms("preferred", VENDOR_ITEM_TERMS)} AS "vendorItem",
       ${selectTerms("vendors", VENDOR_TERMS)} AS "vendorTerms",
       stock.*
     FROM variant
       LEFT JOIN shops ON shops.shop = $1
       -- One by one from the indexes, and LIMIT keeps it so: a join would read all of the tables for each page of variants.
       CROSS JOIN LATERAL (
         SELECT coalesce(sum(available), 0) AS available, coalesce(sum(on_hand), 0) AS "onHand",
           coalesce(sum(committed), 0) AS committed, coalesce(sum(incoming), 0) AS incoming
         FROM inventory_levels AS level
         WHERE level.shop = $1 AND level.inventory_item_id = variant.inventory_item_id
           AND ${isAtPlanningLocation("level")}
       ) AS stock
       LEFT JOIN LATERAL (
         SELECT * FROM vendor_items AS item
         WHERE item.shop = $1 AND item.variant_id = variant.variant_id AND item.preferred LIMIT 1
       ) AS preferred ON true
       LEFT JOIN LATERAL (
         SELECT * FROM vendors AS vendor WHERE vendor.shop = $1 AND vendor.vendor_id = preferred.vendor_id LIMIT 1
       ) AS vendors ON true
       LEFT JOIN LATERAL (
         SELECT * FROM item_policies AS item WHERE item.shop = $1 AND item.variant_id = variant.variant_id LIMIT 1
       ) AS policy ON true
     ORDER BY variant.variant_id`,
    [shop, ...values],
  );
  return rows.map(({ item, vendorItem, vendorTerms, ...row }) => ({
    ...row,
    termLevels: { item, vendorItem, vendor: vendorTerms },
    unitCost: row.unitCost === null ? null : Number(row.unitCost),
    available: Number(row.available),
    onHand: Number(row.onHand),
    committed: Number(row.committed),
    incoming: Number(row.incoming),
  }));
}
