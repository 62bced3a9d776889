import type { LoaderFunctionArgs } from "@remix-run/node";
import { findVendorMatches } from "~/data/vendor-choices";
import { authenticate } from "~/shopify.server";

const MOST_CHOICES = 50;

/** Vendors whose names hold `q`, for a field to choose one; those that are archived too with `archived`. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const { searchParams } = new URL(request.url);
  const q = searchParams.get("q") ?? "";
  const withArchived = searchParams.has("archived");
  return { q, ...(await findVendorMatches(session.shop, q, { limit: MOST_CHOICES, withArchived })) };
}
