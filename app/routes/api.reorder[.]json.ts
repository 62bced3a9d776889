import type { LoaderFunctionArgs } from "@remix-run/node";
import { isHeld } from "~/ops/conditional-request";
import { notModified, respondWithJson } from "~/ops/private-response";
import { findReorderPageQuery } from "~/reports/find-reorder-query";
import { toReorderPageJson } from "~/reports/json/reorder-page-json";
import { etagOfList } from "~/reports/list-version";
import { readReorderPage } from "~/reports/reorder-report";
import { addressWith, admitReader, refuseParams, requirePlans } from "./api/reading.server";

/** The reorder list as JSON, page by page: `Link` leads on. */
export async function loader({ request }: LoaderFunctionArgs): Promise<Response> {
  const shop = await admitReader(request);
  const version = await requirePlans(shop);
  const found = await findReorderPageQuery(shop, new URL(request.url).searchParams);
  if (!found.ok) return refuseParams(found.faults);
  const { query, limit } = found;
  const etag = etagOfList(version, query, `json ${limit}`);
  if (etag !== null && isHeld(request, etag)) return notModified(etag);
  const page = await readReorderPage(shop, query, { pageSize: limit, whenEmpty: "end of list" });
  return respondWithJson(request, toReorderPageJson(page), { etag, links: linksOf(request, page) });
}

export { refuseChange as action } from "./api/reading.server";

function linksOf(request: Request, { previous, next }: { previous: string | null; next: string | null }) {
  return {
    first: addressWith(request, { after: null, before: null }),
    ...(previous !== null && { prev: addressWith(request, { after: null, before: previous }) }),
    ...(next !== null && { next: addressWith(request, { after: next, before: null }) }),
  };
}
