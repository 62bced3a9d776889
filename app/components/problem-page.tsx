import { BlockStack, Button, Card, InlineStack, Page, Text } from "@shopify/polaris";

interface ProblemPageProps {
  title: string;
  /** What happened and what to do next, in the merchant's words. */
  explanation: string;
  /** Where to go on from here. */
  action: { content: string; url: string };
}

/** A page that cannot show what was asked for. */
export function ProblemPage({ title, explanation, action }: ProblemPageProps) {
  return (
    <Page title={title}>
      <Card>
        <BlockStack gap="400">
          <Text as="p">{explanation}</Text>
          <InlineStack>
            <Button url={action.url}>{action.content}</Button>
          </InlineStack>
        </BlockStack>
      </Card>
    </Page>
  );
}
