import { useFetcher } from "@remix-run/react";
import { ShopNews } from "~/components/home/shop-news";
import type { HomeReport } from "~/reports/home-report";

/** What is new on the home page, until somebody of the shop's staff puts it aside. */
export function HomeNews({ news }: { news: HomeReport["figures"]["news"] }) {
  const fetcher = useFetcher();
  // Whoever puts it aside does not wait for the app.
  if (news === null || fetcher.formData?.get("until") === news.until) return null;
  return (
    <ShopNews
      news={news}
      onDismiss={() => {
        fetcher.submit({ intent: "dismiss-news", until: news.until }, { method: "POST", action: "/app/alerts" });
      }}
    />
  );
}
