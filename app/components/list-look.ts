/** What a list can show of a SKU beside its product, in the order of the columns. */
export const LIST_COLUMNS = [
  "sku",
  "status",
  "suggestedOrderQuantity",
  "orderValue",
  "available",
  "onHand",
  "committed",
  "incoming",
  "meanDailyDemand",
  "demandStdDev",
  "unitsSold",
  "weeklyDemand",
  "daysOfCover",
  "projectedStockoutDate",
  "leadTimeDays",
  "serviceLevel",
  "safetyStock",
  "reorderPoint",
  "orderUpToLevel",
  "packSize",
  "minimumOrderQuantity",
  "unitCost",
  "velocityDecile",
  "demandClass",
  "vendor",
  "vendorSku",
  "barcode",
] as const;
export type ListColumnId = (typeof LIST_COLUMNS)[number];

export const DENSITIES = ["comfortable", "compact"] as const;
export type Density = (typeof DENSITIES)[number];

/** What a list looks like. */
export interface ListLook {
  columns: readonly ListColumnId[];
  density: Density;
}

/** Until somebody in the shop chose another one: the answers and what they follow from. */
export const USUAL_LOOK: ListLook = {
  columns: [
    "sku",
    "status",
    "suggestedOrderQuantity",
    "orderValue",
    "available",
    "incoming",
    "meanDailyDemand",
    "daysOfCover",
    "reorderPoint",
    "velocityDecile",
    "vendor",
  ],
  density: "comfortable",
};

/** A look as it was stored, perhaps by another version: columns that there are not any more are left out. */
export function parseLook({ columns, density }: { columns: readonly string[]; density: string }): ListLook {
  const known = LIST_COLUMNS.filter((column) => columns.includes(column));
  return {
    columns: known.length > 0 ? known : USUAL_LOOK.columns,
    density: DENSITIES.find((one) => one === density) ?? USUAL_LOOK.density,
  };
}
