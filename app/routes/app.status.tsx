import { data } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData, useRevalidator } from "@remix-run/react";
import { useEffect } from "react";
import { z } from "zod";
import { StatusPage } from "~/components/status-page";
import { usePolling } from "~/components/use-polling";
import { readStatus } from "~/reports/status-report";
import { authenticate, authenticatePage } from "~/shopify.server";
import { pullNow } from "~/sync/pull-now";
import { wordsFor } from "~/words/request-language.server";
import { useWords } from "~/words/words-context";
import { wordStatus } from "./status/word-status.server";

export { RouteProblem as ErrorBoundary } from "~/components/route-problem";
export { shopifyHeaders as headers } from "./embedding/shopify-headers.server";

/** Starts nothing, unlike pages that show plans: what it says must not change by being looked at. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { session } = await authenticatePage({ request, context });
  return wordStatus(await readStatus(session.shop), wordsFor(request).t);
}

export async function action({ request }: ActionFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const kind = kindSchema.safeParse((await request.formData()).get("kind"));
  if (!kind.success) throw data("The form names no kind of pull", { status: 400 });
  return { pull: await pullNow(session.shop, kind.data) };
}

const kindSchema = z.enum(["refresh", "reconciliation"]);

const WHILE_WORKING_MS = 2_000;
const AT_REST_MS = 10_000;

export default function Status() {
  const report = useLoaderData<typeof loader>();
  const fetcher = useFetcher<typeof action>();
  const { t } = useWords();
  const { revalidate, state } = useRevalidator();
  const isWorking = report.running.length > 0 || report.plans.waiting > 0;
  usePolling(
    () => {
      if (state === "idle") revalidate();
    },
    { active: true, intervalMs: isWorking ? WHILE_WORKING_MS : AT_REST_MS },
  );
  const result = fetcher.data;
  useEffect(() => {
    if (result) window.shopify.toast.show(t(`statusPage.pull.${result.pull}`));
  }, [result, t]);

  return (
    <StatusPage
      report={report}
      onPullNow={() => {
        fetcher.submit({ kind: "refresh" }, { method: "POST" });
      }}
      onCompare={() => {
        fetcher.submit({ kind: "reconciliation" }, { method: "POST" });
      }}
      starting={fetcher.state !== "idle"}
    />
  );
}
