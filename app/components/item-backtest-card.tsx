import { BlockStack, Card, Text } from "@shopify/polaris";
import type { PlanMethod } from "~/planning/plan-method";
import type { ItemBacktest } from "~/reports/backtest-report";
import { BacktestFiguresTable } from "./backtest-figures-table";
import { useShopFormats } from "./shop-formats";

interface ItemBacktestCardProps {
  backtest: ItemBacktest | null;
  method: PlanMethod;
  /** ISO 4217 code. */
  currency: string;
}

/** What the item's own sales say of its plans; nothing where they could not be judged. */
export function ItemBacktestCard({ backtest, method, currency }: ItemBacktestCardProps) {
  const { t, quantity } = useShopFormats();
  if (backtest === null) return null;
  const { leadTimes, methods, promised } = backtest;
  const itemsWithCost = methods.normal.stockValue === null ? 0 : 1;
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("item.backtest.title")}
          </Text>
          <Text as="p" tone="subdued">
            {t("item.backtest.basis", { count: leadTimes, written: quantity(leadTimes) })}
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
