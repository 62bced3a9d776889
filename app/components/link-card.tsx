import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";

interface LinkCardProps {
  title: string;
  explanation: string;
  /** What the button says, and where it leads. */
  action: string;
  url: string;
}

/** Leads from the settings to a page of its own. */
export function LinkCard({ title, explanation, action, url }: LinkCardProps) {
  return (
    <Card>
      <InlineStack align="space-between" blockAlign="center" gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
          <Text as="p" tone="subdued">
            {explanation}
          </Text>
        </BlockStack>
        <Button url={url}>{action}</Button>
      </InlineStack>
    </Card>
  );
}
