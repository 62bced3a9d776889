import { BlockStack, DataTable, Text } from "@shopify/polaris";
import type { BacktestOutcome } from "~/reports/backtest-report";
import { useShopFormats } from "./shop-formats";

interface BacktestGroupsTableProps {
  title: string;
  groups: readonly { label: string; outcome: BacktestOutcome }[];
}

/** Promise, kept promise and stock of several groups of items, both methods side by side. */
export function BacktestGroupsTable({ title, groups }: BacktestGroupsTableProps) {
  const { t, percent, quantity, days } = useShopFormats();
  const share = (value: number | null) => (value === null ? "–" : percent(Math.round(value * 1_000) / 1_000));
  const stock = (value: number | null) => (value === null ? "–" : days(value));
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {title}
      </Text>
      <DataTable
        columnContentTypes={["text", "numeric", "numeric", "numeric", "numeric", "numeric", "numeric"]}
        headings={[
          "",
          t("backtest.groups.skus"),
          t("backtest.groups.promised"),
          t("backtest.groups.normalCovered"),
          t("backtest.groups.normalStock"),
          t("backtest.groups.calibratedCovered"),
          t("backtest.groups.calibratedStock"),
        ]}
        rows={groups.map(({ label, outcome: { items, promised, methods } }) => [
          label,
          quantity(items),
          share(promised),
          share(methods.normal.coverage),
          stock(methods.normal.stockDays),
          share(methods.calibrated.coverage),
          stock(methods.calibrated.stockDays),
        ])}
        increasedTableDensity
      />
    </BlockStack>
  );
}
