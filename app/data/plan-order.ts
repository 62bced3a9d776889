// How plans are ordered, and how one place in that order is written down so that reading can go on from it.
import type { PlanOrder, PlanSortKey } from "./plan-filter";

interface SortExpression {
  /** SQL over `plans`. Text is ordered by code point (collation "C"), the same on every server. */
  expression: string;
  type: "integer" | "double precision" | "numeric" | "text";
  /** False where the column is NOT NULL, so that nobody looks for rows without a value. */
  nullable: boolean;
}

/** Each expression leads an index (shop, expression, variant_id), which serves both directions. */
export const SORT_EXPRESSIONS: Readonly<Record<PlanSortKey, SortExpression>> = {
  suggestedOrderQuantity: { expression: "suggested_order_quantity", type: "integer", nullable: true },
  orderValue: { expression: "order_value", type: "numeric", nullable: true },
  daysOfCover: { expression: "days_of_cover", type: "double precision", nullable: true },
  available: { expression: "available", type: "integer", nullable: false },
  onHand: { expression: "on_hand", type: "integer", nullable: false },
  committed: { expression: "committed", type: "integer", nullable: false },
  incoming: { expression: "incoming", type: "integer", nullable: false },
  meanDailyDemand: { expression: "mean_daily_demand", type: "double precision", nullable: true },
  demandStdDev: { expression: "demand_std_dev", type: "double precision", nullable: true },
  unitsSold: { expression: "units_sold", type: "integer", nullable: false },
  leadTimeDays: { expression: "lead_time_days", type: "double precision", nullable: false },
  safetyStock: { expression: "safety_stock", type: "double precision", nullable: true },
  reorderPoint: { expression: "reorder_point", type: "integer", nullable: true },
  orderUpToLevel: { expression: "order_up_to_level", type: "integer", nullable: true },
  velocityDecile: { expression: "velocity_decile", type: "integer", nullable: true },
  sku: { expression: "sku", type: "text", nullable: true },
  productTitle: { expression: "sort_title", type: "text", nullable: false },
  vendor: { expression: `vendor COLLATE "C"`, type: "text", nullable: true },
};

/** One row's place in an order: its value of the sort key as PostgreSQL writes it (null: none), then the tie-break. */
export interface PlanPosition {
  value: string | null;
  variantId: string;
}

/** A run of rows that one index scan reads in order, and the place in it after which to begin. */
export interface OrderSegment {
  has: "value" | "no value";
  beyond?: PlanPosition;
}

/**
 * The segments of `order` from `from` on (undefined: from the very edge), in reading order. Rows without a value come
 * last in both directions; reading backwards therefore meets them first.
 */
export function findOrderSegments(
  order: PlanOrder,
  reading: "forward" | "backward",
  from: PlanPosition | undefined,
): OrderSegment[] {
  const kinds: OrderSegment["has"][] = SORT_EXPRESSIONS[order.sort].nullable ? ["value", "no value"] : ["value"];
  if (reading === "backward") kinds.reverse();
  if (from === undefined) return kinds.map((has) => ({ has }));
  const start = kinds.indexOf(from.value === null ? "no value" : "value");
  return kinds.slice(start).map((has, index) => (index === 0 ? { has, beyond: from } : { has }));
}
