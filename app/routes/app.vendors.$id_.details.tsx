import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, type ShouldRevalidateFunction } from "@remix-run/react";
import { z } from "zod";
import { numericIdSchema } from "~/reports/numeric-id";
import { readVendorDetailsReport } from "~/reports/vendor-details";
import { authenticate, authenticatePage } from "~/shopify.server";
import { wordsFor } from "~/words/request-language.server";
import { actorOf } from "./item-policies/actor";
import type { RetirementResult } from "./vendors/retire-vendor.server";
import { saveVendor } from "./vendors/save-vendor.server";
import { unknownVendor } from "./vendors/unknown-vendor.server";
import { VendorDetailsPage } from "./vendors/vendor-details-page";

export { RouteProblem as ErrorBoundary } from "~/components/route-problem";
export { shopifyHeaders as headers } from "./embedding/shopify-headers.server";

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { session } = await authenticatePage({ request, context });
  const words = wordsFor(request);
  const report = await readVendorDetailsReport(session.shop, params.id ?? "", words.language);
  if (report === null) throw unknownVendor(words.t);
  return report;
}

export async function action({ request, params }: ActionFunctionArgs) {
  const context = await authenticate.admin(request);
  const form = await request.formData();
  const saved = savedSchema.safeParse({ vendorId: params.id, seenEntryId: form.get("seenEntryId") });
  if (!saved.success) throw data("The form does not say which vendor it is of, and since when", { status: 400 });
  return saveVendor(context.session.shop, form, saved.data, actorOf(context), wordsFor(request).t);
}

const savedSchema = z.object({ vendorId: numericIdSchema, seenEntryId: z.string().regex(/^\d{1,18}$/) });

/** A vendor that was deleted or merged has no page any more: another one is shown instead. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ actionResult, defaultShouldRevalidate }) => {
  const { kind } = (actionResult ?? {}) as Partial<RetirementResult>;
  return kind !== "deleted" && kind !== "merged" && defaultShouldRevalidate;
};

export default function VendorDetails() {
  const report = useLoaderData<typeof loader>();
  // Another vendor's page begins anew, with nothing typed and nothing chosen.
  return <VendorDetailsPage key={report.vendor.vendorId} report={report} />;
}
