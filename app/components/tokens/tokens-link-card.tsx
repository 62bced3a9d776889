import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";

/** Leads from the settings to the page of API tokens. */
export function TokensLinkCard() {
  return (
    <Card>
      <InlineStack align="space-between" blockAlign="center" gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            API tokens
          </Text>
          <Text as="p" tone="subdued">
            With a token, scripts, spreadsheets and assistants get the same rows as this app.
          </Text>
        </BlockStack>
        <Button url="/app/settings/tokens">Manage tokens</Button>
      </InlineStack>
    </Card>
  );
}
