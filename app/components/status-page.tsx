import { BlockStack, InlineGrid, Link, Page, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import type { StatusReport } from "~/reports/status-report";
import { ApiBudgetCard } from "./api-budget-card";
import { ComparisonCard } from "./comparison-card";
import { FailuresCard } from "./failures-card";
import { RunningWorkCard } from "./running-work-card";
import { countOf, describeAge, describeDuration, useShopFormats } from "./shop-formats";
import { ShopStateBanner } from "./shop-state-banner";
import { StatusCard } from "./status-card";
import { WebhooksCard } from "./webhooks-card";

interface StatusPageProps {
  report: StatusReport;
  onPullNow: () => void;
  onCompare: () => void;
  /** The wish is on its way. */
  starting: boolean;
}

/** Of these a shop has one at a time. */
const EXCLUSIVE_KINDS: readonly string[] = ["first-pull", "refresh", "reconciliation"];

/** Whether the plans follow the shop: the answer first, then what it rests on. */
export function StatusPage({ report, onPullNow, onCompare, starting }: StatusPageProps) {
  const { now, state, running } = report;
  const isPulling = running.some(({ kind }) => EXCLUSIVE_KINDS.includes(kind));
  return (
    <Page
      title="Status"
      {...(isPulling && { subtitle: "A pull is under way." })}
      primaryAction={{ content: "Pull now", onAction: onPullNow, loading: starting, disabled: isPulling }}
    >
      <BlockStack gap="400">
        <ShopStateBanner state={state} />
        <InlineGrid gap="400" columns={{ xs: 1, md: 2 }} alignItems="start">
          <DataCard dataAsOf={report.dataAsOf} lastPull={report.lastPull} now={now} />
          <RunningWorkCard running={running} />
          <PlansCard plans={report.plans} now={now} />
          <WebhooksCard webhooks={report.webhooks} />
          <ComparisonCard
            comparison={report.comparison}
            onCompare={onCompare}
            disabled={isPulling || starting || report.lastPull === null}
          />
          <BackgroundCard report={report} />
          <ApiBudgetCard budget={report.apiBudget} />
        </InlineGrid>
        <FailuresCard failures={report.failures} />
      </BlockStack>
    </Page>
  );
}

function DataCard({ dataAsOf, lastPull, now }: Pick<StatusReport, "dataAsOf" | "lastPull" | "now">) {
  const { quantity } = useShopFormats();
  if (lastPull === null || dataAsOf === null) {
    return (
      <StatusCard title="Data from Shopify" status={{ word: "None yet" }}>
        <Text as="p" tone="subdued">
          No pull has come to its end yet.
        </Text>
      </StatusCard>
    );
  }
  return (
    <StatusCard
      title="Data from Shopify"
      status={{ word: `As of ${describeAge(dataAsOf, now)}` }}
      facts={[
        ["Last good pull", <Instant key="last" at={lastPull.startedAt} />],
        ["It took", describeDuration(lastPull.elapsedMs)],
        ["It read", countOf(lastPull.objects, "object", quantity(lastPull.objects))],
      ]}
    />
  );
}

function PlansCard({ plans, now }: { plans: StatusReport["plans"]; now: string }) {
  const { quantity } = useShopFormats();
  const { skus, oldestPlannedAt, waiting, waitingSince } = plans;
  const facts: [string, ReactNode][] = skus > 0 ? [["Planned", countOf(skus, "SKU", quantity(skus))]] : [];
  if (oldestPlannedAt !== null) facts.push(["Oldest plan", <Instant key="oldest" at={oldestPlannedAt} />]);
  if (waitingSince !== null) facts.push(["First in line", `asked for ${describeAge(waitingSince, now)}`]);
  return (
    <StatusCard
      title="Plans"
      status={
        waiting > 0
          ? { word: `${quantity(waiting)} to be planned anew`, tone: "info" }
          : { word: skus > 0 ? "Up to date" : "None yet", ...(skus > 0 && { tone: "success" as const }) }
      }
      facts={facts}
    />
  );
}

const LONG_WAIT_SECONDS = 60;

function BackgroundCard({ report: { queue, backtestedAt } }: { report: StatusReport }) {
  const { quantity } = useShopFormats();
  const waiting = queue?.waiting ?? 0;
  const waitSeconds = Math.round(queue?.oldestWaitSeconds ?? 0);
  const facts: [string, ReactNode][] = [
    ["Jobs that wait", quantity(waiting)],
    ...(waiting > 0 ? [["Longest wait", describeDuration(waitSeconds * 1_000)] as [string, string]] : []),
    ["Sales replayed", backtestedAt === null ? "Not yet" : <Instant key="backtest" at={backtestedAt} />],
  ];
  return (
    <StatusCard
      title="Background work"
      status={
        waitSeconds > LONG_WAIT_SECONDS ? { word: "Behind", tone: "warning" } : { word: "On time", tone: "success" }
      }
      facts={facts}
    >
      {backtestedAt !== null && (
        <Text as="p">
          <Link url="/app/settings">What the replay of your sales says of your plans</Link>
        </Text>
      )}
    </StatusCard>
  );
}

/** In the shop's time zone. */
function Instant({ at }: { at: string }) {
  const { instant } = useShopFormats();
  return <time dateTime={at}>{instant(at)}</time>;
}
