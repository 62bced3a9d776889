export const PLAN_STATUSES = [
  "out-of-stock",
  "reorder-now",
  "reorder-soon",
  "healthy",
  "overstock",
  "no-sales",
  "insufficient-history",
  "untracked",
  "excluded",
] as const;
export type PlanStatus = (typeof PLAN_STATUSES)[number];
