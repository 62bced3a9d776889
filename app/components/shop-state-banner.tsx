import { Banner, Text } from "@shopify/polaris";
import type { BannerProps } from "@shopify/polaris";
import type { ShopState } from "~/reports/shop-state";
import { useShopFormats, type ShopFormats } from "./shop-formats";

/** Whether the plans can be relied on now, and what to do where they cannot. */
export function ShopStateBanner({ state }: { state: ShopState }) {
  const { tone, title, advice } = describe(state, useShopFormats());
  return (
    <Banner tone={tone} title={title}>
      {advice.map((sentence) => (
        <Text as="p" key={sentence}>
          {sentence}
        </Text>
      ))}
    </Banner>
  );
}

interface StateWords {
  tone: NonNullable<BannerProps["tone"]>;
  title: string;
  /** A paragraph each. */
  advice: string[];
}

/** Without ages: they would be read out again with every minute. */
function describe(state: ShopState, { instant }: ShopFormats): StateWords {
  switch (state.kind) {
    case "well":
      return { tone: "success", title: "All is well", advice: ["Your plans follow the shop."] };
    case "never-pulled":
      return state.isUnderWay
        ? {
            tone: "info",
            title: "Your shop is being read for the first time",
            advice: ["The plans are there when it is done; you can leave this page meanwhile."],
          }
        : {
            tone: "info",
            title: "Nothing has been read from Shopify yet",
            advice: ["It begins when you open the reorder list, or pull now."],
          };
    case "stale":
      return {
        tone: "warning",
        title: `The data are from ${instant(state.lastPulledAt)}`,
        advice: [
          "Changes in Shopify should have been read since. Pull now; if this comes back, please report it with the time.",
        ],
      };
    case "failing":
      return {
        tone: state.hasPlan ? "warning" : "critical",
        title: `Reading your shop failed at ${instant(state.failedAt)}`,
        advice: [state.message, ...(state.hasPlan ? ["The last good plan keeps working."] : [])],
      };
    case "access-renewed":
      return {
        tone: "info",
        title: "The app has access to your shop again",
        advice: ["It was renewed when you opened the app. Pull now to read what changed meanwhile."],
      };
    case "access-lost":
      return {
        tone: "critical",
        title: "Shopify does not accept the app's access to your shop any more",
        advice: [
          `Since ${instant(state.since)} nothing could be read. Close the app and open it again from the Apps menu of your Shopify admin, which renews the access; then pull now.`,
          "The last good plan keeps working.",
        ],
      };
  }
}
