import { Badge } from "@shopify/polaris";
import type { PlanStatus } from "~/planning/plan-status";
import { useShopFormats } from "./shop-formats";

/** The label says it all: Polaris would read "Warning" or "Attention" out before it. An empty text counts as none given. */
export const NO_WORD_FOR_THE_TONE = " ";

type Tone = "attention" | "warning" | "info" | "success";

/** Red ("critical") is for errors: running out of stock is work to do, not a fault. */
const TONES: Partial<Record<PlanStatus, Tone>> = {
  "out-of-stock": "warning",
  "reorder-now": "attention",
  "reorder-soon": "info",
  healthy: "success",
};

export function PlanStatusBadge({ status }: { status: PlanStatus }) {
  const { t } = useShopFormats();
  const tone = TONES[status];
  return (
    <Badge {...(tone && { tone })} toneAndProgressLabelOverride={NO_WORD_FOR_THE_TONE}>
      {t(`planStatus.${status}.label`)}
    </Badge>
  );
}
