import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useWords } from "~/words/words-context";

/** Leads from the settings to the page of API tokens. */
export function TokensLinkCard() {
  const { t } = useWords();
  return (
    <Card>
      <InlineStack align="space-between" blockAlign="center" gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("tokens.title")}
          </Text>
          <Text as="p" tone="subdued">
            {t("tokens.link.text")}
          </Text>
        </BlockStack>
        <Button url="/app/settings/tokens">{t("tokens.link.manage")}</Button>
      </InlineStack>
    </Card>
  );
}
