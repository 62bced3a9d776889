import type { LoaderFunctionArgs } from "@remix-run/node";
import { HelpPage } from "~/components/help/help-page";
import { authenticatePage } from "~/shopify.server";

export { RouteProblem as ErrorBoundary } from "~/components/route-problem";
export { shopifyHeaders as headers } from "./embedding/shopify-headers.server";

export async function loader({ request, context }: LoaderFunctionArgs) {
  await authenticatePage({ request, context });
  return null;
}

export default function Help() {
  return <HelpPage />;
}
