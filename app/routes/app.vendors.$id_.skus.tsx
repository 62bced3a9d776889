import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { authenticatePage } from "~/shopify.server";
import { loadVendorSkus } from "./vendors/load-vendor-skus.server";
import { VendorSkusPage } from "./vendors/vendor-skus-page";

export { RouteProblem as ErrorBoundary } from "~/components/route-problem";
export { shopifyHeaders as headers } from "./embedding/shopify-headers.server";
export { revalidateUnlessExporting as shouldRevalidate } from "./reorder-list/revalidation";

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { session } = await authenticatePage({ request, context });
  return loadVendorSkus(session.shop, params.id ?? "", request);
}

export default function VendorSkus() {
  return <VendorSkusPage {...useLoaderData<typeof loader>()} />;
}
