import { Banner, BlockStack, Box, Button, Card, InlineStack, ProgressBar, Text } from "@shopify/polaris";
import type { PlanMethod } from "~/planning/plan-method";
import type { BacktestReport } from "~/reports/backtest-report";
import { chartBacktestCurve } from "./backtest-curve";
import { BacktestFiguresTable } from "./backtest-figures-table";
import { BacktestGroupsTable } from "./backtest-groups-table";
import { ChartCard } from "./chart/chart-card";
import { useShopFormats, type ShopFormats } from "./shop-formats";

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
  const { t } = formats;
  const { verdict, running, failure } = report;
  return (
    <BlockStack gap="400">
      <Card>
        <BlockStack gap="400">
          <InlineStack align="space-between" blockAlign="start" gap="400" wrap={false}>
            <BlockStack gap="100">
              <Text as="h2" variant="headingMd">
                {t("backtest.title")}
              </Text>
              <Text as="p" tone="subdued">
                {describeBasis(verdict, formats)}
              </Text>
            </BlockStack>
            <Box minWidth="fit-content">
              <Button onClick={onCheck} loading={checking} disabled={running !== null}>
                {t("backtest.checkNow")}
              </Button>
            </Box>
          </InlineStack>
          {running && <ReplayProgress {...running} />}
          {failure !== null && running === null && (
            <Banner tone="warning" title={t("backtest.failed")}>
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

function describeBasis(verdict: BacktestReport["verdict"], { t, quantity, day, instant }: ShopFormats): string {
  if (verdict?.kind !== "judged") {
    return t("backtest.everyNight");
  }
  const { total, firstPlanDay, lastPlanDay, computedAt, isSample, itemsSold } = verdict;
  const basis = {
    from: day(firstPlanDay),
    to: day(lastPlanDay),
    written: quantity(total.items),
    leadTimes: quantity(total.leadTimes),
    computedAt: instant(computedAt),
  };
  return isSample
    ? t("backtest.basisOfSample", { ...basis, sold: quantity(itemsSold) })
    : t("backtest.basis", { ...basis, count: total.items });
}

function ReplayProgress({ judged, items }: { judged: number; items: number }) {
  const { t, quantity } = useShopFormats();
  return (
    <BlockStack gap="200">
      <div role="status">
        <Text as="p">{t("backtest.running")}</Text>
      </div>
      <ProgressBar progress={items === 0 ? 0 : (100 * judged) / items} size="small" ariaLabelledBy="replay-progress" />
      <Text as="p" tone="subdued" id="replay-progress">
        {judged === 0
          ? t("backtest.learning")
          : t("backtest.judged", { judged: quantity(judged), items: quantity(items) })}
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
    return isRunning ? null : <Text as="p">{t("backtest.notYet")}</Text>;
  }
  if (verdict.kind === "no-sales") {
    return <Text as="p">{t("backtest.nothingSold")}</Text>;
  }
  if (verdict.kind === "short-history") {
    const { knownFrom, missingDays, enoughOn } = verdict;
    return (
      <Banner tone="info" title={t("backtest.shortHistory.title")}>
        <Text as="p">
          {t("backtest.shortHistory.text", {
            from: day(knownFrom),
            count: missingDays,
            written: quantity(missingDays),
            enoughOn: day(enoughOn),
          })}
        </Text>
      </Banner>
    );
  }
  return (
    <BlockStack gap="500">
      {verdict.isOutdated && (
        <Banner tone="info">
          <Text as="p">{t("backtest.outdated")}</Text>
        </Banner>
      )}
      <BacktestFiguresTable outcome={verdict.total} method={method} currency={verdict.currency} />
      <BacktestGroupsTable
        title={t("backtest.byDemandClass")}
        groups={verdict.byDemandClass.map(({ demandClass, outcome }) => ({
          label: t(`demandClass.${demandClass}.label`),
          outcome,
        }))}
      />
      <BacktestGroupsTable
        title={t("backtest.byVendor")}
        groups={verdict.byVendor.map(({ vendor, outcome }) => ({ label: vendor ?? t("list.unassigned"), outcome }))}
      />
    </BlockStack>
  );
}
