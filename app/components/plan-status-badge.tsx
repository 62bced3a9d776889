import { Badge } from "@shopify/polaris";
import type { PlanStatus } from "~/planning/plan-status";
import { PLAN_STATUS_WORDS } from "./plan-status-words";

/** The label says it all: Polaris would read "Warning" or "Attention" out before it. An empty text counts as none given. */
export const NO_WORD_FOR_THE_TONE = " ";

export function PlanStatusBadge({ status }: { status: PlanStatus }) {
  const { label, tone } = PLAN_STATUS_WORDS[status];
  return (
    <Badge {...(tone && { tone })} toneAndProgressLabelOverride={NO_WORD_FOR_THE_TONE}>
      {label}
    </Badge>
  );
}
