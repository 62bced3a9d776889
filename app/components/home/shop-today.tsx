import { BlockStack, Link, Text } from "@shopify/polaris";
import { memo } from "react";
import type { HomeReport } from "~/reports/home-report";
import { hint } from "../hint";
import styles from "../list.module.css";
import { toTenthsOfPercent } from "../percent";
import { Total } from "../reorder-totals";
import { countOf, describeAge, useShopFormats, type ShopFormats } from "../shop-formats";

interface ShopTodayProps {
  figures: HomeReport["figures"];
  /** Whatever changed in Shopify before is taken into account; ISO 8601, null before the first pull. */
  dataAsOf: string | null;
  /** The server's clock, ISO 8601. */
  now: string;
}

/** What matters today in the whole shop, whatever the list shows; each figure leads to what it is made of. */
export const ShopToday = memo(function ShopToday({ figures, dataAsOf, now }: ShopTodayProps) {
  const formats = useShopFormats();
  return (
    <BlockStack gap="100">
      <Text as="h3" variant="bodySm" tone="subdued">
        The whole shop, whatever the list shows
      </Text>
      <dl className={styles.totals}>
        {describeToday(figures, formats).map(({ title, meaning, value, note, url }) => (
          <Total key={title} title={<span {...hint(meaning)}>{title}</span>} {...(note !== undefined && { note })}>
            <Link url={url} removeUnderline>
              {value}
            </Link>
          </Total>
        ))}
        <Total
          title={<span {...hint("Whatever changed in Shopify before is taken into account.")}>Shopify’s data</span>}
        >
          <Link url="/app/status" removeUnderline>
            {dataAsOf === null ? "Not read yet" : describeAge(dataAsOf, now)}
          </Link>
        </Total>
      </dl>
    </BlockStack>
  );
});

interface TodayFigure {
  title: string;
  meaning: string;
  value: string;
  note?: string;
  url: string;
}

function describeToday(figures: HomeReport["figures"], formats: ShopFormats): TodayFigure[] {
  const { quantity, percent } = formats;
  const { outOfStock, overstockSkus, stockedWithoutCost, service } = figures;
  const money = (value: number) =>
    figures.currency === null ? quantity(value) : formats.money(value, figures.currency);
  return [
    {
      title: "Sales lost a day",
      meaning: "What the SKUs that are out of stock would sell on an average day, at their prices",
      value: money(figures.lostSalesPerDay),
      note: `${quantity(figures.lostUnitsPerDay)} units of ${countOf(outOfStock, "SKU", quantity(outOfStock))}${missing(figures.lostWithoutPrice, "price", quantity)}`,
      url: "/app?status=out-of-stock&sort=mean_daily_demand",
    },
    {
      title: "Stock value",
      meaning: "What is on hand, at unit cost",
      value: money(figures.stockValue),
      ...(stockedWithoutCost > 0 && { note: `${quantity(stockedWithoutCost)} more SKUs have no cost` }),
      url: "/app?sort=on_hand",
    },
    {
      title: "In overstock",
      meaning: "What is on hand, at unit cost, of SKUs whose stock lasts longer than you want it to",
      value: money(figures.overstockValue),
      note: countOf(overstockSkus, "SKU", quantity(overstockSkus)),
      url: "/app?status=overstock&sort=on_hand",
    },
    {
      title: "Service kept",
      meaning:
        "Lead times without a stockout, replayed on your own sales; it says what would have been, and promises nothing",
      value: service === null ? "Not known yet" : percent(toTenthsOfPercent(service.achieved)),
      ...(service !== null && { note: `of ${percent(toTenthsOfPercent(service.promised))} promised` }),
      url: "/app/settings",
    },
  ];
}

function missing(count: number, what: string, write: (count: number) => string): string {
  return count === 0 ? "" : `; ${write(count)} without a ${what}`;
}
