import { BlockStack, Card, Text } from "@shopify/polaris";
import type { VariantPlan } from "~/planning/plan";
import { projectStock } from "~/planning/stock-projection";
import { describeAbsence } from "./absence-reasons";
import { ChartCard } from "./chart/chart-card";
import { chartStock } from "./item-stock-chart";
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
          {formats.t("charts.stock.title")}
        </Text>
        <Text as="p" tone="subdued">
          {`${formats.t("charts.stock.none")} ${describeAbsence(projection, formats)}`}
        </Text>
      </BlockStack>
    </Card>
  );
}
