import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Button, InlineStack } from "@shopify/polaris";
import { VendorOrderSheet } from "~/components/vendor-order-sheet";
import { readWholeVendorOrder } from "~/reports/vendor-order";
import { authenticatePage } from "~/shopify.server";
import { unknownVendor } from "./vendors/unknown-vendor.server";

export { RouteProblem as ErrorBoundary } from "~/components/route-problem";
export { shopifyHeaders as headers } from "./embedding/shopify-headers.server";

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { session } = await authenticatePage({ request, context });
  const order = await readWholeVendorOrder(session.shop, params.id ?? "");
  if (order === null) throw unknownVendor();
  return order;
}

/** Browsers offer the title as the name of the file, and print it in the margin. */
export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `Order ${data.vendor.name} ${data.day}` : "Order" },
];

export default function PrintedOrder() {
  const order = useLoaderData<typeof loader>();
  return (
    <VendorOrderSheet
      {...order}
      toolbar={
        <InlineStack gap="200" align="center">
          <Button url={`/app/vendors/${order.vendor.vendorId}`}>Back to the order</Button>
          <Button
            variant="primary"
            onClick={() => {
              window.print();
            }}
          >
            Print
          </Button>
        </InlineStack>
      }
    />
  );
}
