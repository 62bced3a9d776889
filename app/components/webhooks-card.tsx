import { BlockStack, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import type { WebhookStatus } from "~/reports/status-report";
import type { Words } from "~/words/words";
import { useShopFormats, type ShopFormats } from "./shop-formats";
import { StatusCard, type StatusWord } from "./status-card";

const LONG_WAIT_SECONDS = 60;

/** What Shopify told of changes as they happened, and what became of it. */
export function WebhooksCard({ webhooks }: { webhooks: WebhookStatus }) {
  const formats = useShopFormats();
  return (
    <StatusCard
      title={formats.t("statusPage.webhooks.title")}
      status={summarize(webhooks, formats.t)}
      facts={describe(webhooks, formats)}
    >
      {webhooks.missed > 0 && <Missed />}
      {webhooks.failures.length > 0 && <GivenUp failures={webhooks.failures} />}
    </StatusCard>
  );
}

function summarize(webhooks: WebhookStatus, t: Words["t"]): StatusWord {
  const { pending, oldestWaitSeconds, failed, missed, lastReceivedAt } = webhooks;
  if ((oldestWaitSeconds ?? 0) > LONG_WAIT_SECONDS) return { word: t("statusPage.behind"), tone: "warning" };
  if (failed > 0) return { word: t("statusPage.webhooks.someGivenUp"), tone: "warning" };
  if (missed > 0) return { word: t("statusPage.webhooks.someMissed"), tone: "warning" };
  if (pending > 0) return { word: t("statusPage.webhooks.takingOver"), tone: "info" };
  return lastReceivedAt === null
    ? { word: t("statusPage.noneYet") }
    : { word: t("statusPage.onTime"), tone: "success" };
}

function describe(webhooks: WebhookStatus, { t, quantity, instant, duration }: ShopFormats): [string, ReactNode][] {
  const { lastReceivedAt, received, ignored, pending, oldestWaitSeconds, missed, failed, unexpected } = webhooks;
  const facts: [string, ReactNode][] = [];
  if (lastReceivedAt !== null) {
    facts.push([
      t("statusPage.webhooks.last"),
      <time key="last" dateTime={lastReceivedAt}>
        {instant(lastReceivedAt)}
      </time>,
    ]);
  }
  const leftAside = t("statusPage.webhooks.leftAside", { written: quantity(ignored) });
  const waited = duration((oldestWaitSeconds ?? 0) * 1_000);
  const waiting = t("statusPage.webhooks.waitingFor", { written: quantity(pending), duration: waited });
  const leftToPull = t("statusPage.webhooks.leftToPull", { written: quantity(unexpected) });
  facts.push([t("statusPage.webhooks.lastHour"), quantity(received)]);
  if (ignored > 0) facts.push([t("statusPage.webhooks.outOfDate"), leftAside]);
  if (pending > 0) facts.push([t("statusPage.webhooks.waiting"), waiting]);
  if (unexpected > 0) facts.push([t("statusPage.webhooks.notUnderstood"), leftToPull]);
  if (missed > 0) facts.push([t("statusPage.webhooks.missed"), quantity(missed)]);
  if (failed > 0) facts.push([t("statusPage.webhooks.givenUp"), quantity(failed)]);
  return facts;
}

function Missed() {
  const { t } = useShopFormats();
  return <Text as="p">{t("statusPage.webhooks.whyMissed")}</Text>;
}

function GivenUp({ failures }: { failures: WebhookStatus["failures"] }) {
  const { t, instant } = useShopFormats();
  return (
    <BlockStack gap="100">
      <Text as="p">{t("statusPage.webhooks.whyGivenUp")}</Text>
      {failures.map(({ topic, error, failedAt }) => (
        <Text as="p" key={`${topic} ${failedAt}`} breakWord>
          {`${instant(failedAt)} · ${topic}: ${error}`}
        </Text>
      ))}
    </BlockStack>
  );
}
