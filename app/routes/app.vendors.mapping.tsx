import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { discardMappingImport } from "~/data/mapping-imports";
import { readMappingReport } from "~/reports/mapping-report";
import { authenticate, authenticatePage } from "~/shopify.server";
import { MOST_MEGABYTES, MOST_ROWS } from "~/sync/read-mapping-file";
import { startApplying, startUndoing } from "~/sync/run-mapping-import";
import { wordsFor } from "~/words/request-language.server";
import { useWords } from "~/words/words-context";
import { actorOf } from "./item-policies/actor";
import { MappingPage } from "./mapping/mapping-page";
import { receiveMappingFile } from "./mapping/receive-file.server";
import { wordMappingFaults } from "./mapping/word-faults.server";
import { FirstPullPage } from "./pull/first-pull-page";
import { readPull } from "./pull/read-pull.server";

export { RouteProblem as ErrorBoundary } from "~/components/route-problem";
export { shopifyHeaders as headers } from "./embedding/shopify-headers.server";

const pageSchema = z.coerce.number().int().positive().catch(1);

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { session } = await authenticatePage({ request, context });
  const pull = await readPull(session.shop, request);
  if (pull.stage === "first-pull") return pull;
  const params = new URL(request.url).searchParams;
  const pages = { faults: pageSchema.parse(params.get("faults")), changes: pageSchema.parse(params.get("changes")) };
  const report = await readMappingReport(session.shop, pages, new Date());
  return {
    stage: pull.stage,
    report: wordMappingFaults(report, wordsFor(request).t),
    mostMegabytes: MOST_MEGABYTES,
    mostRows: MOST_ROWS,
  };
}

const commandSchema = z.discriminatedUnion("command", [
  z.object({ command: z.literal("apply"), importId: z.string() }),
  z.object({ command: z.literal("undo"), importId: z.string() }),
  z.object({ command: z.literal("discard") }),
]);

/** Takes a file in, as a form of several parts, or a command about one. */
export async function action({ request }: ActionFunctionArgs) {
  const context = await authenticate.admin(request);
  const { shop } = context.session;
  const actor = actorOf(context);
  if (request.headers.get("Content-Type")?.startsWith("multipart/form-data")) {
    return receiveMappingFile(shop, request, actor);
  }
  const parsed = commandSchema.safeParse(Object.fromEntries(await request.formData()));
  if (!parsed.success) throw data("The form asks for nothing that can be done to an import", { status: 400 });
  const command = parsed.data;
  if (command.command === "discard") {
    await discardMappingImport(shop);
    return { kind: "done" as const };
  }
  const start = command.command === "apply" ? startApplying : startUndoing;
  return { kind: (await start(shop, command.importId, actor)) ? ("done" as const) : ("outdated" as const) };
}

export default function Mapping() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
  if (data.stage === "ready") return <MappingPage {...data} />;
  return <FirstPullPage title={t("mapping.title")} pull={data} />;
}
