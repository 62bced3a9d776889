import { data } from "@remix-run/node";
import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { environment } from "~/ops/env";
import { createDownloadLink, type Download } from "~/reports/download-link";
import { numericIdSchema } from "~/reports/numeric-id";
import { parseReorderQuery } from "~/reports/parse-reorder-query";
import { authenticate } from "~/shopify.server";

const formSchema = z.union([
  z.object({ query: z.string() }),
  z.object({ vendorOrder: numericIdSchema }),
  z.object({ mappingFaults: z.string() }),
  z.object({ mapping: z.literal("all") }),
]);

/**
 * Makes the link that downloads a list or an order as CSV. The form's `query` is the list's search params, its view
 * included; `vendorOrder` is the id of the order's vendor, `mappingFaults` that of an import; `mapping` is who supplies what.
 */
export async function action({ request }: ActionFunctionArgs): Promise<{ url: string }> {
  const { session } = await authenticate.admin(request);
  const form = formSchema.safeParse(Object.fromEntries(await request.formData()));
  if (!form.success) throw data("The form names nothing to download", { status: 400 });
  const download = toDownload(form.data);
  return { url: await createDownloadLink(session.shop, download, environment().shopifyApiSecret, new Date()) };
}

function toDownload(form: z.infer<typeof formSchema>): Download {
  if ("vendorOrder" in form) return { kind: "vendor-order", vendorId: form.vendorOrder };
  if ("mappingFaults" in form) return { kind: "mapping-faults", importId: form.mappingFaults };
  if ("mapping" in form) return { kind: "mapping" };
  const { query } = parseReorderQuery(new URLSearchParams(form.query), { mode: "screen" });
  return { kind: "reorder-list", query };
}
