import { DataTable } from "@shopify/polaris";
import type { VelocitySummary } from "~/reports/fast-movers";
import { toWholePercent } from "../percent";
import { useShopFormats } from "../shop-formats";

export interface DecileTableProps {
  velocity: VelocitySummary;
  /** ISO 4217 code; null while the shop's is not known. */
  currency: string | null;
}

/** What sells by decile, and what does not. */
export function DecileTable({ velocity, currency }: DecileTableProps) {
  const { percent, quantity, money, days } = useShopFormats();
  const value = (amount: number) => (currency === null ? quantity(amount) : money(amount, currency));
  const rows = velocity.deciles.map((row) => [
    String(row.decile),
    quantity(row.skus),
    quantity(row.units),
    percent(toWholePercent(row.shareOfUnits)),
    row.shareOfRevenue === null ? "–" : percent(toWholePercent(row.shareOfRevenue)),
    row.daysOfCover === null ? "–" : days(row.daysOfCover),
    value(row.stockValue),
  ]);
  const { skusWithoutSales, stockValueWithoutSales } = velocity;
  const unsold = ["No sales", quantity(skusWithoutSales), "0", "–", "–", "–", value(stockValueWithoutSales)];
  return (
    <DataTable
      columnContentTypes={["text", "numeric", "numeric", "numeric", "numeric", "numeric", "numeric"]}
      headings={["Decile", "SKUs", "Units", "Of units", "Of revenue", "Days of cover", "Stock value"]}
      rows={[...rows, unsold]}
      increasedTableDensity
    />
  );
}
