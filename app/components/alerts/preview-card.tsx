import { BlockStack, Card, Text } from "@shopify/polaris";
import { useWords } from "~/words/words-context";
import styles from "./preview.module.css";

interface PreviewCardProps {
  subject: string;
  /** A whole page. */
  html: string;
  /** False where all was told before: then it shows what stands. */
  isNew: boolean;
}

/**
 * The email as it would go now. Its frame runs no script, and belongs to nobody who could ask for anything. Its links open beside the
 * app, free of what binds the frame: Shopify's admin lets nobody frame it.
 */
export function PreviewCard({ subject, html, isNew }: PreviewCardProps) {
  const { t } = useWords();
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {t("alerts.preview.title")}
        </Text>
        <Text as="p" tone="subdued">
          {isNew ? t("alerts.preview.new") : t("alerts.preview.old")}
        </Text>
        <Text as="p">{t("alerts.preview.subject", { subject })}</Text>
        <iframe
          className={styles.email}
          title={t("alerts.preview.frame")}
          srcDoc={html.replace("<head>", '<head><base target="_blank">')}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
        />
      </BlockStack>
    </Card>
  );
}
