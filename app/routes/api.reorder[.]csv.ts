import type { LoaderFunctionArgs } from "@remix-run/node";
import { paramsWithoutToken } from "~/ops/api-access";
import { isHeld } from "~/ops/conditional-request";
import { notModified, PRIVATE_HEADERS } from "~/ops/private-response";
import { findReorderQuery } from "~/reports/find-reorder-query";
import { etagOfList } from "~/reports/list-version";
import { respondWithReorderCsv } from "~/reports/reorder-csv-response";
import { admitReader, refuseParams, requirePlans } from "./api/reading.server";

/** The reorder list as CSV, for scripts and spreadsheets. */
export async function loader({ request }: LoaderFunctionArgs): Promise<Response> {
  const shop = await admitReader(request, { takesLink: true });
  const version = await requirePlans(shop);
  const found = await findReorderQuery(shop, paramsWithoutToken(request));
  if (!found.ok) return refuseParams(found.faults);
  const etag = etagOfList(version, found.query, "csv");
  if (etag !== null && isHeld(request, etag)) return notModified(etag);
  return respondWithReorderCsv(shop, found.query, request, {
    ...PRIVATE_HEADERS,
    ...(etag !== null && { ETag: etag }),
  });
}

export { refuseChange as action } from "./api/reading.server";
