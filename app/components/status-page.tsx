import { BlockStack, InlineGrid, Page, Text } from "@shopify/polaris";
import type { StatusReport } from "~/reports/status-report";
import { ApiBudgetCard } from "./api-budget-card";
import { BackgroundCard } from "./background-card";
import { ComparisonCard } from "./comparison-card";
import { FailuresCard } from "./failures-card";
import { Instant } from "./instant";
import { PlansCard } from "./plans-card";
import { RunningWorkCard } from "./running-work-card";
import { ServiceCard } from "./service-card";
import { useShopFormats } from "./shop-formats";
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
  const { t } = useShopFormats();
  const isPulling = running.some(({ kind }) => EXCLUSIVE_KINDS.includes(kind));
  return (
    <Page
      title={t("statusPage.title")}
      {...(isPulling && { subtitle: t("statusPage.pulling") })}
      primaryAction={{ content: t("statusPage.pullNow"), onAction: onPullNow, loading: starting, disabled: isPulling }}
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
          <ServiceCard service={report.service} />
        </InlineGrid>
        <FailuresCard failures={report.failures} />
      </BlockStack>
    </Page>
  );
}

function DataCard({ dataAsOf, lastPull, now }: Pick<StatusReport, "dataAsOf" | "lastPull" | "now">) {
  const { t, quantity, age, duration } = useShopFormats();
  const title = t("statusPage.data.title");
  if (lastPull === null || dataAsOf === null) {
    return (
      <StatusCard title={title} status={{ word: t("statusPage.noneYet") }}>
        <Text as="p" tone="subdued">
          {t("statusPage.data.none")}
        </Text>
      </StatusCard>
    );
  }
  return (
    <StatusCard
      title={title}
      status={{ word: t("statusPage.data.asOf", { age: age(dataAsOf, now) }) }}
      facts={[
        [t("statusPage.data.lastPull"), <Instant key="last" at={lastPull.startedAt} />],
        [t("statusPage.data.took"), duration(lastPull.elapsedMs)],
        [
          t("statusPage.data.read"),
          t("statusPage.data.objects", { count: lastPull.objects, written: quantity(lastPull.objects) }),
        ],
      ]}
    />
  );
}
