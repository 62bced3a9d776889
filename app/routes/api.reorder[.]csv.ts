import type { LoaderFunctionArgs } from "@remix-run/node";
import { readSyncStatus } from "~/data/sync-status";
import { authenticateApiRequest, paramsWithoutToken } from "~/ops/api-access";
import { problemResponse } from "~/ops/problem";
import { findReorderQuery } from "~/reports/find-reorder-query";
import { respondWithReorderCsv } from "~/reports/reorder-csv-response";

const RETRY_AFTER_SECONDS = 30;

/** The reorder list as CSV, for scripts. Before the first plan it is a 503: a CSV without rows says "order nothing". */
export async function loader({ request }: LoaderFunctionArgs): Promise<Response> {
  const { shop } = await authenticateApiRequest(request, new Date(), { takesLink: true });
  const { hasPlan } = await readSyncStatus(shop);
  if (!hasPlan) {
    const detail = "The shop's first plan is not ready yet: ask again later";
    return problemResponse(
      { status: 503, title: "No plan yet", detail },
      { "Retry-After": String(RETRY_AFTER_SECONDS) },
    );
  }
  const found = await findReorderQuery(shop, paramsWithoutToken(request));
  if (!found.ok) {
    const detail = found.faults.map(({ name, value, reason }) => `${name}=${value} ${reason}`).join("; ");
    return problemResponse({ status: 400, title: "Bad search parameters", detail, faults: found.faults });
  }
  return respondWithReorderCsv(shop, found.query, request);
}

/** Remix sends every method but GET and HEAD here. */
export function action(): Response {
  const detail = "This address can be read alone: use GET or HEAD";
  return problemResponse({ status: 405, title: "Method not allowed", detail }, { Allow: "GET, HEAD" });
}
