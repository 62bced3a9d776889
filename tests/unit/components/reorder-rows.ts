import type { ReorderRow } from "~/reports/reorder-row";
import { ALL_FROM_SHOP } from "../planning/term-examples";

/**
 * A variant worked out by hand: 288 units in 90 days are 3.2 a day; 14 days need 44.8; z(0.95) × 4.1 × √14 = 25.2332;
 * the reorder point 70.0332 is shown as 71; 30 days more are 166.0332, so up to 167; with 12 available, 155 are missing.
 */
export function reorderRow(changes: Partial<ReorderRow> = {}): ReorderRow {
  return {
    variantId: "101",
    productId: "11",
    inventoryItemId: "1001",
    sku: "LANTERN-RED",
    productTitle: "Hanging lantern",
    variantTitle: "Red",
    barcode: "5012345678900",
    imageUrl: null,
    vendorId: "7",
    vendor: "Northlight",
    vendorSku: null,
    status: "reorder-now",
    available: 12,
    onHand: 14,
    committed: 2,
    incoming: 0,
    meanDailyDemand: 3.2,
    demandStdDev: 4.1,
    observedDays: 90,
    outOfStockDays: 0,
    unitsSold: 288,
    sellingDays: 60,
    demandClass: "lumpy",
    leadTimeDays: 14,
    leadTimeStdDevDays: 0,
    reviewPeriodDays: 0,
    serviceLevel: 0.95,
    coverageDays: 30,
    method: "normal",
    termSources: ALL_FROM_SHOP,
    calibrationGap: null,
    leadTimeDemand: 44.8,
    leadTimeDemandStdDev: 15.340578,
    safetyFactor: 1.6448536269514722,
    demandLevel: 1,
    safetyStock: 25.2332,
    exactReorderPoint: 70.0332,
    reorderPoint: 71,
    orderUpToLevel: 167,
    suggestedOrderQuantity: 155,
    packSize: 1,
    minimumOrderQuantity: 1,
    unitCost: 2.1,
    orderValue: 325.5,
    currency: "GBP",
    daysOfCover: 3.75,
    projectedStockoutDate: "2026-03-13",
    velocityDecile: 1,
    windowEnd: "2026-03-09",
    plannedAt: "2026-03-10T06:00:00.000Z",
    ...changes,
  };
}

/** A variant that was created today: one complete day of history is not there yet. */
export function newVariantRow(changes: Partial<ReorderRow> = {}): ReorderRow {
  return reorderRow({
    status: "insufficient-history",
    meanDailyDemand: null,
    demandStdDev: null,
    observedDays: 0,
    unitsSold: 0,
    sellingDays: 0,
    demandClass: "new",
    leadTimeDemand: null,
    safetyStock: null,
    exactReorderPoint: null,
    reorderPoint: null,
    orderUpToLevel: null,
    suggestedOrderQuantity: null,
    orderValue: null,
    daysOfCover: null,
    projectedStockoutDate: null,
    velocityDecile: null,
    ...changes,
  });
}
