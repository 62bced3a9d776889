import { Banner, BlockStack, Card, Text } from "@shopify/polaris";
import type { MinimumComparison } from "~/planning/minimum-order-value";
import type { VendorOrder } from "~/reports/vendor-order";
import type { Words } from "~/words/words";
import { AbsentValue } from "./absent-value";
import styles from "./list.module.css";
import { Total } from "./reorder-totals";
import { useShopFormats, type ShopFormats } from "./shop-formats";

type TotalsProps = Pick<VendorOrder, "totals" | "vendor" | "shop">;

/** What the whole order comes to, not only the page that is shown, and whether the vendor accepts so little. */
export function VendorOrderTotals(props: TotalsProps) {
  const { t, quantity } = useShopFormats();
  const { totals } = props;
  return (
    <BlockStack gap="400">
      <Card>
        <Text as="h2" variant="headingSm" visuallyHidden>
          {t("vendorOrder.totals.title")}
        </Text>
        <dl className={styles.totals}>
          <Total
            title={t("vendorOrder.totals.lines")}
            note={t("vendorOrder.totals.ofSkus", { count: totals.skus, written: quantity(totals.skus) })}
          >
            {quantity(totals.lines)}
          </Total>
          <Total title={t("vendorOrder.totals.units")}>{quantity(totals.units)}</Total>
          <ValueTotal {...props} />
          <Total title={t("vendorOrder.totals.edited")}>{quantity(totals.editedLines)}</Total>
        </dl>
      </Card>
      <MinimumBanner {...props} />
    </BlockStack>
  );
}

function ValueTotal({ totals, vendor, shop }: TotalsProps) {
  const formats = useShopFormats();
  const { t, quantity } = formats;
  const { lines, linesWithoutCost, value, valueInShopCurrency } = totals;
  if (linesWithoutCost > 0 && linesWithoutCost === lines) {
    return (
      <Total title={t("vendorOrder.totals.value")}>
        <AbsentValue reason={t("vendorOrder.totals.noCost")} />
      </Total>
    );
  }
  const isConverted = vendor.currency !== shop.currency && valueInShopCurrency !== null;
  const notes = [
    ...(isConverted
      ? [t("vendorOrder.totals.atYourRate", { value: writeMoney(valueInShopCurrency, shop.currency, formats) })]
      : []),
    ...(linesWithoutCost > 0
      ? [t("vendorOrder.totals.withoutLines", { count: linesWithoutCost, written: quantity(linesWithoutCost) })]
      : []),
  ];
  return (
    <Total title={t("vendorOrder.totals.value")} {...(notes.length > 0 && { note: notes.join(", ") })}>
      {writeMoney(value, vendor.currency, formats)}
    </Total>
  );
}

function MinimumBanner({ totals, vendor }: TotalsProps) {
  const formats = useShopFormats();
  const { minimum, linesWithoutCost } = totals;
  const { minimumOrderValue, currency } = vendor;
  if (minimum === null || minimumOrderValue === null) return null;
  const { t, quantity } = formats;
  const write = (amount: number) => writeMoney(amount, currency, formats);
  return (
    <Banner
      tone={minimum.kind === "below" ? "warning" : "success"}
      title={describeMinimum(minimum, write, minimumOrderValue, t)}
    >
      {minimum.kind === "below" && linesWithoutCost > 0 && (
        <Text as="p">
          {t("vendorOrder.totals.notCounted", { count: linesWithoutCost, written: quantity(linesWithoutCost) })}
        </Text>
      )}
    </Banner>
  );
}

/** "Below the minimum order value of €500.00 by €120.00". */
function describeMinimum(
  { kind, by }: MinimumComparison,
  write: (amount: number) => string,
  minimumOrderValue: number,
  t: Words["t"],
): string {
  const minimum = write(minimumOrderValue);
  if (kind === "below") return t("vendorOrder.totals.belowMinimum", { minimum, by: write(by) });
  if (by === 0) return t("vendorOrder.totals.exactlyMinimum", { minimum });
  return t("vendorOrder.totals.aboveMinimum", { minimum, by: write(by) });
}

function writeMoney(amount: number, currency: string | null, { money, decimal }: ShopFormats): string {
  return currency === null ? decimal(amount) : money(amount, currency);
}
