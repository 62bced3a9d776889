// Contract first: `planVariant` composes the other modules of this folder. (Types agreed with sync, reports, components.)

export const PLAN_STATUSES = [
  "out-of-stock",
  "reorder-now",
  "reorder-soon",
  "healthy",
  "overstock",
  "no-sales",
  "insufficient-history",
  "untracked",
] as const;
export type PlanStatus = (typeof PLAN_STATUSES)[number];

export type PlanMethod = "normal";

/** What the vendor and the shop have agreed on and what the merchant wants. Days are calendar days. */
export interface PlanningTerms {
  leadTimeDays: number;
  leadTimeStdDevDays: number;
  reviewPeriodDays: number;
  /** Probability of no stockout in one lead time, 0.5 ≤ p < 1. */
  serviceLevel: number;
  coverageDays: number;
  overstockDays: number;
  minimumOrderQuantity: number;
  packSize: number;
}

/** Demand of the observed days of one variant's window, as sums: enough for mean and deviation. */
export interface DemandSums {
  observedDays: number;
  units: number;
  /** Sum over the observed days of units². */
  sumOfSquaredUnits: number;
}

export interface StockPosition {
  /** Net of committed, can be negative. */
  available: number;
  incoming: number;
}

export interface VariantPlanInput {
  tracked: boolean;
  demand: DemandSums;
  stock: StockPosition;
  terms: PlanningTerms;
  unitCost: number | null;
  /** ISO calendar day in the shop's time zone. */
  today: string;
}
