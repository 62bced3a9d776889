import type { SortExpression } from "./keyset-page";
import type { PlanSortKey } from "./plan-filter";

/** How plans are ordered, as SQL over `plans`. Each expression leads an index (shop, expression, variant_id), which serves both directions. */
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
