import { BlockStack, Button, InlineStack, Modal, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import type { AlertsReport } from "~/reports/alerts-report";
import type { Words } from "~/words/words";
import { useWords } from "~/words/words-context";
import { returnFocus } from "../return-focus";
import type { AlertFieldsProps, ChannelActions } from "./alerts-form";
import { TestButton } from "./test-button";

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

/** What can be done to a webhook that can't be undone. */
type Change = "newSecret" | "remove";

interface StoredWebhookProps {
  isReadable: boolean;
  actions: ChannelActions;
}

function StoredWebhook({ isReadable, actions }: StoredWebhookProps) {
  const { t } = useWords();
  const [asked, setAsked] = useState<{ change: Change; opener: Element | null }>();
  const ask = (change: Change) => () => {
    setAsked({ change, opener: document.activeElement });
  };
  const close = () => {
    setAsked(undefined);
    returnFocus(asked?.opener ?? null);
  };
  return (
    <>
      <InlineStack gap="200" blockAlign="start">
        {isReadable && (
          <>
            <TestButton label={t("alerts.webhook.test")} test={actions.tests.webhook} isChanged={actions.isChanged} />
            <Button onClick={ask("newSecret")} disabled={actions.isChanged}>
              {t("alerts.webhook.newSecret")}
            </Button>
          </>
        )}
        <Button tone="critical" variant="plain" onClick={ask("remove")} disabled={actions.isChanged}>
          {t("alerts.webhook.remove")}
        </Button>
      </InlineStack>
      {asked !== undefined && <Question change={asked.change} actions={actions} onClose={close} />}
    </>
  );
}

interface QuestionProps {
  change: Change;
  actions: ChannelActions;
  onClose: () => void;
}

function Question({ change, actions, onClose }: QuestionProps) {
  const { t } = useWords();
  return (
    <Modal
      open
      size="small"
      onClose={onClose}
      title={t(`alerts.webhook.${change}Title`)}
      primaryAction={{
        content: t(`alerts.webhook.${change}Confirm`),
        destructive: true,
        onAction: () => {
          if (change === "remove") actions.onRemoveWebhook();
          else actions.onNewSecret();
          onClose();
        },
      }}
      secondaryActions={[{ content: t("actions.cancel"), onAction: onClose }]}
    >
      <Modal.Section>
        <Text as="p">{t(`alerts.webhook.${change}Body`)}</Text>
      </Modal.Section>
    </Modal>
  );
}
