import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readAlertsReport } from "~/reports/alerts-report";
import { authenticate, authenticatePage } from "~/shopify.server";
import { expectNextDigest } from "~/sync/alerts/next-digest";
import { previewDigest } from "~/sync/alerts/preview";
import { wordsFor } from "~/words/request-language.server";
import { AlertsPage } from "./alerts/alerts-page";
import { answerAlertsForm } from "./alerts/answer-alerts-form.server";
import { actorOf } from "./item-policies/actor";

export { RouteProblem as ErrorBoundary } from "~/components/route-problem";
export { shopifyHeaders as headers } from "./embedding/shopify-headers.server";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { session } = await authenticatePage({ request, context });
  const { language } = wordsFor(request);
  const now = new Date();
  // Makes what is due, which changes what the others say.
  const preview = await previewDigest(session.shop, language, now);
  const [report, nextDigest] = await Promise.all([
    readAlertsReport(session.shop, language),
    expectNextDigest(session.shop, now),
  ]);
  return { report, nextDigest, preview };
}

export async function action({ request }: ActionFunctionArgs) {
  const context = await authenticate.admin(request);
  const form = await request.formData();
  const { t } = wordsFor(request);
  return answerAlertsForm(context.session.shop, form, { actor: actorOf(context), t, now: new Date() });
}

export default function Alerts() {
  return <AlertsPage {...useLoaderData<typeof loader>()} />;
}
