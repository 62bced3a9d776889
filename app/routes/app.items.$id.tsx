import { data } from "@remix-run/node";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ItemPage } from "~/components/item-page";
import type { Missing } from "~/components/route-problem";
import { readItem } from "~/reports/reorder-report";
import { authenticate } from "~/shopify.server";

export { RouteProblem as ErrorBoundary } from "~/components/route-problem";
export { shopifyHeaders as headers } from "./embedding/shopify-headers.server";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const item = await readItem(session.shop, params.id ?? "");
  if (item === null) throw data(UNKNOWN_SKU, { status: 404 });
  return item;
}

const UNKNOWN_SKU: Missing = {
  title: "There is no such SKU",
  explanation:
    "Your shop has no variant at this address, or it has not been planned yet. It may have been deleted in Shopify.",
};

export default function Item() {
  return <ItemPage {...useLoaderData<typeof loader>()} />;
}
