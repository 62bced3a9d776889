import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useOutletContext } from "@remix-run/react";
import { BlockStack, Card, EmptySearchResult, Page } from "@shopify/polaris";
import type { AppContext } from "~/components/app-context";
import { IgnoredParamsBanner } from "~/components/ignored-params-banner";
import { ReorderTotals } from "~/components/reorder-totals";
import { VendorTable } from "~/components/vendor-table";
import { parseVendorQuery, serializeVendorQuery } from "~/reports/vendor-query";
import { readVendorReport } from "~/reports/vendor-report";
import { authenticate } from "~/shopify.server";
import { useListNavigation } from "./reorder-list/use-list-navigation";

export { RouteProblem as ErrorBoundary } from "~/components/route-problem";
export { shopifyHeaders as headers } from "./embedding/shopify-headers.server";

export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const { query, ignored } = parseVendorQuery(new URL(request.url).searchParams);
  return { query, ignored, report: await readVendorReport(session.shop, query) };
}

export default function Vendors() {
  const { query, ignored, report } = useLoaderData<typeof loader>();
  const { isPhone } = useOutletContext<AppContext>();
  const { loading, show } = useListNavigation();
  return (
    <Page fullWidth title="Vendors">
      <BlockStack gap="400">
        <IgnoredParamsBanner ignored={ignored} />
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
                title={query.q === "" ? "No vendors yet" : "No vendors match"}
                description={
                  query.q === ""
                    ? "Vendors come from your products in Shopify, once they have been read."
                    : "Try another search."
                }
                withIllustration
              />
            }
          />
        </Card>
      </BlockStack>
    </Page>
  );
}
