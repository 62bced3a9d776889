/**
 * How the reorder point is found: `normal` by the formula, which takes daily demand as normal; `calibrated` by demand's
 * real shape and what the replayed history teaches.
 */
export const PLAN_METHODS = ["normal", "calibrated"] as const;
export type PlanMethod = (typeof PLAN_METHODS)[number];
