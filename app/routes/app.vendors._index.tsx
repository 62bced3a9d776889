import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useOutletContext } from "@remix-run/react";
import { BlockStack, Card, EmptySearchResult, Page } from "@shopify/polaris";
import type { AppContext } from "~/components/app-context";
import { IgnoredParamsBanner } from "~/components/ignored-params-banner";
import { PlanAge, PlanNotices } from "~/components/plan-notices";
import { ReorderTotals } from "~/components/reorder-totals";
import { VendorTable } from "~/components/vendor-table";
import { readPlanAge } from "~/data/plan-age";
import { parseVendorQuery, serializeVendorQuery } from "~/reports/vendor-query";
import { readVendorReport } from "~/reports/vendor-report";
import { wordsFor } from "~/words/request-language.server";
import { useWords } from "~/words/words-context";
import { authenticatePage } from "~/shopify.server";
import { FirstPullPage } from "./pull/first-pull-page";
import { readPull } from "./pull/read-pull.server";
import { useFollowedPlans } from "./pull/use-followed-plans";
import { useRetry } from "./pull/use-retry";
import { useListNavigation } from "./reorder-list/use-list-navigation";
import { wordIgnored } from "./reorder-list/word-ignored.server";

export { RouteProblem as ErrorBoundary } from "~/components/route-problem";
export { shopifyHeaders as headers } from "./embedding/shopify-headers.server";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { session } = await authenticatePage({ request, context });
  const pull = await readPull(session.shop, request);
  if (pull.stage === "first-pull") return pull;
  const { query, ignored } = parseVendorQuery(new URL(request.url).searchParams);
  const [report, { oldestPlannedAt }] = await Promise.all([
    readVendorReport(session.shop, query),
    readPlanAge(session.shop),
  ]);
  const notices = { ...pull.notices, plannedAt: oldestPlannedAt };
  return { ...pull, notices, query, ignored: wordIgnored(ignored, wordsFor(request).t), report };
}

type VendorsData = Awaited<ReturnType<typeof loader>>;

export default function Vendors() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
  if (data.stage === "ready") return <VendorList {...data} />;
  return <FirstPullPage title={t("navigation.vendors")} pull={data} />;
}

function VendorList({ query, ignored, report, notices, freshness }: Extract<VendorsData, { stage: "ready" }>) {
  const { isPhone } = useOutletContext<AppContext>();
  const { t } = useWords();
  const { loading, show } = useListNavigation();
  const retry = useRetry();
  const updates = useFollowedPlans(freshness);
  return (
    <Page
      fullWidth
      title={t("navigation.vendors")}
      primaryAction={{ content: t("vendors.list.add"), url: "/app/vendors/new" }}
      secondaryActions={[{ content: t("mapping.title"), url: "/app/vendors/mapping" }]}
    >
      <BlockStack gap="400">
        <IgnoredParamsBanner ignored={ignored} />
        <PlanNotices {...notices} {...retry} />
        <ReorderTotals totals={report.totals} />
        <Card padding="0">
          <VendorTable
            rows={report.rows}
            page={report.page}
            pages={report.pages}
            query={query}
            onQueryChange={(requested, options = { replace: false }) => {
              show(serializeVendorQuery(requested), { ...options, keepScroll: requested.page === query.page });
            }}
            loading={loading}
            isPhone={isPhone}
            emptyState={
              <EmptySearchResult
                title={t(query.q === "" ? "vendors.list.noneYet" : "vendors.list.noneMatch")}
                description={t(query.q === "" ? "vendors.list.whereFrom" : "vendors.list.tryAnother")}
                withIllustration
              />
            }
          />
        </Card>
        <PlanAge {...notices} {...updates} />
      </BlockStack>
    </Page>
  );
}
