import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readApiTokenReport } from "~/reports/api-token-report";
import { authenticate, authenticatePage } from "~/shopify.server";
import { wordsFor } from "~/words/request-language.server";
import { actorOf } from "./item-policies/actor";
import { changeTokens } from "./tokens/change-tokens.server";
import { TokensPage } from "./tokens/tokens-page";

export { RouteProblem as ErrorBoundary } from "~/components/route-problem";
export { shopifyHeaders as headers } from "./embedding/shopify-headers.server";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { session } = await authenticatePage({ request, context });
  return readApiTokenReport(session.shop, new Date());
}

export async function action({ request }: ActionFunctionArgs) {
  const context = await authenticate.admin(request);
  return changeTokens(context.session.shop, await request.formData(), {
    actor: actorOf(context),
    now: new Date(),
    t: wordsFor(request).t,
  });
}

export default function Tokens() {
  return <TokensPage report={useLoaderData<typeof loader>()} />;
}
