import { BlockStack, Card, Text } from "@shopify/polaris";
import type { VariantPlan } from "~/planning/plan";
import { projectStock } from "~/planning/stock-projection";
import { describeAbsence } from "./absence-reasons";
import { ChartCard } from "./chart/chart-card";
import { ITEM_STOCK_TITLE, chartStock } from "./item-stock-chart";
import { useShopFormats } from "./shop-formats";

/** What the stock will probably be, with and without the suggested order. */
export function ItemStockCard({ plan }: { plan: VariantPlan }) {
  const formats = useShopFormats();
  const projection = projectStock(plan);
  if (!("kind" in projection)) return <ChartCard chart={chartStock(plan, projection, formats)} />;
  return (
    <Card>
      <BlockStack gap="100">
        <Text as="h2" variant="headingMd">
          {ITEM_STOCK_TITLE}
        </Text>
        <Text as="p" tone="subdued">
          {`The stock can't be projected. ${describeAbsence(projection, formats)}`}
        </Text>
      </BlockStack>
    </Card>
  );
}
