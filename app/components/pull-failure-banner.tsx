import { Banner, BlockStack, Text } from "@shopify/polaris";
import { useWords } from "~/words/words-context";

interface PullFailureBannerProps {
  /** What failed and what to do next. */
  message: string;
  onRetry: () => void;
  retrying: boolean;
}

/** The first pull stopped: there is no plan to fall back on, so the page is about this and about going on. */
export function PullFailureBanner({ message, onRetry, retrying }: PullFailureBannerProps) {
  const { t } = useWords();
  return (
    <Banner
      tone="critical"
      title={t("pull.stopped.title")}
      action={{ content: t("actions.tryAgain"), onAction: onRetry, loading: retrying }}
    >
      <BlockStack gap="100">
        <Text as="p">{message}</Text>
        <Text as="p">{t("pull.stopped.text")}</Text>
      </BlockStack>
    </Banner>
  );
}
