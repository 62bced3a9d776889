import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData, useRevalidator } from "@remix-run/react";
import { SaveBar } from "@shopify/app-bridge-react";
import { Banner, BlockStack, Page, Text } from "@shopify/polaris";
import { useEffect, useState, type ComponentProps } from "react";
import { BacktestCard } from "~/components/backtest-card";
import { LinkCard } from "~/components/link-card";
import { SettingsForm } from "~/components/settings-form";
import { useShopFormats } from "~/components/shop-formats";
import { usePolling } from "~/components/use-polling";
import { readCalibrationState } from "~/data/calibrations";
import { readPlanAge } from "~/data/plan-age";
import { readLocations, readSettings } from "~/data/shop-settings";
import { readBacktestReport } from "~/reports/backtest-report";
import { authenticate, authenticatePage } from "~/shopify.server";
import { enqueueReplan } from "~/sync/job-queue";
import { wordFault } from "~/words/fault-words.server";
import { wordsFor } from "~/words/request-language.server";
import { useWords } from "~/words/words-context";
import { saveSettingsForm } from "./settings/save-settings-form.server";
import { writeSettingsValues } from "./settings/settings-texts";
import { useSettingsEdits } from "./settings/use-settings-edits";

export { RouteProblem as ErrorBoundary } from "~/components/route-problem";
export { shopifyHeaders as headers } from "./embedding/shopify-headers.server";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { session } = await authenticatePage({ request, context });
  const [settings, locations, planAge, calibration, backtest] = await Promise.all([
    readSettings(session.shop),
    readLocations(session.shop),
    readPlanAge(session.shop),
    readCalibrationState(session.shop),
    readBacktestReport(session.shop),
  ]);
  const failure = backtest.failure === null ? null : wordFault(backtest.failure, wordsFor(request).t);
  return { settings, locations, planAge, calibration, backtest: { ...backtest, failure } };
}

export async function action({ request }: ActionFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const answer = await saveSettingsForm(session.shop, await request.formData(), wordsFor(request).t);
  if (answer.kind === "saved" && answer.skus > 0) await enqueueReplan(session.shop);
  return answer;
}

export default function Settings() {
  const { settings, locations, planAge, calibration, backtest } = useLoaderData<typeof loader>();
  // A fetcher, because the page asks again for its data while it waits for the new plan: that would drop action data.
  const fetcher = useFetcher<typeof action>();
  const { t } = useWords();
  const result = fetcher.data;
  const stored = writeSettingsValues(settings, locations);
  const isSaving = fetcher.state !== "idle";
  // Not while the page's data are still those from before it.
  const { values, isChanged, onChange, discard, toFormData } = useSettingsEdits(stored, isSaving ? undefined : result);
  // What was refused is of no concern any more once it is discarded.
  const [forgotten, setForgotten] = useState<typeof result>();
  const refusal = result?.kind === "invalid" && result !== forgotten ? result : undefined;
  const save = () => {
    fetcher.submit(toFormData(), { method: "POST" });
  };

  return (
    <Page title={t("navigation.settings")}>
      <SaveBar id="settings-save-bar" open={isChanged}>
        <button type="button" variant="primary" onClick={save} disabled={isSaving} {...(isSaving && { loading: "" })}>
          {t("actions.save")}
        </button>
        <button
          type="button"
          onClick={() => {
            discard();
            setForgotten(result);
          }}
          disabled={isSaving}
        >
          {t("actions.discard")}
        </button>
      </SaveBar>
      <BlockStack gap="400">
        {result?.kind === "saved" && result.skus > 0 && (
          <Replanning key={result.savedAt} {...result} planAge={planAge} />
        )}
        {refusal && isChanged && <SomeFieldsWrong />}
        <SettingsForm
          values={values}
          errors={refusal && isChanged ? refusal.errors : NO_ERRORS}
          locations={locations}
          calibration={calibration}
          onChange={onChange}
          onSubmit={save}
          disabled={isSaving}
        />
        <Backtest report={backtest} method={settings.method} />
        <LinkCard
          title={t("alerts.link.title")}
          explanation={t("alerts.link.body")}
          action={t("alerts.link.open")}
          url="/app/alerts"
        />
        <LinkCard
          title={t("tokens.title")}
          explanation={t("tokens.link.text")}
          action={t("tokens.link.manage")}
          url="/app/settings/tokens"
        />
      </BlockStack>
    </Page>
  );
}

const NO_ERRORS = {};

/** The card with what makes it live: it follows a replay under way, and can have one started. */
function Backtest({ report, method }: Pick<ComponentProps<typeof BacktestCard>, "report" | "method">) {
  const fetcher = useFetcher();
  const { revalidate, state } = useRevalidator();
  usePolling(
    () => {
      if (state === "idle") revalidate();
    },
    // The first replay begins by itself, once the shop's older orders are there.
    { active: report.running !== null || report.verdict === null, intervalMs: report.running ? 1_500 : 10_000 },
  );
  return (
    <BacktestCard
      report={report}
      method={method}
      onCheck={() => {
        fetcher.submit(null, { method: "POST", action: "/app/backtest" });
      }}
      checking={fetcher.state !== "idle"}
    />
  );
}

function SomeFieldsWrong() {
  const { t } = useWords();
  return (
    <Banner tone="critical" title={t("settings.nothingSaved.title")}>
      <Text as="p">{t("settings.nothingSaved.text")}</Text>
    </Banner>
  );
}

interface ReplanningProps {
  savedAt: string;
  skus: number;
  planAge: { oldestPlannedAt: string | null };
}

/** Says that the plans follow the new settings, and when they do. */
function Replanning({ savedAt, skus, planAge }: ReplanningProps) {
  const { t, quantity } = useShopFormats();
  const { revalidate, state } = useRevalidator();
  const isDone = planAge.oldestPlannedAt !== null && planAge.oldestPlannedAt >= savedAt;
  const counted = { count: skus, written: quantity(skus) };
  const replanning = t("settings.replanning", counted);

  useEffect(() => {
    window.shopify.toast.show(replanning);
  }, [savedAt, replanning]);

  usePolling(
    () => {
      if (state === "idle") revalidate();
    },
    { active: !isDone, intervalMs: 1_500 },
  );

  return isDone ? (
    <Banner
      tone="success"
      title={t("settings.replanned.title")}
      action={{ content: t("settings.replanned.seeList"), url: "/app" }}
    >
      <Text as="p">{t("settings.replanned.text", counted)}</Text>
    </Banner>
  ) : (
    <Banner tone="info" title={replanning}>
      <Text as="p">{t("settings.replanningText")}</Text>
    </Banner>
  );
}
