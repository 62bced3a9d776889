// What a reading of `plans` can be narrowed and ordered by. Free of I/O, so that the browser can share it.
import type { DemandClass } from "~/planning/demand-class";
import type { PlanStatus } from "~/planning/plan-status";

/** Columns that plans can be ordered by; each has an index (see `plan-order.ts`). */
export const PLAN_SORT_KEYS = [
  "suggestedOrderQuantity",
  "orderValue",
  "daysOfCover",
  "available",
  "onHand",
  "committed",
  "incoming",
  "meanDailyDemand",
  "demandStdDev",
  "unitsSold",
  "leadTimeDays",
  "safetyStock",
  "reorderPoint",
  "orderUpToLevel",
  "velocityDecile",
  "sku",
  "productTitle",
  "vendor",
] as const;
export type PlanSortKey = (typeof PLAN_SORT_KEYS)[number];

export type SortDirection = "asc" | "desc";

/** The filter value for variants that no vendor supplies. */
export const NO_VENDOR = "none";

export interface PlanFilter {
  /** A vendor's id, or {@link NO_VENDOR}; undefined for every vendor. */
  vendorId?: string;
  /** Empty for every status but `excluded`, which has to be asked for. */
  statuses: readonly PlanStatus[];
  /** Empty for every class. */
  demandClasses: readonly DemandClass[];
  /** Velocity deciles 1 to 10; empty for all variants, those without a decile included. */
  deciles: readonly number[];
  /** Text that SKU, title or barcode contains, whatever its letter case and accents; "" for no search. */
  q: string;
  /** Keeps what there is something of to order. */
  toOrder?: boolean;
  /** Keeps the variants stocked at this location; their numbers stay the whole plan's. */
  locationId?: string;
}

/** Whether it may leave plans out. */
export function isFiltered({
  vendorId,
  statuses,
  demandClasses,
  deciles,
  q,
  toOrder,
  locationId,
}: PlanFilter): boolean {
  const isNarrowed = statuses.length > 0 || demandClasses.length > 0 || deciles.length > 0 || toOrder === true;
  return isNarrowed || vendorId !== undefined || q !== "" || locationId !== undefined;
}

export interface PlanOrder {
  sort: PlanSortKey;
  direction: SortDirection;
}
