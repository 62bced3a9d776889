import type { LoaderFunctionArgs } from "@remix-run/node";
import { environment } from "~/ops/env";
import { readDownloadLink, takeDownload } from "~/reports/download-link";
import { respondWithMappingCsv, respondWithMappingFaultsCsv } from "~/reports/mapping-csv";
import { respondWithReorderCsv } from "~/reports/reorder-csv-response";
import { respondWithVendorOrderCsv } from "~/reports/vendor-order-csv";

/** Downloads what a link was made for. The link is the permission: it is signed, and holds once, for a minute. */
export async function loader({ request, params }: LoaderFunctionArgs): Promise<Response> {
  const now = new Date();
  const link = readDownloadLink(params.ticket ?? "", environment().shopifyApiSecret, now);
  if (link.kind === "forged")
    return explain(401, "This download link is not valid", "It is incomplete or was changed.");
  if (link.kind === "expired") return explain(410, "This download link has expired", "A link holds for one minute.");
  // Something that looks at a link before it is followed must not use it up.
  if (request.method === "HEAD") return new Response(null, { headers: { "Content-Type": "text/csv; charset=utf-8" } });
  const download = await takeDownload(link.shop, link.ticketId, now);
  if (download === null) return explain(410, "This download link was used before", "A link holds for one download.");
  switch (download.kind) {
    case "mapping":
      return respondWithMappingCsv(link.shop, request);
    case "mapping-faults":
      return respondWithMappingFaultsCsv(link.shop, download.importId, request);
    case "reorder-list":
      return respondWithReorderCsv(link.shop, download.query, request);
    case "vendor-order":
      return (
        (await respondWithVendorOrderCsv(link.shop, download.vendorId, request)) ??
        explain(410, "There is no such vendor any more", "It was deleted or merged with another one.")
      );
  }
}

function explain(status: 401 | 410, title: string, reason: string): Response {
  const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>${title}</title>
    <style>body { font: 1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 4rem auto; padding: 0 1rem }</style>
  </head>
  <body>
    <h1>${title}</h1>
    <p>${reason} Go back to the app in your Shopify admin and export it again.</p>
  </body>
</html>
`;
  return new Response(page, {
    status,
    headers: { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" },
  });
}
