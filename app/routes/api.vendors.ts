import type { LoaderFunctionArgs } from "@remix-run/node";
import { respondWithJson } from "~/ops/private-response";
import { toVendorPageJson } from "~/reports/json/vendor-page-json";
import { parseVendorPageQuery } from "~/reports/vendor-query";
import { readVendorReport } from "~/reports/vendor-report";
import { addressWith, admitReader, refuseParams, requirePlans } from "./api/reading.server";

/** What to order from whom as JSON, page by page: `Link` leads on. */
export async function loader({ request }: LoaderFunctionArgs): Promise<Response> {
  const shop = await admitReader(request);
  await requirePlans(shop);
  const parsed = parseVendorPageQuery(new URL(request.url).searchParams);
  if (!parsed.ok) return refuseParams(parsed.faults);
  const report = await readVendorReport(shop, parsed.query, parsed.limit);
  const { page } = parsed.query;
  if (page > report.pages) {
    return refuseParams([{ name: "page", value: String(page), reason: `is beyond the last page, ${report.pages}` }]);
  }
  return respondWithJson(request, toVendorPageJson(report), { links: linksOf(request, report) });
}

export { refuseChange as action } from "./api/reading.server";

function linksOf(request: Request, { page, pages }: { page: number; pages: number }) {
  const addressOf = (number: number) => addressWith(request, { page: String(number) });
  return {
    first: addressOf(1),
    ...(page > 1 && { prev: addressOf(page - 1) }),
    ...(page < pages && { next: addressOf(page + 1) }),
    last: addressOf(pages),
  };
}
