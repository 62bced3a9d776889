import { Banner, Link, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import type { HomeReport } from "~/reports/home-report";
import { useShopFormats, type ShopFormats } from "../shop-formats";

interface ShopNewsProps {
  news: NonNullable<HomeReport["figures"]["news"]>;
  onDismiss: () => void;
}

/** What came to run out since yesterday, until it is put aside. Each part leads to the list of what is so. */
export function ShopNews({ news, onDismiss }: ShopNewsProps) {
  const formats = useShopFormats();
  const { t } = formats;
  const parts = describeNews(news, formats);
  return (
    <Banner onDismiss={onDismiss} tone="info">
      <Text as="p">
        {t("alerts.news.sinceYesterday")}{" "}
        {parts.map(({ url, text }, index): ReactNode => (
          <span key={url}>
            {index > 0 && ", "}
            <Link url={url}>{text}</Link>
          </span>
        ))}
      </Text>
    </Banner>
  );
}

function describeNews({ outOfStock, reorderNow, reorderSoon }: ShopNewsProps["news"], { t, quantity }: ShopFormats) {
  const counted = (count: number) => ({ count, written: quantity(count) });
  return [
    { count: outOfStock, status: "out-of-stock", text: t("alerts.news.outOfStock", counted(outOfStock)) },
    { count: reorderNow, status: "reorder-now", text: t("alerts.news.reorderNow", counted(reorderNow)) },
    { count: reorderSoon, status: "reorder-soon", text: t("alerts.news.reorderSoon", counted(reorderSoon)) },
  ]
    .filter(({ count }) => count > 0)
    .map(({ status, text }) => ({ url: `/app?status=${status}`, text }));
}
