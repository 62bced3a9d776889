import { data } from "@remix-run/node";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import type { Missing } from "~/components/route-problem";
import { UNASSIGNED } from "~/components/unassigned-vendor";
import { readVendor } from "~/reports/vendor-report";
import { authenticate } from "~/shopify.server";
import { readPull } from "./pull/read-pull.server";
import { loadReorderList } from "./reorder-list/load-reorder-list.server";
import { ReorderListPage } from "./reorder-list/reorder-list-page";

export { RouteProblem as ErrorBoundary } from "~/components/route-problem";
export { shopifyHeaders as headers } from "./embedding/shopify-headers.server";
export { revalidateUnlessExporting as shouldRevalidate } from "./reorder-list/revalidation";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const vendor = await readVendor(session.shop, params.id ?? "");
  if (vendor === null) {
    // Vendors become known with the first pull.
    const pull = await readPull(session.shop);
    if (pull.stage === "first-pull") return { name: null, list: pull };
    throw data(UNKNOWN_VENDOR, { status: 404 });
  }
  const list = await loadReorderList(session.shop, request, { view: "vendor", vendorId: vendor.vendorId });
  return { name: vendor.name ?? UNASSIGNED, list };
}

const UNKNOWN_VENDOR: Missing = {
  title: "There is no such vendor",
  explanation: "Your shop has no vendor at this address. It may have been renamed or removed in Shopify.",
};

export default function VendorSkus() {
  const { name, list } = useLoaderData<typeof loader>();
  return (
    <ReorderListPage
      title={name ?? "Vendor"}
      backAction={{ content: "Vendors", url: "/app/vendors" }}
      data={list}
      emptyTitle="No SKUs"
      emptyExplanation="No variant of your shop comes from this vendor now."
    />
  );
}
