import type { PlanRow } from "~/data/plan-row";

/** One variant as every exit shows it: list row, CSV line, API and MCP answer. It is the stored plan, unchanged. */
export type ReorderRow = PlanRow;
