import type { PlanMethod, PlanStatus } from "~/planning/plan";

/**
 * One variant as every exit shows it: list row, CSV line, API and MCP answer. Quantities are units, days are calendar
 * days in the shop's time zone (ISO), ids Shopify's numeric ids as strings, money in `currency`. null: does not exist.
 */
export interface ReorderRow {
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
  status: PlanStatus;
  available: number;
  onHand: number;
  committed: number;
  incoming: number;
  meanDailyDemand: number | null;
  demandStdDev: number | null;
  observedDays: number;
  unitsSold: number;
  leadTimeDays: number;
  reviewPeriodDays: number;
  serviceLevel: number;
  coverageDays: number;
  method: PlanMethod;
  leadTimeDemand: number | null;
  safetyStock: number | null;
  exactReorderPoint: number | null;
  reorderPoint: number | null;
  orderUpToLevel: number | null;
  suggestedOrderQuantity: number | null;
  packSize: number;
  minimumOrderQuantity: number;
  unitCost: number | null;
  orderValue: number | null;
  currency: string;
  daysOfCover: number | null;
  projectedStockoutDate: string | null;
  velocityDecile: number | null;
  windowEnd: string;
  plannedAt: string;
}
