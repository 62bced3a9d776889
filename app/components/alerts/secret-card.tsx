import { Banner, BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import { useEffect, useRef } from "react";
import { useWords } from "~/words/words-context";
import { CopiedText } from "../tokens/made-token-card";

interface SecretCardProps {
  secret: string;
  onDone: () => void;
}

/** What a receiver checks signatures with, which is shown this once. */
export function SecretCard({ secret, onDone }: SecretCardProps) {
  const { t } = useWords();
  const place = useRef<HTMLDivElement>(null);

  useEffect(() => {
    place.current?.querySelector("input")?.focus();
  }, [secret]);

  return (
    <div ref={place}>
      <Banner tone="warning" title={t("alerts.webhook.secretTitle")}>
        <BlockStack gap="300">
          <Text as="p">{t("alerts.webhook.secretBody")}</Text>
          <CopiedText label={t("alerts.webhook.secretLabel")} text={secret} />
          <InlineStack>
            <Button onClick={onDone}>{t("alerts.webhook.secretDone")}</Button>
          </InlineStack>
        </BlockStack>
      </Banner>
    </div>
  );
}
