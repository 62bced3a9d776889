import { BlockStack, Card, InlineStack, Text } from "@shopify/polaris";
import { useWords } from "~/words/words-context";
import type { ExplanationStep } from "./plan-explanation";
import { Figure } from "./figure";

/** The steps from the sales to the order: each result beside how it comes about. */
export function PlanExplanationCard({ steps }: { steps: readonly ExplanationStep[] }) {
  const { t } = useWords();
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("explanation.title")}
          </Text>
          <Text as="p" variant="bodySm" tone="subdued">
            {t("explanation.rounding")}
          </Text>
        </BlockStack>
        {steps.map((step) => (
          <BlockStack key={step.title} gap="050">
            <InlineStack align="space-between" blockAlign="baseline" gap="400">
              <Text as="h3" variant="headingSm">
                {step.title}
              </Text>
              <Text as="span" fontWeight="medium">
                <Figure written={step.result} />
              </Text>
            </InlineStack>
            <Text as="p" tone="subdued">
              {step.sentence}
            </Text>
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  );
}
