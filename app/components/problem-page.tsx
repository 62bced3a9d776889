import { BlockStack, Button, Card, InlineStack, Page, Text } from "@shopify/polaris";
import { useWords } from "~/words/words-context";

interface ProblemPageProps {
  title: string;
  /** What happened and what to do next, in the merchant's words. */
  explanation: string;
  /** What may bring the page back. */
  onTryAgain?: () => void;
}

/** A page that cannot show what was asked for; from there one can go on to the list. */
export function ProblemPage({ title, explanation, onTryAgain }: ProblemPageProps) {
  const { t } = useWords();
  return (
    <Page title={title}>
      <Card>
        <BlockStack gap="400">
          <Text as="p">{explanation}</Text>
          <InlineStack gap="200">
            {onTryAgain && (
              <Button variant="primary" onClick={onTryAgain}>
                {t("actions.tryAgain")}
              </Button>
            )}
            <Button url="/app">{t("problem.toReorderList")}</Button>
          </InlineStack>
        </BlockStack>
      </Card>
    </Page>
  );
}
