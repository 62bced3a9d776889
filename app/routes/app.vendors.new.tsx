import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData, useNavigate } from "@remix-run/react";
import { Page } from "@shopify/polaris";
import { useEffect } from "react";
import { NO_VENDOR_TEXTS } from "~/components/vendor-texts";
import { readVendorDefaults } from "~/reports/vendor-details";
import { authenticate, authenticatePage } from "~/shopify.server";
import { wordsFor } from "~/words/request-language.server";
import { useWords } from "~/words/words-context";
import { actorOf } from "./item-policies/actor";
import { saveVendor } from "./vendors/save-vendor.server";
import { VendorEditor } from "./vendors/vendor-editor";
import { toVendorForm } from "./vendors/vendor-form-data";

export { RouteProblem as ErrorBoundary } from "~/components/route-problem";
export { shopifyHeaders as headers } from "./embedding/shopify-headers.server";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { session } = await authenticatePage({ request, context });
  return readVendorDefaults(session.shop, wordsFor(request).language);
}

export async function action({ request }: ActionFunctionArgs) {
  const context = await authenticate.admin(request);
  return saveVendor(
    context.session.shop,
    await request.formData(),
    { vendorId: null },
    actorOf(context),
    wordsFor(request).t,
  );
}

export default function NewVendor() {
  const defaults = useLoaderData<typeof loader>();
  const fetcher = useFetcher<typeof action>();
  const navigate = useNavigate();
  const { t } = useWords();
  const addedId = fetcher.data?.kind === "changed" ? fetcher.data.vendorId : undefined;

  useEffect(() => {
    if (addedId === undefined) return;
    window.shopify.toast.show(t("vendors.editor.vendorAdded"));
    navigate(`/app/vendors/${addedId}/details`, { replace: true });
  }, [addedId, navigate, t]);

  return (
    <Page title={t("vendors.list.add")} backAction={{ content: t("navigation.vendors"), url: "/app/vendors" }}>
      <VendorEditor
        stored={NO_VENDOR_TEXTS}
        defaults={defaults}
        otherNames={[]}
        result={fetcher.data}
        saving={fetcher.state !== "idle"}
        onSave={(texts) => {
          fetcher.submit(toVendorForm(texts), { method: "POST" });
        }}
      />
    </Page>
  );
}
