import { BlockStack, Button, InlineStack, Text, TextField } from "@shopify/polaris";
import type { AlertsReport } from "~/reports/alerts-report";
import type { Words } from "~/words/words";
import { useWords } from "~/words/words-context";
import type { AlertFieldsProps, ChannelActions } from "./alerts-form";
import { TestButton } from "./email-fields";

interface WebhookFieldsProps extends AlertFieldsProps {
  webhook: AlertsReport["webhook"];
  actions: ChannelActions;
}

/** Where messages are posted. A stored address is not shown: whoever knows it can post there. */
export function WebhookFields({ webhook, actions, texts, errors, onChange, disabled }: WebhookFieldsProps) {
  const { t } = useWords();
  const stored = describeStored(webhook, t);
  return (
    <BlockStack gap="300">
      {stored !== null && <Text as="p">{stored}</Text>}
      <TextField
        type="url"
        name="webhookAddress"
        label={t("alerts.webhook.address")}
        helpText={t("alerts.webhook.addressHelp")}
        autoComplete="off"
        spellCheck={false}
        value={texts.webhookAddress}
        onChange={(webhookAddress) => {
          onChange({ webhookAddress });
        }}
        disabled={disabled}
        {...(errors.webhookAddress !== undefined && { error: errors.webhookAddress })}
      />
      {webhook.kind !== "none" && <StoredWebhook isReadable={webhook.kind === "stored"} actions={actions} />}
    </BlockStack>
  );
}

function describeStored(webhook: AlertsReport["webhook"], t: Words["t"]): string | null {
  if (webhook.kind === "stored") return t("alerts.webhook.stored", { host: webhook.host });
  return webhook.kind === "unreadable" ? t("alerts.webhook.unreadable") : null;
}

function StoredWebhook({ isReadable, actions }: { isReadable: boolean; actions: ChannelActions }) {
  const { t } = useWords();
  return (
    <InlineStack gap="200" blockAlign="start">
      {isReadable && (
        <>
          <TestButton channel="webhook" label={t("alerts.webhook.test")} actions={actions} />
          <Button onClick={actions.onNewSecret} disabled={actions.isChanged}>
            {t("alerts.webhook.newSecret")}
          </Button>
        </>
      )}
      <Button tone="critical" variant="plain" onClick={actions.onRemoveWebhook} disabled={actions.isChanged}>
        {t("alerts.webhook.remove")}
      </Button>
    </InlineStack>
  );
}
