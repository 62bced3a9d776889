import { Banner, BlockStack, Card, InlineStack, ProgressBar, Spinner, Text } from "@shopify/polaris";
import type { MappingProgress } from "~/reports/mapping-report";
import { useShopFormats } from "../shop-formats";

interface MappingProgressCardProps {
  progress: MappingProgress;
  onRetry: () => void;
  retrying: boolean;
}

const WORDS = {
  applying: { writing: "Applying the file", failed: "The file could not be applied" },
  undoing: { writing: "Undoing the import", failed: "The import could not be undone" },
};

/** How far an import, or its undo, has come. */
export function MappingProgressCard({ progress, onRetry, retrying }: MappingProgressCardProps) {
  const { quantity } = useShopFormats();
  const { doing, stage, planned, toPlan, error } = progress;
  if (stage === "standing") {
    return (
      <Banner
        tone="critical"
        title={WORDS[doing].failed}
        action={{ content: "Try again", onAction: onRetry, loading: retrying }}
      >
        <Text as="p">{`Nothing was changed. ${error ?? "Its work did not begin."}`}</Text>
      </Banner>
    );
  }
  const title = stage === "writing" ? WORDS[doing].writing : "Planning the items that were touched";
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack gap="200" blockAlign="center">
          <Spinner size="small" accessibilityLabel={title} />
          <div role="status">
            <Text as="p" fontWeight="medium">{`${title}…`}</Text>
          </div>
        </InlineStack>
        {stage === "planning" && toPlan > 0 && (
          <>
            <ProgressBar progress={(100 * planned) / toPlan} size="small" ariaLabelledBy="mapping-progress" />
            <Text as="p" tone="subdued" numeric id="mapping-progress">
              {`Planning ${quantity(planned)} of ${quantity(toPlan)}`}
            </Text>
          </>
        )}
        <Text as="p" tone="subdued">
          You can leave this page meanwhile.
        </Text>
      </BlockStack>
    </Card>
  );
}
