import { BlockStack, Link, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import type { QueueStatus, StatusReport } from "~/reports/status-report";
import { Instant } from "./instant";
import { useShopFormats } from "./shop-formats";
import { StatusCard, type StatusWord } from "./status-card";

const LONG_WAIT_SECONDS = 60;

/** What a job is for, by its queue. */
const JOB_WORDS: Record<string, string> = {
  deliveries: "Taking over news from Shopify",
  "replan-requests": "Planning what changed",
};

/** Whether the shop's jobs are done in time, and which failed. */
export function BackgroundCard({ report: { queue, backtestedAt } }: { report: StatusReport }) {
  const { quantity, duration } = useShopFormats();
  const { waiting = 0, failures = [] } = queue ?? {};
  const waitMs = Math.round((queue?.oldestWaitSeconds ?? 0) * 1_000);
  const facts: [string, ReactNode][] = [["Jobs that wait", quantity(waiting)]];
  if (waitMs > 0) facts.push(["Longest wait", duration(waitMs)]);
  facts.push(["Sales replayed", backtestedAt === null ? "Not yet" : <Instant key="backtest" at={backtestedAt} />]);
  return (
    <StatusCard title="Background work" status={summarize(queue)} facts={facts}>
      {failures.length > 0 && <Failures failures={failures} />}
      {backtestedAt !== null && (
        <Text as="p">
          <Link url="/app/settings">What the replay of your sales says of your plans</Link>
        </Text>
      )}
    </StatusCard>
  );
}

function summarize(queue: QueueStatus | null): StatusWord {
  if ((queue?.oldestWaitSeconds ?? 0) > LONG_WAIT_SECONDS) return { word: "Behind", tone: "warning" };
  if ((queue?.failed ?? 0) > 0) return { word: "Some failed", tone: "warning" };
  return { word: "On time", tone: "success" };
}

function Failures({ failures }: { failures: QueueStatus["failures"] }) {
  const { instant } = useShopFormats();
  return (
    <BlockStack gap="100">
      <Text as="p">
        These jobs failed within the last day. Nothing is lost: their work is taken up again by itself. If more and more
        fail, please report the reason.
      </Text>
      {failures.map(({ queue, message, failedAt }) => (
        <Text as="p" key={`${queue} ${failedAt}`} breakWord>
          {`${instant(failedAt)} · ${JOB_WORDS[queue] ?? queue}: ${message}`}
        </Text>
      ))}
    </BlockStack>
  );
}
