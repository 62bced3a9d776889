import { Banner, BlockStack, Box, Button, Card, InlineStack, ProgressBar, Text } from "@shopify/polaris";
import type { PlanMethod } from "~/planning/plan-method";
import type { BacktestReport } from "~/reports/backtest-report";
import { chartBacktestCurve } from "./backtest-curve";
import { BacktestFiguresTable } from "./backtest-figures-table";
import { BacktestGroupsTable } from "./backtest-groups-table";
import { ChartCard } from "./chart/chart-card";
import { countOf, useShopFormats, type ShopFormats } from "./shop-formats";

interface BacktestCardProps {
  report: BacktestReport;
  /** The method that the shop plans by. */
  method: PlanMethod;
  onCheck: () => void;
  /** The wish is on its way. */
  checking: boolean;
}

/** What the shop's own sales say of its plans: the promise, what either method would have kept of it, and the stock it costs. */
export function BacktestCard({ report, method, onCheck, checking }: BacktestCardProps) {
  const formats = useShopFormats();
  const { verdict, running, failure } = report;
  return (
    <BlockStack gap="400">
      <Card>
        <BlockStack gap="400">
          <InlineStack align="space-between" blockAlign="start" gap="400" wrap={false}>
            <BlockStack gap="100">
              <Text as="h2" variant="headingMd">
                Does the plan keep its promise?
              </Text>
              <Text as="p" tone="subdued">
                {describeBasis(verdict, formats)}
              </Text>
            </BlockStack>
            <Box minWidth="fit-content">
              <Button onClick={onCheck} loading={checking} disabled={running !== null}>
                Check now
              </Button>
            </Box>
          </InlineStack>
          {running && <ReplayProgress {...running} />}
          {failure !== null && running === null && (
            <Banner tone="warning" title="The latest replay of your sales failed">
              <Text as="p">{failure}</Text>
            </Banner>
          )}
          <Verdict verdict={verdict} method={method} isRunning={running !== null} />
        </BlockStack>
      </Card>
      {verdict?.kind === "judged" && <ChartCard chart={chartBacktestCurve(verdict, formats)} />}
    </BlockStack>
  );
}

function describeBasis(verdict: BacktestReport["verdict"], { quantity, day, instant }: ShopFormats): string {
  if (verdict?.kind !== "judged") {
    return "Every night your sales are replayed day by day: each day's plan is judged by what sold in the lead time after it.";
  }
  const { total, firstPlanDay, lastPlanDay, computedAt, isSample, itemsSold } = verdict;
  const items = isSample
    ? `an evenly spread sample of ${quantity(total.items)} of the ${quantity(itemsSold)} SKUs that sold`
    : countOf(total.items, "SKU", quantity(total.items));
  return (
    `The plans of every day from ${day(firstPlanDay)} to ${day(lastPlanDay)}, for ${items}, each judged by what sold in ` +
    `the lead time after it: ${quantity(total.leadTimes)} lead times. Computed ${instant(computedAt)}, anew every night.`
  );
}

function ReplayProgress({ judged, items }: { judged: number; items: number }) {
  const { quantity } = useShopFormats();
  const label = "Replaying your sales";
  return (
    <BlockStack gap="200">
      <div role="status">
        <Text as="p">{`${label}…`}</Text>
      </div>
      <ProgressBar progress={items === 0 ? 0 : (100 * judged) / items} size="small" ariaLabelledBy="replay-progress" />
      <Text as="p" tone="subdued" id="replay-progress">
        {judged === 0 ? "Learning from your history" : `${quantity(judged)} of ${quantity(items)} SKUs judged`}
      </Text>
    </BlockStack>
  );
}

function Verdict({
  verdict,
  method,
  isRunning,
}: {
  verdict: BacktestReport["verdict"];
  method: PlanMethod;
  isRunning: boolean;
}) {
  const { t, day, quantity } = useShopFormats();
  if (verdict === null) {
    return isRunning ? null : (
      <Text as="p">Your sales have not been replayed yet. It happens in the coming night, or when you check now.</Text>
    );
  }
  if (verdict.kind === "no-sales") {
    return <Text as="p">Nothing was sold yet in the time that is known, so there is nothing to judge.</Text>;
  }
  if (verdict.kind === "short-history") {
    const { knownFrom, missingDays, enoughOn } = verdict;
    return (
      <Banner tone="info" title="There is too little sales history yet to judge your plans">
        <Text as="p">
          {`Your sales are known from ${day(knownFrom)} on. A plan needs its whole demand window before it and a lead time after it, and four weeks of plans are the least that says anything: ${countOf(missingDays, "more day", quantity(missingDays))}, until ${day(enoughOn)}.`}
        </Text>
      </Banner>
    );
  }
  return (
    <BlockStack gap="500">
      {verdict.isOutdated && (
        <Banner tone="info">
          <Text as="p">Your settings have changed since. Check again to judge the plans that follow them now.</Text>
        </Banner>
      )}
      <BacktestFiguresTable outcome={verdict.total} method={method} currency={verdict.currency} />
      <BacktestGroupsTable
        title="By kind of demand"
        groups={verdict.byDemandClass.map(({ demandClass, outcome }) => ({
          label: t(`demandClass.${demandClass}.label`),
          outcome,
        }))}
      />
      <BacktestGroupsTable
        title="By vendor, those that sold most"
        groups={verdict.byVendor.map(({ vendor, outcome }) => ({ label: vendor ?? t("list.unassigned"), outcome }))}
      />
    </BlockStack>
  );
}
