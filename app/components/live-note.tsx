import { Box, Text } from "@shopify/polaris";
import type { LiveAnswer } from "./live-rows";
import { countOf, useShopFormats } from "./shop-formats";

/** One line under the list about how fresh its quantities are; its height never changes. */
export function LiveNote({ answer }: { answer: LiveAnswer | undefined }) {
  const { quantity } = useShopFormats();
  return (
    <Box paddingInline="400" paddingBlock="200">
      <div role="status">
        <Text as="p" variant="bodySm" tone="subdued">
          {describe(answer, quantity)}
        </Text>
      </div>
    </Box>
  );
}

function describe(answer: LiveAnswer | undefined, quantity: (value: number) => string): string {
  if (answer === undefined) return "Checking stock with Shopify…";
  if (answer.kind === "unavailable") {
    return "Shopify did not answer just now. The quantities are those of the last update; the list works as usual.";
  }
  const changed = answer.changedRows.length;
  if (changed === 0) return "Stock checked with Shopify just now.";
  const verb = changed === 1 ? "was" : "were";
  return `Stock checked with Shopify just now: ${countOf(changed, "SKU", quantity(changed))} had changed and ${verb} planned anew.`;
}
