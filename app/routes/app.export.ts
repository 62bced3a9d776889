import type { ActionFunctionArgs } from "@remix-run/node";
import { environment } from "~/ops/env";
import { createDownloadLink } from "~/reports/download-link";
import { parseReorderQuery } from "~/reports/parse-reorder-query";
import { authenticate } from "~/shopify.server";

/** Makes the link that downloads a list as CSV. The form's `query` is the list's search params, its view included. */
export async function action({ request }: ActionFunctionArgs): Promise<{ url: string }> {
  const { session } = await authenticate.admin(request);
  const text = (await request.formData()).get("query");
  const params = new URLSearchParams(typeof text === "string" ? text : "");
  const { query } = parseReorderQuery(params, { mode: "screen" });
  return { url: await createDownloadLink(session.shop, query, environment().shopifyApiSecret, new Date()) };
}
