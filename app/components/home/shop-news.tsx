import { Banner, Link, Text } from "@shopify/polaris";
import type { HomeReport } from "~/reports/home-report";
import { useShopFormats, type ShopFormats } from "../shop-formats";

interface ShopNewsProps {
  news: NonNullable<HomeReport["figures"]["news"]>;
  onDismiss: () => void;
}

/**
 * What came to run out since yesterday, until it is put aside. It leads to all that is in such a state, new or not, which the lists
 * show of one vendor or of all.
 */
export function ShopNews({ news, onDismiss }: ShopNewsProps) {
  const formats = useShopFormats();
  const { t } = formats;
  const { vendorIds } = news;
  const parts = describeNews(news, formats);
  const statuses = parts.map(({ status }) => status).join(",");
  const ofOneVendor = vendorIds?.length === 1 ? `&vendor=${vendorIds.join()}` : "";
  const isOfVendors = vendorIds !== null && vendorIds.length > 1;
  return (
    <Banner onDismiss={onDismiss} tone="info">
      <Text as="p">
        {t(isOfVendors ? "alerts.news.sinceYesterdayOfVendors" : "alerts.news.sinceYesterday", {
          counts: parts.map(({ text }) => text).join(", "),
        })}{" "}
        <Link url={`/app?status=${statuses}${ofOneVendor}`}>
          {t(isOfVendors ? "alerts.news.seeAllOfAllVendors" : "alerts.news.seeAll")}
        </Link>
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
  ].filter(({ count }) => count > 0);
}
