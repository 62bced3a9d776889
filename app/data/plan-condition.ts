import { NO_VENDOR, type PlanFilter } from "./plan-filter";
import { containsPattern, searchWords } from "./search-pattern";
import type { SqlValues } from "./sql-values";

/** SQL that keeps what is planned, over `plans`, `plan_search` or sums of these. */
export const IS_PLANNED = "status <> 'excluded'";

/**
 * The WHERE condition that keeps the shop's rows under a filter, over `plans` or, under that name, `plan_search`. Rows that
 * are excluded from planning are kept only where their status is asked for. $1 is the shop.
 */
export function planCondition(filter: PlanFilter, values: SqlValues): string {
  const conditions = ["plans.shop = $1"];
  if (filter.vendorId === NO_VENDOR) conditions.push("vendor_id IS NULL");
  else if (filter.vendorId !== undefined) conditions.push(`vendor_id = ${values.add(filter.vendorId)}::bigint`);
  conditions.push(statusCondition(filter, values));
  if (filter.demandClasses.length > 0) {
    conditions.push(`demand_class = ANY(${values.add(filter.demandClasses)}::text[])`);
  }
  if (filter.deciles.length > 0) conditions.push(`velocity_decile = ANY(${values.add(filter.deciles)}::int[])`);
  if (filter.toOrder) conditions.push("suggested_order_quantity > 0");
  for (const { folded } of searchWords(filter.q)) {
    conditions.push(`search_text LIKE ${values.add(containsPattern(folded))}`);
  }
  if (filter.locationId !== undefined) {
    conditions.push(`EXISTS (
      SELECT FROM inventory_levels AS level
       WHERE level.shop = plans.shop AND level.inventory_item_id = plans.inventory_item_id
         AND level.location_id = ${values.add(filter.locationId)}::bigint)`);
  }
  return conditions.join(" AND ");
}

/** Keeps the statuses of a filter; of one without any, all that are planned. */
export function statusCondition({ statuses }: PlanFilter, values: SqlValues): string {
  return statuses.length > 0 ? `status = ANY(${values.add(statuses)}::text[])` : IS_PLANNED;
}

/** Texts have a key for every two and for every three characters. */
const KEY_SIZES = { shortest: 2, longest: 3 };

/**
 * What of `plan_search` a filter keeps, for FROM and WHERE, under the name `plans`. What a search keeps is found by an index,
 * unless its words are single letters. $1 is the shop.
 */
export function searchRows(filter: PlanFilter, values: SqlValues): string {
  const rows = `plan_search AS plans WHERE ${planCondition(filter, values)}`;
  const words = searchWords(filter.q).map(({ folded }) => folded);
  const size = Math.min(Math.max(0, ...words.map(countLetters)), KEY_SIZES.longest);
  if (size < KEY_SIZES.shortest) return rows;
  const keys = words
    .filter((word) => countLetters(word) >= size)
    .map((word) => `search_keys($1, ${values.add(word)}, ${size})`);
  return `${rows} AND search_keys(plans.shop, search_text, ${size}) @> (${keys.join(" || ")})`;
}

function countLetters(word: string): number {
  return [...word].length;
}
