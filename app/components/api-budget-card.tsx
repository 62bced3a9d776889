import { Text } from "@shopify/polaris";
import type { ApiBudget } from "~/reports/status-report";
import type { Words } from "~/words/words";
import { useShopFormats, type ShopFormats } from "./shop-formats";
import { StatusCard, type StatusWord } from "./status-card";

/** What the app's requests use up of the limit that Shopify sets, which counts them in points. */
export function ApiBudgetCard({ budget }: { budget: ApiBudget | null }) {
  const formats = useShopFormats();
  const { t } = formats;
  return (
    <StatusCard
      title={t("statusPage.requests.title")}
      status={summarize(budget, t)}
      facts={budget ? describe(budget, formats) : []}
    >
      <Text as="p" tone="subdued">
        {budget?.isWaiting ? t("statusPage.requests.waitingText") : t("statusPage.requests.explanation")}
      </Text>
    </StatusCard>
  );
}

/** From here on, work that comes on top may have to wait. */
const LARGE_SHARE = 0.8;

function summarize(budget: ApiBudget | null, t: Words["t"]): StatusWord {
  if (budget === null) return { word: t("statusPage.noneYet") };
  if (budget.isWaiting) return { word: t("statusPage.requests.waiting"), tone: "info" };
  if (shareOf(budget) >= LARGE_SHARE) return { word: t("statusPage.requests.nearLimit"), tone: "warning" };
  return { word: t("statusPage.requests.plentyLeft"), tone: "success" };
}

function shareOf({ spentLastHour, restoredPerHour }: ApiBudget): number {
  return spentLastHour / restoredPerHour;
}

function describe(budget: ApiBudget, formats: ShopFormats): [string, string][] {
  const { spentLastHour, restoredPerHour, available, maximum } = budget;
  const { t, quantity } = formats;
  const share = describeShare(shareOf(budget), formats);
  return [
    [
      t("statusPage.requests.usedLastHour"),
      t("statusPage.requests.points", { count: spentLastHour, written: quantity(spentLastHour) }),
    ],
    [
      t("statusPage.requests.ofAllowed"),
      t("statusPage.requests.shareOfHour", { share, points: quantity(restoredPerHour) }),
    ],
    [
      t("statusPage.requests.freeNow"),
      t("statusPage.requests.free", { available: quantity(available), maximum: quantity(maximum) }),
    ],
  ];
}

const SMALLEST_SHARE = 0.0001;

/** Something that was used is never written as nothing. */
function describeShare(share: number, { t, percent }: ShopFormats): string {
  const isTiny = share > 0 && share < SMALLEST_SHARE;
  return isTiny ? t("statusPage.requests.lessThan", { share: percent(SMALLEST_SHARE) }) : percent(share);
}
