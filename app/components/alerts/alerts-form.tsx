import { BlockStack, Card, Checkbox, Form, Layout } from "@shopify/polaris";
import type { ReactNode } from "react";
import type { AlertsReport, NextDigest } from "~/reports/alerts-report";
import { useWords } from "~/words/words-context";
import { useFaultFocus } from "../use-fault-focus";
import type { VendorSearch } from "../vendor-search";
import type { AlertFormErrors, AlertTexts } from "./alert-texts";
import { EmailFields } from "./email-fields";
import { StatusChoices } from "./status-choices";
import { VendorScope } from "./vendor-scope";
import { WebhookFields } from "./webhook-fields";
import { WhenFields } from "./when-fields";

/** What each part of the form gets. */
export interface AlertFieldsProps {
  texts: AlertTexts;
  errors: AlertFormErrors;
  onChange: (changes: Partial<AlertTexts>) => void;
  disabled: boolean;
}

/** Whether what is sent by a way arrives. */
export interface ChannelTest {
  send: () => void;
  isUnderWay: boolean;
  /** Why the last one did not arrive. */
  failure: string | null;
}

/** What can be done with what is stored, besides changing it. */
export interface ChannelActions {
  /** Whether something is typed that a test would not know yet. */
  isChanged: boolean;
  tests: Record<"email" | "webhook", ChannelTest>;
  onRemoveWebhook: () => void;
  onNewSecret: () => void;
}

interface AlertsFormProps extends AlertFieldsProps {
  report: AlertsReport;
  nextDigest: NextDigest;
  actions: ChannelActions;
  vendorSearch: VendorSearch;
  onSubmit: () => void;
}

/** What a shop's staff is told of, when, and by which ways. Errors stand at their fields, and the first of them gets the focus. */
export function AlertsForm({ report, nextDigest, actions, vendorSearch, onSubmit, ...fields }: AlertsFormProps) {
  const { t } = useWords();
  const { texts, errors, onChange, disabled } = fields;
  const form = useFaultFocus(errors, disabled);

  return (
    <div ref={form}>
      <Form onSubmit={onSubmit} noValidate>
        <Layout>
          <Section title={t("alerts.what.title")} explanation={t("alerts.what.body")}>
            <StatusChoices {...fields} statuses={report.statuses} />
            <VendorScope {...fields} chosenVendors={report.vendors} search={vendorSearch} />
            <Checkbox
              label={t("alerts.what.home")}
              checked={texts.showsOnHome}
              onChange={(showsOnHome) => {
                onChange({ showsOnHome });
              }}
              disabled={disabled}
            />
          </Section>
          <Section title={t("alerts.when.title")} explanation={t("alerts.when.body")}>
            <WhenFields {...fields} nextDigest={nextDigest} />
          </Section>
          <Section title={t("alerts.email.title")} explanation={t("alerts.email.body")}>
            <EmailFields
              {...fields}
              actions={actions}
              isMailSetUp={report.isMailSetUp}
              stored={report.settings.emails}
            />
          </Section>
          <Section title={t("alerts.webhook.title")} explanation={t("alerts.webhook.body")}>
            <WebhookFields {...fields} actions={actions} webhook={report.webhook} />
          </Section>
        </Layout>
      </Form>
    </div>
  );
}

function Section({ title, explanation, children }: { title: string; explanation: string; children: ReactNode }) {
  return (
    <Layout.AnnotatedSection title={title} description={explanation}>
      <Card>
        <BlockStack gap="400">{children}</BlockStack>
      </Card>
    </Layout.AnnotatedSection>
  );
}
