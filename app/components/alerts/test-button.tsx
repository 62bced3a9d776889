import { BlockStack, Button, Text } from "@shopify/polaris";
import { useWords } from "~/words/words-context";
import type { ChannelActions, ChannelTest } from "./alerts-form";

interface TestButtonProps extends Pick<ChannelActions, "isChanged"> {
  label: string;
  test: ChannelTest;
}

/** Sends a test, and says why one did not arrive. A test knows what is stored alone, so that it waits until all is. */
export function TestButton({ label, test, isChanged }: TestButtonProps) {
  const { t } = useWords();
  const { send, isUnderWay, failure } = test;
  return (
    <BlockStack gap="100" inlineAlign="start">
      <Button onClick={send} loading={isUnderWay} disabled={isChanged}>
        {label}
      </Button>
      {isChanged && (
        <Text as="span" tone="subdued">
          {t("alerts.test.unsaved")}
        </Text>
      )}
      {failure !== null && (
        <div role="alert">
          <Text as="p" tone="critical" breakWord>
            {`${t("alerts.test.failed")}. ${failure}`}
          </Text>
        </div>
      )}
    </BlockStack>
  );
}
