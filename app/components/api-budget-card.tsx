import { Text } from "@shopify/polaris";
import type { ApiBudget } from "~/reports/status-report";
import { countOf, useShopFormats, type ShopFormats } from "./shop-formats";
import { StatusCard, type StatusWord } from "./status-card";

/** What the app's requests use up of the limit that Shopify sets, which counts them in points. */
export function ApiBudgetCard({ budget }: { budget: ApiBudget | null }) {
  const formats = useShopFormats();
  return (
    <StatusCard title="Requests to Shopify" status={summarize(budget)} facts={budget ? describe(budget, formats) : []}>
      <Text as="p" tone="subdued">
        {budget?.isWaiting
          ? "The points that Shopify allows are used up for the moment, and more come with every second. Work in the background waits for them; pages go first."
          : "Shopify counts requests in points, and allows the app more of them with every second."}
      </Text>
    </StatusCard>
  );
}

/** From here on, work that comes on top may have to wait. */
const LARGE_SHARE = 0.8;

function summarize(budget: ApiBudget | null): StatusWord {
  if (budget === null) return { word: "None yet" };
  if (budget.isWaiting) return { word: "Waiting for points", tone: "info" };
  if (shareOf(budget) >= LARGE_SHARE) return { word: "Near the limit", tone: "warning" };
  return { word: "Plenty left", tone: "success" };
}

function shareOf({ spentLastHour, restoredPerHour }: ApiBudget): number {
  return spentLastHour / restoredPerHour;
}

function describe(budget: ApiBudget, formats: ShopFormats): [string, string][] {
  const { spentLastHour, restoredPerHour, available, maximum } = budget;
  const { quantity } = formats;
  return [
    ["Used in the last hour", countOf(spentLastHour, "point", quantity(spentLastHour))],
    ["Of what is allowed", `${describeShare(shareOf(budget), formats)} of ${quantity(restoredPerHour)} an hour`],
    ["Free now", `${quantity(available)} of ${quantity(maximum)}`],
  ];
}

const SMALLEST_SHARE = 0.0001;

/** Something that was used is never written as nothing. */
function describeShare(share: number, { percent }: ShopFormats): string {
  return share > 0 && share < SMALLEST_SHARE ? `less than ${percent(SMALLEST_SHARE)}` : percent(share);
}
