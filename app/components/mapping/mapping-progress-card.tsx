import { Banner, BlockStack, Card, InlineStack, ProgressBar, Spinner, Text } from "@shopify/polaris";
import type { MappingProgress } from "~/reports/mapping-report";
import { useShopFormats } from "../shop-formats";

interface MappingProgressCardProps {
  progress: MappingProgress;
  onRetry: () => void;
  retrying: boolean;
}

/** How far an import, or its undo, has come. */
export function MappingProgressCard({ progress, onRetry, retrying }: MappingProgressCardProps) {
  const { t, quantity } = useShopFormats();
  const { doing, stage, planned, toPlan, error } = progress;
  if (stage === "standing") {
    return (
      <Banner
        tone="critical"
        title={t(`mapping.progress.failed.${doing}`)}
        action={{ content: t("actions.tryAgain"), onAction: onRetry, loading: retrying }}
      >
        <Text as="p">
          {t("mapping.progress.failed.because", { reason: error ?? t("mapping.progress.failed.notBegun") })}
        </Text>
      </Banner>
    );
  }
  const title = t(`mapping.progress.${stage === "writing" ? doing : stage}`);
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack gap="200" blockAlign="center">
          <Spinner size="small" accessibilityLabel={title} />
          <div role="status">
            <Text as="p" fontWeight="medium">
              {title}
            </Text>
          </div>
        </InlineStack>
        {stage === "planning" && toPlan > 0 && (
          <>
            <ProgressBar progress={(100 * planned) / toPlan} size="small" ariaLabelledBy="mapping-progress" />
            <Text as="p" tone="subdued" numeric id="mapping-progress">
              {t("mapping.progress.planned", { planned: quantity(planned), toPlan: quantity(toPlan) })}
            </Text>
          </>
        )}
        <Text as="p" tone="subdued">
          {t("mapping.progress.leave")}
        </Text>
      </BlockStack>
    </Card>
  );
}
