import { useFetcher } from "@remix-run/react";
import { SaveBar } from "@shopify/app-bridge-react";
import { Banner, BlockStack, Page, Text } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { writeAlertTexts, type AlertTexts } from "~/components/alerts/alert-texts";
import { AlertsForm, type ChannelActions } from "~/components/alerts/alerts-form";
import { DeliveriesCard } from "~/components/alerts/deliveries-card";
import { PreviewCard } from "~/components/alerts/preview-card";
import { SecretCard } from "~/components/alerts/secret-card";
import { AuditTrailCard } from "~/components/audit-trail-card";
import type { AlertsReport } from "~/reports/alerts-report";
import type { DigestPreview } from "~/sync/alerts/preview";
import { useWords } from "~/words/words-context";
import type { action } from "../app.alerts";
import { useTest } from "./use-test";

interface AlertsPageProps {
  report: AlertsReport;
  preview: DigestPreview;
}

const NO_ERRORS = {};

/** What a shop's staff is told of what runs out: chosen, tried, and what was sent. */
export function AlertsPage({ report, preview }: AlertsPageProps) {
  const { t } = useWords();
  const form = useAlertsForm(report);
  const test = useTest();
  const { texts, isChanged, isSaving, result } = form;
  const isRefused = result?.kind === "invalid" && isChanged;
  const actions: ChannelActions = {
    isChanged: isChanged || isSaving,
    onTest: test.send,
    testing: test.isUnderWay,
    onRemoveWebhook: () => form.ask("remove-webhook"),
    onNewSecret: () => form.ask("new-secret"),
  };

  return (
    <Page
      title={t("alerts.title")}
      subtitle={t("alerts.subtitle")}
      backAction={{ content: t("navigation.settings"), url: "/app/settings" }}
    >
      <SaveBar id="alerts-save-bar" open={isChanged}>
        <button
          type="button"
          variant="primary"
          onClick={form.save}
          disabled={isSaving}
          {...(isSaving && { loading: "" })}
        >
          {t("actions.save")}
        </button>
        <button type="button" onClick={form.discard} disabled={isSaving}>
          {t("actions.discard")}
        </button>
      </SaveBar>
      <BlockStack gap="400">
        {form.secret !== null && <SecretCard secret={form.secret} onDone={form.forgetSecret} />}
        {isRefused && (
          <Banner tone="critical" title={t("alerts.form.nothingSaved")}>
            <Text as="p">{t("alerts.form.correct")}</Text>
          </Banner>
        )}
        {test.failure !== null && (
          <Banner tone="critical" title={t("alerts.test.failed")} onDismiss={test.forget}>
            <Text as="p">{test.failure}</Text>
          </Banner>
        )}
        <AlertsForm
          report={report}
          texts={texts}
          errors={isRefused ? result.errors : NO_ERRORS}
          onChange={form.change}
          onSubmit={form.save}
          disabled={isSaving}
          actions={actions}
        />
        <PreviewCard {...preview} />
        <DeliveriesCard deliveries={report.deliveries} />
        <AuditTrailCard
          title={t("alerts.trail.title")}
          emptyText={t("alerts.trail.empty")}
          entries={report.entries}
          describe={({ field }) => t(`alerts.trail.${field as keyof AlertsReport["settings"] | "webhook"}`)}
        />
      </BlockStack>
    </Page>
  );
}

/** What is typed over the stored settings, until other settings are stored, and the secret of a webhook that was just made. */
function useAlertsForm({ settings }: AlertsReport) {
  const { t } = useWords();
  const fetcher = useFetcher<typeof action>();
  const result = fetcher.data;
  const [edits, setEdits] = useState<Partial<AlertTexts>>({});
  const [secret, setSecret] = useState<string | null>(null);
  const [seenResult, setSeenResult] = useState(result);
  if (result !== seenResult) {
    setSeenResult(result);
    if (result?.kind === "saved") {
      setEdits({});
      if (result.secret !== null) setSecret(result.secret);
    }
  }
  useEffect(() => {
    if (result?.kind === "saved") window.shopify.toast.show(t("alerts.form.saved"));
  }, [result, t]);

  const stored = writeAlertTexts(settings);
  const texts = { ...stored, ...edits };
  return {
    texts,
    result,
    isChanged: JSON.stringify(texts) !== JSON.stringify(stored),
    isSaving: fetcher.state !== "idle",
    change: (changes: Partial<AlertTexts>) => {
      setEdits({ ...edits, ...changes });
    },
    discard: () => {
      setEdits({});
    },
    save: () => {
      fetcher.submit(toFormData(texts), { method: "POST" });
    },
    ask: (intent: "remove-webhook" | "new-secret") => {
      fetcher.submit({ intent }, { method: "POST" });
    },
    secret,
    forgetSecret: () => {
      setSecret(null);
    },
  };
}

/** As a browser sends a form: what is not ticked is left out. */
function toFormData(texts: AlertTexts): FormData {
  const form = new FormData();
  form.set("intent", "save");
  for (const [name, value] of Object.entries(texts) as [string, string | boolean | readonly string[]][]) {
    for (const text of toFieldTexts(value)) form.append(name, text);
  }
  return form;
}

function toFieldTexts(value: string | boolean | readonly string[]): readonly string[] {
  if (typeof value === "boolean") return value ? ["on"] : [];
  return typeof value === "string" ? [value] : value;
}
