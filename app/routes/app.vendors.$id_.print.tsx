import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Button, InlineStack } from "@shopify/polaris";
import { VendorOrderSheet } from "~/components/vendor-order-sheet";
import { readWholeVendorOrder } from "~/reports/vendor-order";
import { authenticatePage } from "~/shopify.server";
import { wordsFor } from "~/words/request-language.server";
import { useWords } from "~/words/words-context";
import { unknownVendor } from "./vendors/unknown-vendor.server";

export { RouteProblem as ErrorBoundary } from "~/components/route-problem";
export { shopifyHeaders as headers } from "./embedding/shopify-headers.server";

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { session } = await authenticatePage({ request, context });
  const order = await readWholeVendorOrder(session.shop, params.id ?? "");
  const { t } = wordsFor(request);
  if (order === null) throw unknownVendor(t);
  return { order, fileName: t("vendorOrder.sheet.fileName", { vendor: order.vendor.name, day: order.day }) };
}

/** Browsers offer the title as the name of the file, and print it in the margin. */
export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.fileName }] : []);

export default function PrintedOrder() {
  const { order } = useLoaderData<typeof loader>();
  const { t } = useWords();
  return (
    <VendorOrderSheet
      {...order}
      toolbar={
        <InlineStack gap="200" align="center">
          <Button url={`/app/vendors/${order.vendor.vendorId}`}>{t("vendorOrder.sheet.back")}</Button>
          <Button
            variant="primary"
            onClick={() => {
              window.print();
            }}
          >
            {t("vendorOrder.print")}
          </Button>
        </InlineStack>
      }
    />
  );
}
