import { Badge } from "@shopify/polaris";
import type { PlanStatus } from "~/planning/plan";
import { PLAN_STATUS_WORDS } from "./plan-status-words";

export function PlanStatusBadge({ status }: { status: PlanStatus }) {
  const { label, tone } = PLAN_STATUS_WORDS[status];
  // The label says it all; the tone would only add a word such as "Warning" for screen readers.
  return (
    <Badge {...(tone && { tone })} toneAndProgressLabelOverride="">
      {label}
    </Badge>
  );
}
