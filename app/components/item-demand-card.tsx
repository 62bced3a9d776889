import { Card, BlockStack, Text } from "@shopify/polaris";
import type { ItemDemandHistory } from "~/reports/item-report";
import type { ReorderRow } from "~/reports/reorder-row";
import { ChartCard } from "./chart/chart-card";
import { chartDemand } from "./item-demand-chart";
import { useShopFormats } from "./shop-formats";

/** The sales of each day, with the days that the plan rests on. */
export function ItemDemandCard({ row, history }: { row: ReorderRow; history: ItemDemandHistory }) {
  const formats = useShopFormats();
  if (history.days.length > 0) return <ChartCard chart={chartDemand(row, history, formats)} />;
  return (
    <Card>
      <BlockStack gap="100">
        <Text as="h2" variant="headingMd">
          {formats.t("charts.demand.title")}
        </Text>
        <Text as="p" tone="subdued">
          {formats.t("charts.demand.none")}
        </Text>
      </BlockStack>
    </Card>
  );
}
