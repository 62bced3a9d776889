import { Banner, BlockStack, Card, Text } from "@shopify/polaris";
import type { MinimumComparison } from "~/planning/minimum-order-value";
import type { VendorOrder } from "~/reports/vendor-order";
import { AbsentValue } from "./absent-value";
import styles from "./list.module.css";
import { Total } from "./reorder-totals";
import { countOf, useShopFormats, type ShopFormats } from "./shop-formats";

type TotalsProps = Pick<VendorOrder, "totals" | "vendor" | "shop">;

/** What the whole order comes to, not only the page that is shown, and whether the vendor accepts so little. */
export function VendorOrderTotals(props: TotalsProps) {
  const { quantity } = useShopFormats();
  const { totals } = props;
  return (
    <BlockStack gap="400">
      <Card>
        <Text as="h2" variant="headingSm" visuallyHidden>
          Totals of the order
        </Text>
        <dl className={styles.totals}>
          <Total title="Lines" note={`of ${countOf(totals.skus, "SKU", quantity(totals.skus))}`}>
            {quantity(totals.lines)}
          </Total>
          <Total title="Units">{quantity(totals.units)}</Total>
          <ValueTotal {...props} />
          <Total title="Changed by hand">{quantity(totals.editedLines)}</Total>
        </dl>
      </Card>
      <MinimumBanner {...props} />
    </BlockStack>
  );
}

function ValueTotal({ totals, vendor, shop }: TotalsProps) {
  const formats = useShopFormats();
  const { lines, linesWithoutCost, value, valueInShopCurrency } = totals;
  if (linesWithoutCost > 0 && linesWithoutCost === lines) {
    return (
      <Total title="Value">
        <AbsentValue reason="No line has a unit cost in the currency that the vendor charges." />
      </Total>
    );
  }
  const isConverted = vendor.currency !== shop.currency && valueInShopCurrency !== null;
  const notes = [
    ...(isConverted ? [`${writeMoney(valueInShopCurrency, shop.currency, formats)} at your exchange rate`] : []),
    ...(linesWithoutCost > 0
      ? [`without ${countOf(linesWithoutCost, "line")} that ${haveNoCost(linesWithoutCost)}`]
      : []),
  ];
  return (
    <Total title="Value" {...(notes.length > 0 && { note: notes.join(", ") })}>
      {writeMoney(value, vendor.currency, formats)}
    </Total>
  );
}

function haveNoCost(lines: number): string {
  return lines === 1 ? "has no cost" : "have no cost";
}

function MinimumBanner({ totals, vendor }: TotalsProps) {
  const formats = useShopFormats();
  const { minimum, linesWithoutCost } = totals;
  const { minimumOrderValue, currency } = vendor;
  if (minimum === null || minimumOrderValue === null) return null;
  const title = describeMinimum(minimum, (amount) => writeMoney(amount, currency, formats), minimumOrderValue);
  return (
    <Banner tone={minimum.kind === "below" ? "warning" : "success"} title={title}>
      {minimum.kind === "below" && linesWithoutCost > 0 && (
        <Text as="p">{`${countOf(linesWithoutCost, "line")} whose unit cost is not known ${linesWithoutCost === 1 ? "does" : "do"} not count in it.`}</Text>
      )}
    </Banner>
  );
}

/** "Below the minimum order value of €500.00 by €120.00". */
function describeMinimum(
  { kind, by }: MinimumComparison,
  write: (amount: number) => string,
  minimumOrderValue: number,
): string {
  const minimum = `the minimum order value of ${write(minimumOrderValue)}`;
  if (kind === "below") return `Below ${minimum} by ${write(by)}`;
  return by === 0 ? `Exactly ${minimum}` : `Above ${minimum} by ${write(by)}`;
}

function writeMoney(amount: number, currency: string | null, { money, decimal }: ShopFormats): string {
  return currency === null ? decimal(amount) : money(amount, currency);
}
