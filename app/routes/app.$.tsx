import { data } from "@remix-run/node";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { authenticatePage } from "~/shopify.server";

export { RouteProblem as ErrorBoundary } from "~/components/route-problem";
export { shopifyHeaders as headers } from "./embedding/shopify-headers.server";

/** Any other address below the app: a 404 in the app's frame, from which one can go on. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await authenticatePage({ request, context });
  throw data(null, { status: 404 });
}

export default function UnknownPage() {
  return null;
}
