import { Banner, BlockStack, Text, TextField } from "@shopify/polaris";
import { useWords } from "~/words/words-context";
import type { AlertFieldsProps, ChannelActions } from "./alerts-form";
import { TestButton } from "./test-button";

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
        <TestButton label={t("alerts.email.test")} test={actions.tests.email} isChanged={actions.isChanged} />
      )}
    </BlockStack>
  );
}
