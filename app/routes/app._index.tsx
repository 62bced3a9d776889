import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ShopToday } from "~/components/home/shop-today";
import { useShopFormats } from "~/components/shop-formats";
import { readHome } from "~/reports/home-report";
import { authenticatePage } from "~/shopify.server";
import { HomeNews } from "./alerts/home-news";
import { loadReorderList } from "./reorder-list/load-reorder-list.server";
import { ReorderListPage } from "./reorder-list/reorder-list-page";
import { ShopSetup, useSetupResumption } from "./setup/shop-setup";

export { RouteProblem as ErrorBoundary } from "~/components/route-problem";
export { shopifyHeaders as headers } from "./embedding/shopify-headers.server";
export { revalidateUnlessExporting as shouldRevalidate } from "./reorder-list/revalidation";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { session } = await authenticatePage({ request, context });
  const [list, home] = await Promise.all([
    loadReorderList(session.shop, request, { view: "all" }),
    readHome(session.shop),
  ]);
  return { ...list, home };
}

/** What matters today, and every SKU. */
export default function Home() {
  const data = useLoaderData<typeof loader>();
  const { home } = data;
  const { t } = useShopFormats();
  const resume = useSetupResumption(home);
  return (
    <ReorderListPage
      title={t("list.title")}
      data={data}
      lead={
        home && (
          <>
            <ShopSetup
              home={home}
              isPulled={data.stage === "ready"}
              isPullStopped={data.stage === "first-pull" && data.failure !== null}
            />
            <HomeNews news={home.figures.news} />
          </>
        )
      }
      {...(resume && { secondaryActions: [{ content: t("list.resumeSetup"), onAction: resume }] })}
      today={
        data.stage === "ready" &&
        home && <ShopToday {...home} dataAsOf={data.freshness.dataAsOf} now={data.notices.now} />
      }
      emptyTitle={t("list.empty")}
      emptyExplanation={t("list.emptyAdvice")}
    />
  );
}
