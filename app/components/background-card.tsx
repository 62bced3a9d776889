import { BlockStack, Link, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import type { QueueStatus, StatusReport } from "~/reports/status-report";
import type { Words } from "~/words/words";
import { Instant } from "./instant";
import { useShopFormats } from "./shop-formats";
import { StatusCard, type StatusWord } from "./status-card";

const LONG_WAIT_SECONDS = 60;

/** The queues whose jobs a merchant knows by what they are for. */
const KNOWN_QUEUES = ["deliveries", "replan-requests"] as const;

/** Whether the shop's jobs are done in time, and which failed. */
export function BackgroundCard({ report: { queue, backtestedAt } }: { report: StatusReport }) {
  const { t, quantity, duration } = useShopFormats();
  const { waiting = 0, failures = [] } = queue ?? {};
  const waitMs = Math.round((queue?.oldestWaitSeconds ?? 0) * 1_000);
  const facts: [string, ReactNode][] = [[t("statusPage.background.waiting"), quantity(waiting)]];
  if (waitMs > 0) facts.push([t("statusPage.background.longestWait"), duration(waitMs)]);
  facts.push([
    t("statusPage.background.replayed"),
    backtestedAt === null ? t("statusPage.notYet") : <Instant key="backtest" at={backtestedAt} />,
  ]);
  return (
    <StatusCard title={t("statusPage.background.title")} status={summarize(queue, t)} facts={facts}>
      {failures.length > 0 && <Failures failures={failures} />}
      {backtestedAt !== null && (
        <Text as="p">
          <Link url="/app/settings">{t("statusPage.background.replayLink")}</Link>
        </Text>
      )}
    </StatusCard>
  );
}

function summarize(queue: QueueStatus | null, t: Words["t"]): StatusWord {
  if ((queue?.oldestWaitSeconds ?? 0) > LONG_WAIT_SECONDS) return { word: t("statusPage.behind"), tone: "warning" };
  if ((queue?.failed ?? 0) > 0) return { word: t("statusPage.background.someFailed"), tone: "warning" };
  return { word: t("statusPage.onTime"), tone: "success" };
}

/** What a job is for, by its queue. */
function nameJob(queue: string, t: Words["t"]): string {
  const known = KNOWN_QUEUES.find((name) => name === queue);
  return known === undefined ? queue : t(`statusPage.background.job.${known}`);
}

function Failures({ failures }: { failures: QueueStatus["failures"] }) {
  const { t, instant } = useShopFormats();
  return (
    <BlockStack gap="100">
      <Text as="p">{t("statusPage.background.failures")}</Text>
      {failures.map(({ queue, message, failedAt }) => (
        <Text as="p" key={`${queue} ${failedAt}`} breakWord>
          {`${instant(failedAt)} · ${nameJob(queue, t)}: ${message}`}
        </Text>
      ))}
    </BlockStack>
  );
}
