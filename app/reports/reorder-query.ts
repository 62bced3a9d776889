import type { PlanStatus } from "~/planning/plan";

export const REORDER_VIEWS = ["all", "vendor", "fast-movers"] as const;
export type ReorderView = (typeof REORDER_VIEWS)[number];

/** Columns a list can be sorted by; the same names as in {@link ReorderRow}. */
export const SORT_KEYS = [
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
] as const;
export type SortKey = (typeof SORT_KEYS)[number];

/** What a list, a CSV or an API call asks for; parsed from search params by `parseReorderQuery`. */
export interface ReorderQuery {
  view: ReorderView;
  /** Vendor id, or "none" for variants without one; undefined for every vendor. */
  vendorId?: string;
  statuses: PlanStatus[];
  /** Velocity deciles to keep; empty for all. Fast Movers with k means deciles 1 to k. */
  deciles: number[];
  /** Search text: SKU, title or barcode contains it. */
  q: string;
  /** Keep variants stocked at this location. */
  locationId?: string;
  sort: SortKey;
  direction: "asc" | "desc";
  /** Opaque keyset cursors; at most one of them. */
  after?: string;
  before?: string;
}
