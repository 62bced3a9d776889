import { Banner, BlockStack, Text } from "@shopify/polaris";

interface PullFailureBannerProps {
  /** What failed and what to do next. */
  message: string;
  onRetry: () => void;
  retrying: boolean;
}

/** The first pull stopped: there is no plan to fall back on, so the page is about this and about going on. */
export function PullFailureBanner({ message, onRetry, retrying }: PullFailureBannerProps) {
  return (
    <Banner
      tone="critical"
      title="Reading your shop from Shopify stopped"
      action={{ content: "Try again", onAction: onRetry, loading: retrying }}
    >
      <BlockStack gap="100">
        <Text as="p">{message}</Text>
        <Text as="p">Trying again goes on where it stopped; what has been read so far is kept.</Text>
      </BlockStack>
    </Banner>
  );
}
