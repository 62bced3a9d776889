import { BlockStack, Card, Text } from "@shopify/polaris";
import type { PlanMethod } from "~/planning/plan-method";
import type { ItemBacktest } from "~/reports/backtest-report";
import { BacktestFiguresTable } from "./backtest-figures-table";
import { countOf, useShopFormats } from "./shop-formats";

interface ItemBacktestCardProps {
  backtest: ItemBacktest | null;
  method: PlanMethod;
  /** ISO 4217 code. */
  currency: string;
}

/** What the item's own sales say of its plans; nothing where they could not be judged. */
export function ItemBacktestCard({ backtest, method, currency }: ItemBacktestCardProps) {
  const { quantity } = useShopFormats();
  if (backtest === null) return null;
  const { leadTimes, methods, promised } = backtest;
  const itemsWithCost = methods.normal.stockValue === null ? 0 : 1;
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            Does its plan keep its promise?
          </Text>
          <Text as="p" tone="subdued">
            {`Replayed on its own sales: ${countOf(leadTimes, "lead time", quantity(leadTimes))} judged, each from the plan of its first day. They overlap, so of one SKU this is an indication; the shop's figures are on the settings page.`}
          </Text>
        </BlockStack>
        <BacktestFiguresTable
          outcome={{ items: 1, itemsWithCost, promised, methods }}
          method={method}
          currency={currency}
        />
      </BlockStack>
    </Card>
  );
}
