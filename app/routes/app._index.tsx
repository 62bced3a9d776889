import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { authenticatePage } from "~/shopify.server";
import { loadReorderList } from "./reorder-list/load-reorder-list.server";
import { ReorderListPage } from "./reorder-list/reorder-list-page";

export { RouteProblem as ErrorBoundary } from "~/components/route-problem";
export { shopifyHeaders as headers } from "./embedding/shopify-headers.server";
export { revalidateUnlessExporting as shouldRevalidate } from "./reorder-list/revalidation";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { session } = await authenticatePage({ request, context });
  return loadReorderList(session.shop, request, { view: "all" });
}

export default function AllSkus() {
  return (
    <ReorderListPage
      title="Reorder list"
      data={useLoaderData<typeof loader>()}
      emptyTitle="There is nothing to plan yet"
      emptyExplanation="Add products in Shopify: their variants show here by themselves."
    />
  );
}
