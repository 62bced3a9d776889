import { Box, Text } from "@shopify/polaris";
import type { LiveAnswer } from "./live-rows";
import { countOf, useShopFormats } from "./shop-formats";

/** One line under the list about how fresh its quantities are; its height never changes. */
export function LiveNote({ answer, corrected }: { answer: LiveAnswer | undefined; corrected: number }) {
  const { quantity } = useShopFormats();
  return (
    <Box paddingInline="400" paddingBlock="200">
      <div role="status">
        <Text as="p" variant="bodySm" tone="subdued">
          {describe(answer, corrected, quantity)}
        </Text>
      </div>
    </Box>
  );
}

function describe(answer: LiveAnswer | undefined, corrected: number, quantity: (value: number) => string): string {
  if (answer === undefined) return "Checking stock with Shopify…";
  if (answer.kind === "unavailable") {
    return "Shopify did not answer just now. The quantities are those of the last update; the list works as usual.";
  }
  if (corrected === 0) return "Stock checked with Shopify just now.";
  const rows = countOf(corrected, "SKU", quantity(corrected));
  return `Stock checked with Shopify just now: ${rows} had changed, and ${corrected === 1 ? "its" : "their"} plan follows.`;
}
