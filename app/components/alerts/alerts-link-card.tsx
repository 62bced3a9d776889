import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useWords } from "~/words/words-context";

/** Leads from the settings to the page of alerts. */
export function AlertsLinkCard() {
  const { t } = useWords();
  return (
    <Card>
      <InlineStack align="space-between" blockAlign="center" gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("alerts.link.title")}
          </Text>
          <Text as="p" tone="subdued">
            {t("alerts.link.body")}
          </Text>
        </BlockStack>
        <Button url="/app/alerts">{t("alerts.link.open")}</Button>
      </InlineStack>
    </Card>
  );
}
