import { pick, uniq } from "es-toolkit";
import type { ListedPlan, PlanRow } from "~/data/plan-row";

/** One variant as every exit shows it: CSV line, item page and API answer. It is the stored plan, unchanged. */
export type ReorderRow = PlanRow;

/** What every list shows of a variant. */
const USUAL_FIELDS = [
  "variantId",
  "imageUrl",
  "productTitle",
  "variantTitle",
  "sku",
  "vendor",
  "status",
  "suggestedOrderQuantity",
  "orderValue",
  "currency",
  "available",
  "incoming",
  "meanDailyDemand",
  "daysOfCover",
  "reorderPoint",
  "velocityDecile",
  // Why one of these figures is absent:
  "observedDays",
  "outOfStockDays",
  "unitsSold",
] as const satisfies readonly (keyof ListedPlan)[];
type UsualField = (typeof USUAL_FIELDS)[number];

/** What a list does not show, and has to know: how old its rows are, and what to compare with Shopify's word. */
const UNSEEN_FIELDS = [
  "plannedAt",
  "inventoryItemId",
  "onHand",
  "committed",
] as const satisfies readonly (keyof PlanRow)[];

/** What a list shows of a variant only where its column was chosen. */
const MORE_FIELDS = [
  "onHand",
  "committed",
  "demandStdDev",
  "weeklyDemand",
  "projectedStockoutDate",
  "leadTimeDays",
  "serviceLevel",
  "safetyStock",
  "orderUpToLevel",
  "packSize",
  "minimumOrderQuantity",
  "unitCost",
  "demandClass",
  "vendorSku",
  "barcode",
] as const satisfies readonly (keyof ListedPlan)[];
type MoreField = (typeof MORE_FIELDS)[number];

/** Of these, what can be changed in a list. */
const CHANGEABLE = ["leadTimeDays", "packSize"] as const satisfies readonly MoreField[];

/** A plan of which a list read what it shows. */
export type ListedRow = Pick<PlanRow, UsualField | (typeof UNSEEN_FIELDS)[number]> &
  Partial<Pick<ListedPlan, MoreField | "termSources">>;

/** What a list shows of a variant. */
export type ListRow = Pick<PlanRow, UsualField> &
  Partial<Pick<ListedPlan, MoreField>> & {
    /** What is set for the variant alone, of the terms that can be changed and are shown; null where nothing is. */
    ownTerms?: Partial<Record<(typeof CHANGEABLE)[number], number | null>>;
  };

/**
 * What a list with these columns reads: not even half of what a plan is made of.
 *
 * @param columns that were chosen; only {@link MORE_FIELDS} make a difference
 */
export function fieldsOfList(columns: readonly string[]): (keyof ListedRow)[] {
  const fields: (keyof ListedRow)[] = [...USUAL_FIELDS, ...UNSEEN_FIELDS, ...chosen(MORE_FIELDS, columns)];
  return uniq(chosen(CHANGEABLE, columns).length > 0 ? [...fields, "termSources"] : fields);
}

/** What a list with these columns sends of a variant. */
export function toListRow(row: ListedRow, columns: readonly string[]): ListRow {
  const changeable = chosen(CHANGEABLE, columns);
  return {
    ...pick(row, [...USUAL_FIELDS, ...chosen(MORE_FIELDS, columns)]),
    ...(changeable.length > 0 && {
      ownTerms: Object.fromEntries(changeable.map((field) => [field, ownTerm(row, field)])),
    }),
  };
}

function chosen<Field extends string>(fields: readonly Field[], columns: readonly string[]): Field[] {
  return fields.filter((field) => columns.includes(field));
}

function ownTerm(row: ListedRow, field: (typeof CHANGEABLE)[number]): number | null {
  return row.termSources?.[field] === "item" ? (row[field] ?? null) : null;
}
