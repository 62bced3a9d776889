import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { DecileChart } from "~/components/fast-movers/decile-chart";
import { FastMoversControl } from "~/components/fast-movers/fast-movers-control";
import { MoversCards } from "~/components/fast-movers/movers";
import { fromFirstPage } from "~/components/reorder-filters";
import { readStandingOut, readVelocitySummary } from "~/reports/fast-movers";
import { decilesUpTo } from "~/reports/reorder-query";
import { authenticatePage } from "~/shopify.server";
import { useWords } from "~/words/words-context";
import { loadReorderList } from "./reorder-list/load-reorder-list.server";
import { ReorderListPage } from "./reorder-list/reorder-list-page";

export { RouteProblem as ErrorBoundary } from "~/components/route-problem";
export { shopifyHeaders as headers } from "./embedding/shopify-headers.server";
export { revalidateUnlessExporting as shouldRevalidate } from "./reorder-list/revalidation";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { session } = await authenticatePage({ request, context });
  const [list, velocity, movers] = await Promise.all([
    loadReorderList(session.shop, request, { view: "fast-movers" }),
    readVelocitySummary(session.shop),
    readStandingOut(session.shop),
  ]);
  return { list, velocity, movers };
}

export default function FastMovers() {
  const { t } = useWords();
  const { list, velocity, movers } = useLoaderData<typeof loader>();
  return (
    <ReorderListPage
      title={t("fastMovers.title")}
      data={list}
      control={(query, change) => (
        <>
          <DecileChart
            velocity={velocity}
            shown={query.deciles}
            onShownChange={(deciles) => {
              change(fromFirstPage(query, { deciles }));
            }}
          >
            <FastMoversControl
              deciles={query.deciles}
              velocity={velocity}
              onLastDecileChange={(last) => {
                change(fromFirstPage(query, { deciles: decilesUpTo(last) }));
              }}
            />
          </DecileChart>
          <MoversCards movers={movers} velocity={velocity} />
        </>
      )}
      emptyTitle={t("fastMovers.emptyTitle")}
      emptyExplanation={t("fastMovers.emptyExplanation")}
    />
  );
}
