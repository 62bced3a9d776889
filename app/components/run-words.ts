import type { RunningWork } from "~/reports/status-report";

type RunKind = RunningWork["kind"];
type RunPhase = RunningWork["phase"];

/** What a run is for, as the merchant calls it. */
export const RUN_WORDS: Record<RunKind, string> = {
  "first-pull": "First reading of the shop",
  refresh: "Reading what changed",
  reconciliation: "Comparing all data with Shopify",
  "order-history": "Reading older orders",
  backtest: "Replay of your sales",
  "mapping-import": "Import of a mapping",
  replan: "Planning all SKUs anew",
};

/** What a run does now. */
export const RUN_PHASE_WORDS: Record<RunPhase, string> = {
  queued: "Waiting to begin",
  shop: "Reading settings and locations",
  "waiting-for-shopify": "Waiting while Shopify gathers the data",
  reading: "Reading",
  deriving: "Adding up the sales of each day",
  planning: "Planning",
  done: "Done",
};
