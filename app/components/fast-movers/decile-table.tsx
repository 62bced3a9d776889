import { BlockStack, DataTable, Text } from "@shopify/polaris";
import type { VelocitySummary } from "~/reports/fast-movers";
import { toWholePercent } from "../percent";
import { useShopFormats } from "../shop-formats";

const COLUMNS = ["decile", "skus", "units", "ofUnits", "ofRevenue", "cover", "stockValue"] as const;

/** What sells by decile, and what does not. */
export function DecileTable({ velocity }: { velocity: VelocitySummary }) {
  const { t, percent, quantity, money, days } = useShopFormats();
  const { deciles, currency, noSales, stockedWithoutCost } = velocity;
  const share = (part: number | null) => (part === null ? "–" : percent(toWholePercent(part)));
  const value = (amount: number | null) => {
    if (amount === null) return "–";
    return currency === null ? quantity(amount) : money(amount, currency);
  };
  const rows = deciles.map((row) => [
    String(row.decile),
    quantity(row.skus),
    quantity(row.units),
    share(row.shareOfUnits),
    share(row.shareOfRevenue),
    row.daysOfCover === null ? "–" : days(row.daysOfCover),
    value(row.stockValue),
  ]);
  const unsold = [t("fastMovers.table.noSales"), quantity(noSales.skus), "0", "–", "–", "–", value(noSales.stockValue)];
  return (
    <BlockStack gap="200">
      <DataTable
        columnContentTypes={["text", "numeric", "numeric", "numeric", "numeric", "numeric", "numeric"]}
        headings={COLUMNS.map((column) => t(`fastMovers.table.${column}`))}
        rows={[...rows, unsold]}
        increasedTableDensity
      />
      {stockedWithoutCost > 0 && (
        <Text as="p" variant="bodySm" tone="subdued">
          {t("fastMovers.table.withoutCost", { count: stockedWithoutCost, written: quantity(stockedWithoutCost) })}
        </Text>
      )}
    </BlockStack>
  );
}
