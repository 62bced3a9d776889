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
function describe(state: ShopState, { t, instant }: ShopFormats): StateWords {
  switch (state.kind) {
    case "well":
      return { tone: "success", title: t("shopState.well.title"), advice: [t("shopState.well.advice")] };
    case "never-pulled":
      return state.isUnderWay
        ? { tone: "info", title: t("shopState.firstPull.title"), advice: [t("shopState.firstPull.advice")] }
        : { tone: "info", title: t("shopState.neverPulled.title"), advice: [t("shopState.neverPulled.advice")] };
    case "stale":
      return {
        tone: "warning",
        title: t("shopState.stale.title", { when: instant(state.lastPulledAt) }),
        advice: [t("shopState.stale.advice")],
      };
    case "failing":
      return {
        tone: state.hasPlan ? "warning" : "critical",
        title: t("shopState.failing.title", { when: instant(state.failedAt) }),
        advice: [state.message, ...(state.hasPlan ? [t("shopState.lastGoodPlan")] : [])],
      };
    case "access-renewed":
      return {
        tone: "info",
        title: t("shopState.accessRenewed.title"),
        advice: [t("shopState.accessRenewed.advice")],
      };
    case "access-lost":
      return {
        tone: "critical",
        title: t("shopState.accessLost.title"),
        advice: [t("shopState.accessLost.advice", { since: instant(state.since) }), t("shopState.lastGoodPlan")],
      };
  }
}
