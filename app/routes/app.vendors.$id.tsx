import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { NO_VENDOR } from "~/reports/reorder-query";
import { useWords } from "~/words/words-context";
import { authenticatePage } from "~/shopify.server";
import { FirstPullPage } from "./pull/first-pull-page";
import { loadVendorOrder } from "./vendor-order/load-vendor-order.server";
import { VendorOrderPage } from "./vendor-order/vendor-order-page";
import { loadVendorSkus } from "./vendors/load-vendor-skus.server";
import { VendorSkusPage } from "./vendors/vendor-skus-page";

export { RouteProblem as ErrorBoundary } from "~/components/route-problem";
export { shopifyHeaders as headers } from "./embedding/shopify-headers.server";
export { revalidateUnlessEditing as shouldRevalidate } from "./vendor-order/revalidation";

/** A vendor's order; where there is no vendor to order from, the SKUs that have none. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { session } = await authenticatePage({ request, context });
  const vendorId = params.id ?? "";
  if (vendorId === NO_VENDOR)
    return { shows: "skus" as const, ...(await loadVendorSkus(session.shop, vendorId, request)) };
  return { shows: "order" as const, ...(await loadVendorOrder(session.shop, vendorId, request)) };
}

export default function Vendor() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
  if (data.shows === "skus") return <VendorSkusPage {...data} />;
  if (data.stage === "ready") return <VendorOrderPage key={data.order.vendor.vendorId} {...data} />;
  const backAction = { content: t("navigation.vendors"), url: "/app/vendors" };
  return <FirstPullPage title={t("vendors.vendor")} backAction={backAction} pull={data} />;
}
