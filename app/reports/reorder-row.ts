import type { ListedPlan, PlanRow } from "~/data/plan-row";

/** One variant as every exit shows it: CSV line, item page and API answer. It is the stored plan, unchanged. */
export type ReorderRow = PlanRow;

/** With what a list can show beside the plan. */
export type ListedRow = ListedPlan;

/** What a list shows of a variant only where its column was chosen. */
export const MORE_FIELDS = [
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
] as const satisfies readonly (keyof ListedRow)[];
export type MoreField = (typeof MORE_FIELDS)[number];

/** Of these, what can be changed in a list. */
const CHANGEABLE = ["leadTimeDays", "packSize"] as const satisfies readonly MoreField[];

/** What a list shows of a variant. */
export type ListRow = ReturnType<typeof toUsualFields> &
  Partial<Pick<ListedRow, MoreField>> & {
    /** What is set for the variant alone, of the terms that can be changed and are shown; null where nothing is. */
    ownTerms?: Partial<Record<(typeof CHANGEABLE)[number], number | null>>;
  };

/**
 * A list sends fifty rows, and not even half of what a plan is made of is shown there.
 *
 * @param fields what is sent besides, of {@link MORE_FIELDS}; others are left out
 */
export function toListRow(row: ListedRow, fields: readonly string[] = []): ListRow {
  const more = MORE_FIELDS.filter((field) => fields.includes(field));
  const changeable = CHANGEABLE.filter((field) => fields.includes(field));
  return {
    ...toUsualFields(row),
    ...Object.fromEntries(more.map((field) => [field, row[field]])),
    ...(changeable.length > 0 && {
      ownTerms: Object.fromEntries(changeable.map((field) => [field, ownTerm(row, field)])),
    }),
  };
}

function ownTerm(row: ReorderRow, field: (typeof CHANGEABLE)[number]): number | null {
  return row.termSources[field] === "item" ? row[field] : null;
}

function toUsualFields(row: ReorderRow) {
  return {
    variantId: row.variantId,
    imageUrl: row.imageUrl,
    productTitle: row.productTitle,
    variantTitle: row.variantTitle,
    sku: row.sku,
    vendor: row.vendor,
    status: row.status,
    suggestedOrderQuantity: row.suggestedOrderQuantity,
    orderValue: row.orderValue,
    currency: row.currency,
    available: row.available,
    incoming: row.incoming,
    meanDailyDemand: row.meanDailyDemand,
    daysOfCover: row.daysOfCover,
    reorderPoint: row.reorderPoint,
    velocityDecile: row.velocityDecile,
    // Why one of these figures is absent:
    observedDays: row.observedDays,
    outOfStockDays: row.outOfStockDays,
    unitsSold: row.unitsSold,
  };
}
