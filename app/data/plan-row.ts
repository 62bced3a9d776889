import type { DemandClass } from "~/planning/demand-class";
import type { CalibrationGap } from "~/planning/calibration";
import type { PlanMethod } from "~/planning/plan-method";
import type { PlanStatus } from "~/planning/plan-status";
import type { TermSources } from "~/planning/resolve-terms";
import type { WeeklyDemand } from "./weekly-demand";

/**
 * One variant's stored plan with everything an exit shows. Quantities are units, days are calendar days in the shop's
 * time zone (ISO), ids are Shopify's numeric ids as strings, money is in `currency`. null: the value does not exist.
 */
export interface PlanRow {
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
  /** Days of the demand window, less those out of stock. */
  observedDays: number;
  /** Days that left the demand window because nothing could be sold on them. */
  outOfStockDays: number;
  unitsSold: number;
  /** Observed days with a sale. */
  sellingDays: number;
  demandClass: DemandClass;
  leadTimeDays: number;
  /** How much the lead time itself varies; 0 when it is as good as fixed. */
  leadTimeStdDevDays: number;
  reviewPeriodDays: number;
  serviceLevel: number;
  coverageDays: number;
  method: PlanMethod;
  /** Where each term of the plan was set. */
  termSources: TermSources;
  /** Why the method is not the calibrated one that was asked for; null when it is, or was not. */
  calibrationGap: CalibrationGap | null;
  leadTimeDemand: number | null;
  /** The deviation that the safety factor multiplies, units. */
  leadTimeDemandStdDev: number | null;
  /** z of the service level, or the factor that the shop's replayed history taught. */
  safetyFactor: number | null;
  /** What the shop sells now in relation to its demand windows; 1 for the normal method. */
  demandLevel: number;
  safetyStock: number | null;
  /** Unrounded; `reorderPoint` is its ceiling, which is what is shown and compared. */
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
  /** The last complete day of the demand window. */
  windowEnd: string;
  /** ISO 8601, UTC. */
  plannedAt: string;
}

/** A plan as a list shows it. */
export interface ListedPlan extends PlanRow {
  /** No part of the plan: read beside it where it is asked for, and undefined elsewhere. */
  weeklyDemand?: WeeklyDemand;
}
