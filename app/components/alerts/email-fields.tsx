import { Banner, BlockStack, Button, InlineStack, Text, TextField } from "@shopify/polaris";
import { useWords } from "~/words/words-context";
import type { AlertFieldsProps, ChannelActions } from "./alerts-form";

interface EmailFieldsProps extends AlertFieldsProps {
  isMailSetUp: boolean;
  /** The stored addresses. */
  stored: readonly string[];
  actions: ChannelActions;
}

/** Who gets emails. */
export function EmailFields({ isMailSetUp, stored, actions, texts, errors, onChange, disabled }: EmailFieldsProps) {
  const { t } = useWords();
  return (
    <BlockStack gap="300">
      {!isMailSetUp && (
        <Banner tone="info" title={t("alerts.email.notSetUp")}>
          <Text as="p">{t("alerts.email.notSetUpBody")}</Text>
        </Banner>
      )}
      <TextField
        name="emails"
        label={t("alerts.email.addresses")}
        helpText={t("alerts.email.addressesHelp")}
        multiline={3}
        autoComplete="email"
        spellCheck={false}
        value={texts.emails}
        onChange={(emails) => {
          onChange({ emails });
        }}
        disabled={disabled}
        {...(errors.emails !== undefined && { error: errors.emails })}
      />
      {isMailSetUp && stored.length > 0 && (
        <InlineStack>
          <TestButton channel="email" label={t("alerts.email.test")} actions={actions} />
        </InlineStack>
      )}
    </BlockStack>
  );
}

interface TestButtonProps {
  channel: "email" | "webhook";
  label: string;
  actions: ChannelActions;
}

/** A test knows what is stored alone, so that it waits until all is. */
export function TestButton({ channel, label, actions }: TestButtonProps) {
  const { t } = useWords();
  const { isChanged, testing, onTest } = actions;
  return (
    <BlockStack gap="100" inlineAlign="start">
      <Button
        onClick={() => {
          onTest(channel);
        }}
        loading={testing}
        disabled={isChanged}
      >
        {label}
      </Button>
      {isChanged && (
        <Text as="span" tone="subdued">
          {t("alerts.test.unsaved")}
        </Text>
      )}
    </BlockStack>
  );
}
