import { BlockStack, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import type { StatusReport } from "~/reports/status-report";
import { Instant } from "./instant";
import { countOf, useShopFormats, type ShopFormats } from "./shop-formats";
import { StatusCard, type StatusWord } from "./status-card";

type Plans = StatusReport["plans"];

/** How old the plans are, and what keeps some of them from being made. */
export function PlansCard({ plans, now }: { plans: Plans; now: string }) {
  const formats = useShopFormats();
  const { skus, oldestPlannedAt, waitingSince, unplannable } = plans;
  const facts: [string, ReactNode][] = skus > 0 ? [["Planned", countOf(skus, "SKU", formats.quantity(skus))]] : [];
  if (oldestPlannedAt !== null) facts.push(["Oldest plan", <Instant key="oldest" at={oldestPlannedAt} />]);
  if (waitingSince !== null) facts.push(["First in line", `asked for ${formats.age(waitingSince, now)}`]);
  return (
    <StatusCard title="Plans" status={summarize(plans, formats)} facts={facts}>
      {unplannable.length > 0 && <Unplannable variants={unplannable} />}
    </StatusCard>
  );
}

function summarize({ skus, waiting, unplannable }: Plans, { quantity }: ShopFormats): StatusWord {
  if (unplannable.length > 0) return { word: "Some cannot be made", tone: "warning" };
  if (waiting > 0) return { word: `${quantity(waiting)} to be planned anew`, tone: "info" };
  return skus > 0 ? { word: "Up to date", tone: "success" } : { word: "None yet" };
}

function Unplannable({ variants }: { variants: Plans["unplannable"] }) {
  return (
    <BlockStack gap="100">
      <Text as="p">
        No new plan could be made for these; they are tried again every ten minutes. Check their terms, and if that does
        not help, please report the reason.
      </Text>
      {variants.map(({ sku, title, error }) => (
        <Text as="p" key={`${sku} ${title}`} breakWord>
          {`${sku ?? title}: ${error}`}
        </Text>
      ))}
    </BlockStack>
  );
}
