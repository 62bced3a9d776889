import { BlockStack, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import type { StatusReport } from "~/reports/status-report";
import { Instant } from "./instant";
import { useShopFormats, type ShopFormats } from "./shop-formats";
import { StatusCard, type StatusWord } from "./status-card";

type Plans = StatusReport["plans"];

/** How old the plans are, and what keeps some of them from being made. */
export function PlansCard({ plans, now }: { plans: Plans; now: string }) {
  const formats = useShopFormats();
  const { t, quantity, age } = formats;
  const { skus, oldestPlannedAt, waitingSince, unplannable } = plans;
  const facts: [string, ReactNode][] = [];
  if (skus > 0) facts.push([t("statusPage.plans.planned"), t("counts.skus", { count: skus, written: quantity(skus) })]);
  if (oldestPlannedAt !== null)
    facts.push([t("statusPage.plans.oldest"), <Instant key="oldest" at={oldestPlannedAt} />]);
  if (waitingSince !== null) {
    facts.push([t("statusPage.plans.firstInLine"), t("statusPage.plans.askedFor", { age: age(waitingSince, now) })]);
  }
  return (
    <StatusCard title={t("statusPage.plans.title")} status={summarize(plans, formats)} facts={facts}>
      {unplannable.length > 0 && <Unplannable variants={unplannable} />}
    </StatusCard>
  );
}

function summarize({ skus, waiting, unplannable }: Plans, { t, quantity }: ShopFormats): StatusWord {
  if (unplannable.length > 0) return { word: t("statusPage.plans.someImpossible"), tone: "warning" };
  if (waiting > 0) return { word: t("statusPage.plans.waiting", { written: quantity(waiting) }), tone: "info" };
  return skus > 0 ? { word: t("statusPage.plans.upToDate"), tone: "success" } : { word: t("statusPage.noneYet") };
}

function Unplannable({ variants }: { variants: Plans["unplannable"] }) {
  const { t } = useShopFormats();
  return (
    <BlockStack gap="100">
      <Text as="p">{t("statusPage.plans.unplannable")}</Text>
      {variants.map(({ sku, title, error }) => (
        <Text as="p" key={`${sku} ${title}`} breakWord>
          {`${sku ?? title}: ${error}`}
        </Text>
      ))}
    </BlockStack>
  );
}
