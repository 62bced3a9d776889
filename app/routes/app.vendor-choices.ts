import type { LoaderFunctionArgs } from "@remix-run/node";
import type { ClientLoaderFunctionArgs } from "@remix-run/react";
import { findVendorMatches, VENDOR_SCOPES } from "~/data/vendor-choices";
import { authenticate } from "~/shopify.server";
import { isForShopify } from "./embedding/is-for-shopify";

/** As many as somebody looks through. */
const MOST_CHOICES = 50;

/** Vendors of a scope (`of`) whose names hold `q`, for a field to choose one. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const { searchParams } = new URL(request.url);
  const q = searchParams.get("q") ?? "";
  const scope = VENDOR_SCOPES.find((one) => one === searchParams.get("of")) ?? "assignable";
  return { kind: "found" as const, q, ...(await findVendorMatches(session.shop, q, { limit: MOST_CHOICES, scope })) };
}

/** Names that could not be read are said so in their field, instead of taking the page away. */
export async function clientLoader({ request, serverLoader }: ClientLoaderFunctionArgs) {
  try {
    return await serverLoader<Awaited<ReturnType<typeof loader>>>();
  } catch (error) {
    if (isForShopify(error)) throw error;
    return { kind: "failed" as const, q: new URL(request.url).searchParams.get("q") ?? "" };
  }
}
