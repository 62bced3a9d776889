import { BlockStack, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import type { WebhookStatus } from "~/reports/status-report";
import { useShopFormats, type ShopFormats } from "./shop-formats";
import { StatusCard, type StatusWord } from "./status-card";

const LONG_WAIT_SECONDS = 60;

/** What Shopify told of changes as they happened, and what became of it. */
export function WebhooksCard({ webhooks }: { webhooks: WebhookStatus }) {
  return (
    <StatusCard title="News from Shopify" status={summarize(webhooks)} facts={describe(webhooks, useShopFormats())}>
      {webhooks.missed > 0 && <Missed />}
      {webhooks.failures.length > 0 && <GivenUp failures={webhooks.failures} />}
    </StatusCard>
  );
}

function summarize({ pending, oldestWaitSeconds, failed, missed, lastReceivedAt }: WebhookStatus): StatusWord {
  if ((oldestWaitSeconds ?? 0) > LONG_WAIT_SECONDS) return { word: "Behind", tone: "warning" };
  if (failed > 0) return { word: "Some given up", tone: "warning" };
  if (missed > 0) return { word: "Some missed", tone: "warning" };
  if (pending > 0) return { word: "Taking over", tone: "info" };
  return lastReceivedAt === null ? { word: "None yet" } : { word: "On time", tone: "success" };
}

function describe(webhooks: WebhookStatus, { quantity, instant, duration }: ShopFormats): [string, ReactNode][] {
  const { lastReceivedAt, received, ignored, pending, oldestWaitSeconds, missed, failed, unexpected } = webhooks;
  const facts: [string, ReactNode][] = [];
  if (lastReceivedAt !== null) {
    facts.push([
      "Last one",
      <time key="last" dateTime={lastReceivedAt}>
        {instant(lastReceivedAt)}
      </time>,
    ]);
  }
  facts.push(["In the last hour", quantity(received)]);
  if (ignored > 0) facts.push(["Of these, out of date", `${quantity(ignored)}, left aside`]);
  if (pending > 0) facts.push(["Waiting", `${quantity(pending)}, for ${duration((oldestWaitSeconds ?? 0) * 1_000)}`]);
  if (unexpected > 0) facts.push(["Not understood", `${quantity(unexpected)}, left to the next pull`]);
  if (missed > 0) facts.push(["Changes that webhooks missed in the last day", quantity(missed)]);
  if (failed > 0) facts.push(["Given up", quantity(failed)]);
  return facts;
}

function Missed() {
  return (
    <Text as="p">
      Pulls have found changes that Shopify did not tell the app of, and taken them over. Check against Shopify now
      finds what was deleted meanwhile, too. If more keep being missed, have whoever runs the app look whether Shopify
      can reach it and still has its webhooks.
    </Text>
  );
}

function GivenUp({ failures }: { failures: WebhookStatus["failures"] }) {
  const { instant } = useShopFormats();
  return (
    <BlockStack gap="100">
      <Text as="p">
        What these told of could not be taken over. Pull now brings it; if new ones keep being given up, please report
        the reason.
      </Text>
      {failures.map(({ topic, error, failedAt }) => (
        <Text as="p" key={`${topic} ${failedAt}`} breakWord>
          {`${instant(failedAt)} · ${topic}: ${error}`}
        </Text>
      ))}
    </BlockStack>
  );
}
