import { BlockStack, Link, Text } from "@shopify/polaris";
import { memo } from "react";
import type { HomeReport } from "~/reports/home-report";
import { AbsentValue } from "../absent-value";
import { hint } from "../hint";
import styles from "../list.module.css";
import { toTenthsOfPercent } from "../percent";
import type { WrittenFigure } from "../reorder-columns";
import { Total } from "../reorder-totals";
import { countOf, useShopFormats, type ShopFormats } from "../shop-formats";

interface ShopTodayProps {
  figures: HomeReport["figures"];
  /** Whatever changed in Shopify before is taken into account; ISO 8601, null before the first pull. */
  dataAsOf: string | null;
  /** The server's clock, ISO 8601. */
  now: string;
}

/** What matters today in the whole shop, whatever the list shows; each figure leads to where more is said of it. */
export const ShopToday = memo(function ShopToday({ figures, dataAsOf, now }: ShopTodayProps) {
  const formats = useShopFormats();
  return (
    <BlockStack gap="100">
      <Text as="h3" variant="bodySm" tone="subdued">
        The whole shop, whatever the list shows
      </Text>
      <dl className={styles.totals}>
        {describeToday(figures, formats).map(({ title, meaning, written, note, url }) => (
          <Total key={title} title={<span {...hint(meaning)}>{title}</span>} {...(note !== undefined && { note })}>
            {typeof written === "string" ? (
              <Link url={url} removeUnderline>
                {written}
              </Link>
            ) : (
              <AbsentValue reason={written.absence} />
            )}
          </Total>
        ))}
        <Total
          title={<span {...hint("Whatever changed in Shopify before is taken into account.")}>Shopify’s data</span>}
        >
          <Link url="/app/status" removeUnderline>
            {dataAsOf === null ? "Not read yet" : formats.age(dataAsOf, now)}
          </Link>
        </Total>
      </dl>
    </BlockStack>
  );
});

interface TodayFigure {
  title: string;
  meaning: string;
  written: WrittenFigure;
  note?: string;
  url: string;
}

function describeToday(figures: HomeReport["figures"], formats: ShopFormats): TodayFigure[] {
  return [describeLostSales(figures, formats), ...describeStock(figures, formats), describeService(figures, formats)];
}

function describeLostSales(figures: HomeReport["figures"], formats: ShopFormats): TodayFigure {
  const { outOfStock, lostSalesPerDay, lostUnitsPerDay, lostWithoutPrice } = figures;
  const { quantity } = formats;
  const isUnknown = lostSalesPerDay === 0 && lostWithoutPrice > 0;
  const missing = lostWithoutPrice > 0 && !isUnknown ? `; ${quantity(lostWithoutPrice)} without a price` : "";
  return {
    title: "Sales lost a day",
    meaning: "What the SKUs that are out of stock would sell on an average day, at their prices",
    written: isUnknown
      ? { absence: "No price of these SKUs is known yet." }
      : writeMoney(lostSalesPerDay, figures, formats),
    note: `${quantity(lostUnitsPerDay)} units of ${countOf(outOfStock, "SKU", quantity(outOfStock))}${missing}`,
    url: "/app?status=out-of-stock&sort=mean_daily_demand",
  };
}

function describeStock(figures: HomeReport["figures"], formats: ShopFormats): TodayFigure[] {
  const { stockValue, stockedWithoutCost, overstockSkus, overstockValue, overstockWithoutCost } = figures;
  const { quantity } = formats;
  const write = (value: number, withoutCost: number): WrittenFigure =>
    value === 0 && withoutCost > 0
      ? { absence: "None of these SKUs has a unit cost in Shopify." }
      : writeMoney(value, figures, formats);
  const overstock = countOf(overstockSkus, "SKU", quantity(overstockSkus));
  return [
    {
      title: "Stock value",
      meaning: "What is on hand, at unit cost",
      written: write(stockValue, stockedWithoutCost),
      ...(stockedWithoutCost > 0 && { note: `${quantity(stockedWithoutCost)} more SKUs have no cost` }),
      url: "/app?sort=on_hand",
    },
    {
      title: "In overstock",
      meaning: "What is on hand, at unit cost, of SKUs whose stock lasts longer than you want it to",
      written: write(overstockValue, overstockWithoutCost),
      note: overstockWithoutCost > 0 ? `${overstock}, ${quantity(overstockWithoutCost)} without a cost` : overstock,
      url: "/app?status=overstock&sort=on_hand",
    },
  ];
}

function describeService({ service }: HomeReport["figures"], { percent }: ShopFormats): TodayFigure {
  return {
    title: "Service kept",
    meaning:
      "Lead times without a stockout, replayed on your own sales; it says what would have been, and promises nothing",
    written: service === null ? "Not known yet" : percent(toTenthsOfPercent(service.achieved)),
    ...(service !== null && { note: `of ${percent(toTenthsOfPercent(service.promised))} promised` }),
    url: "/app/settings",
  };
}

function writeMoney(value: number, { currency }: HomeReport["figures"], { money, quantity }: ShopFormats): string {
  return currency === null ? quantity(value) : money(value, currency);
}
