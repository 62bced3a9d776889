import { BlockStack, Link, Text } from "@shopify/polaris";
import { memo } from "react";
import type { HomeReport } from "~/reports/home-report";
import { AbsentValue } from "../absent-value";
import { hint } from "../hint";
import styles from "../list.module.css";
import { toTenthsOfPercent } from "../percent";
import type { WrittenFigure } from "../reorder-columns";
import { Total } from "../reorder-totals";
import { useShopFormats, type ShopFormats } from "../shop-formats";

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
  const { t } = formats;
  return (
    <BlockStack gap="100">
      <Text as="h3" variant="bodySm" tone="subdued">
        {t("home.wholeShop")}
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
        <Total title={<span {...hint(t("home.dataAge.meaning"))}>{t("home.dataAge.title")}</span>}>
          <Link url="/app/status" removeUnderline>
            {dataAsOf === null ? t("home.dataAge.notRead") : formats.age(dataAsOf, now)}
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
  const { t, quantity, decimal } = formats;
  // A part of a unit is no 0.
  const isPart = lostUnitsPerDay < 1;
  const isUnknown = lostSalesPerDay === 0 && lostWithoutPrice > 0;
  const lost = {
    units: t("counts.units", {
      count: isPart ? lostUnitsPerDay : Math.round(lostUnitsPerDay),
      written: isPart ? decimal(lostUnitsPerDay) : quantity(lostUnitsPerDay),
    }),
    skus: t("counts.skus", { count: outOfStock, written: quantity(outOfStock) }),
  };
  return {
    title: t("home.lostSales.title"),
    meaning: t("home.lostSales.meaning"),
    written: isUnknown ? { absence: t("home.lostSales.noPrice") } : writeMoney(lostSalesPerDay, figures, formats),
    note:
      lostWithoutPrice > 0 && !isUnknown
        ? t("home.lostSales.noteWithoutPrice", { ...lost, missing: quantity(lostWithoutPrice) })
        : t("home.lostSales.note", lost),
    url: "/app?status=out-of-stock&sort=mean_daily_demand",
  };
}

function describeStock(figures: HomeReport["figures"], formats: ShopFormats): TodayFigure[] {
  const { stockValue, stockedWithoutCost, overstockSkus, overstockValue, overstockWithoutCost } = figures;
  const { t, quantity } = formats;
  const write = (value: number, withoutCost: number): WrittenFigure =>
    value === 0 && withoutCost > 0 ? { absence: t("home.noCost") } : writeMoney(value, figures, formats);
  const missing = t("home.stockValue.withoutCost", {
    count: stockedWithoutCost,
    written: quantity(stockedWithoutCost),
  });
  const skus = t("counts.skus", { count: overstockSkus, written: quantity(overstockSkus) });
  return [
    {
      title: t("home.stockValue.title"),
      meaning: t("home.stockValue.meaning"),
      written: write(stockValue, stockedWithoutCost),
      ...(stockedWithoutCost > 0 && { note: missing }),
      url: "/app?sort=on_hand",
    },
    {
      title: t("home.overstock.title"),
      meaning: t("home.overstock.meaning"),
      written: write(overstockValue, overstockWithoutCost),
      note:
        overstockWithoutCost > 0
          ? t("home.overstock.withoutCost", { skus, missing: quantity(overstockWithoutCost) })
          : skus,
      url: "/app?status=overstock&sort=on_hand",
    },
  ];
}

function describeService({ service }: HomeReport["figures"], { t, percent }: ShopFormats): TodayFigure {
  return {
    title: t("home.service.title"),
    meaning: t("home.service.meaning"),
    written: service === null ? t("home.service.notKnown") : percent(toTenthsOfPercent(service.achieved)),
    ...(service !== null && {
      note: t("home.service.promised", { promised: percent(toTenthsOfPercent(service.promised)) }),
    }),
    url: "/app/settings",
  };
}

function writeMoney(value: number, { currency }: HomeReport["figures"], { money, quantity }: ShopFormats): string {
  return currency === null ? quantity(value) : money(value, currency);
}
