import { BlockStack, DataTable, Text } from "@shopify/polaris";
import type { BacktestOutcome } from "~/reports/backtest-report";
import { useShopFormats } from "./shop-formats";

interface BacktestGroupsTableProps {
  title: string;
  groups: readonly { label: string; outcome: BacktestOutcome }[];
}

/** Promise, kept promise and stock of several groups of items, both methods side by side. */
export function BacktestGroupsTable({ title, groups }: BacktestGroupsTableProps) {
  const { percent, quantity, days } = useShopFormats();
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
          "SKUs",
          "Promised",
          "Formula: covered",
          "Formula: stock days",
          "Calibrated: covered",
          "Calibrated: stock days",
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
