import type { PlanStatus } from "~/planning/plan-status";
import styles from "./plan-status-badge.module.css";
import { useShopFormats } from "./shop-formats";

/** The label says it all: Polaris would read "Warning" or "Attention" out before it. An empty text counts as none given. */
export const NO_WORD_FOR_THE_TONE = " ";

const BADGE = `Polaris-Badge ${styles.badge}`;

/** Red ("critical") is for errors: running out of stock is work to do, not a fault. */
const BADGES: Partial<Record<PlanStatus, string>> = {
  "out-of-stock": `${BADGE} Polaris-Badge--toneWarning`,
  "reorder-now": `${BADGE} Polaris-Badge--toneAttention`,
  "reorder-soon": `${BADGE} Polaris-Badge--toneInfo`,
  healthy: `${BADGE} Polaris-Badge--toneSuccess`,
};

/** Polaris's badge as one element: a page of a list has fifty. */
export function PlanStatusBadge({ status }: { status: PlanStatus }) {
  const { t } = useShopFormats();
  return <span className={BADGES[status] ?? BADGE}>{t(`planStatus.${status}.label`)}</span>;
}
