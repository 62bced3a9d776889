import { SaveBar } from "@shopify/app-bridge-react";
import { Banner, BlockStack, Page, Text } from "@shopify/polaris";
import { AlertsForm, type ChannelActions } from "~/components/alerts/alerts-form";
import { DeliveriesCard } from "~/components/alerts/deliveries-card";
import { PreviewCard } from "~/components/alerts/preview-card";
import { SecretCard } from "~/components/alerts/secret-card";
import { AuditTrailCard } from "~/components/audit-trail-card";
import { ChangedMeanwhile } from "~/components/changed-meanwhile";
import type { ShopFormats } from "~/components/shop-formats";
import type { AlertsReport, NextDigest } from "~/reports/alerts-report";
import type { DigestPreview } from "~/sync/alerts/preview";
import { useWords } from "~/words/words-context";
import { useVendorChoices } from "../vendors/use-vendor-choices";
import { useAlertsForm } from "./use-alerts-form";
import { useTest } from "./use-test";

const describeEntry = ({ field }: AlertsReport["entries"][number], { t }: ShopFormats) => t(`alerts.trail.${field}`);

interface AlertsPageProps {
  report: AlertsReport;
  nextDigest: NextDigest;
  preview: DigestPreview;
}

/** What a shop's staff is told of what runs out: chosen, tried, and what was sent. */
export function AlertsPage({ report, nextDigest, preview }: AlertsPageProps) {
  const { t } = useWords();
  const form = useAlertsForm(report);
  const tests = { email: useTest("email"), webhook: useTest("webhook") };
  const { isChanged, isSaving } = form;
  const vendorSearch = useVendorChoices({ scope: "supplying", isWanted: form.texts.choosesVendors });
  const actions: ChannelActions = {
    isChanged: isChanged || isSaving,
    tests,
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
        {Object.keys(form.errors).length > 0 && (
          <Banner tone="critical" title={t("alerts.form.nothingSaved")}>
            <Text as="p">{t("alerts.form.correct")}</Text>
          </Banner>
        )}
        {form.changedMeanwhile.length > 0 && (
          <ChangedMeanwhile subject="alerts" entries={form.changedMeanwhile} describe={describeEntry} />
        )}
        <AlertsForm
          report={report}
          nextDigest={nextDigest}
          texts={form.texts}
          errors={form.errors}
          onChange={form.change}
          onSubmit={form.save}
          disabled={isSaving}
          actions={actions}
          vendorSearch={vendorSearch}
        />
        <PreviewCard {...preview} />
        <DeliveriesCard deliveries={report.deliveries} />
        <AuditTrailCard
          title={t("alerts.trail.title")}
          emptyText={t("alerts.trail.empty")}
          entries={report.entries}
          describe={describeEntry}
        />
      </BlockStack>
    </Page>
  );
}
