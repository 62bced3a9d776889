import type { LoaderFunctionArgs } from "@remix-run/node";
import { respondWithJson } from "~/ops/private-response";
import { problemResponse } from "~/ops/problem";
import { readItemsJson } from "~/reports/json/items-json";
import { createParamReader } from "~/reports/param-reader";
import { admitReader, refuseParams, requirePlans } from "./api/reading.server";

const PATH = "/api/items/";

/** Every variant with one SKU, each with what its plan was made from. All that follows in the path is the SKU. */
export async function loader({ request }: LoaderFunctionArgs): Promise<Response> {
  const shop = await admitReader(request);
  await requirePlans(shop);
  const { pathname, searchParams } = new URL(request.url);
  const reader = createParamReader(searchParams);
  reader.refuseOthers([]);
  if (reader.faults.length > 0) return refuseParams(reader.faults);
  // Remix would take an encoded %2F in a SKU for a slash.
  const sku = decode(pathname.slice(PATH.length));
  const found = sku === null ? { items: [] } : await readItemsJson(shop, sku);
  if (found.items.length > 0) return respondWithJson(request, found);
  const detail =
    "The shop has no planned variant with exactly this SKU. Percent-encode it; /api/reorder.json?q= searches for parts of one.";
  return problemResponse({ status: 404, title: "Not found", detail });
}

export { refuseChange as action } from "./api/reading.server";

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
