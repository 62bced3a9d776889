import { Box, Text } from "@shopify/polaris";
import { useState } from "react";
import type { StockCheck } from "./live-rows";
import { countOf, useShopFormats } from "./shop-formats";
import { useSettled } from "./use-settled";

/** A page that follows the shop checks every few seconds: an answer that comes within this time takes the former one's place. */
const WORTH_A_WORD_MS = 300;

type AnyCheck = StockCheck<{ changedRows: readonly unknown[] }>;

/** One line under the list about how fresh its quantities are; its height never changes. */
export function LiveNote({ answer }: { answer: AnyCheck | undefined }) {
  const { quantity } = useShopFormats();
  const [lastAnswer, setLastAnswer] = useState(answer);
  if (answer !== undefined && answer !== lastAnswer) setLastAnswer(answer);
  const isLongWait = useSettled(answer === undefined, WORTH_A_WORD_MS);
  return (
    <Box paddingInline="400" paddingBlock="200">
      <div role="status">
        <Text as="p" variant="bodySm" tone="subdued">
          {describe(answer ?? (isLongWait ? undefined : lastAnswer), quantity)}
        </Text>
      </div>
    </Box>
  );
}

function describe(answer: AnyCheck | undefined, quantity: (value: number) => string): string {
  if (answer === undefined) return "Checking stock with Shopify…";
  if (answer.kind === "unavailable") {
    return "Shopify did not answer just now. The quantities are those of the last update; the list works as usual.";
  }
  if (answer.kind === "checked-lately") return "Stock checked with Shopify within the last minute.";
  const changed = answer.changedRows.length;
  if (changed === 0) return "Stock checked with Shopify just now.";
  const verb = changed === 1 ? "was" : "were";
  return `Stock checked with Shopify just now: ${countOf(changed, "SKU", quantity(changed))} had changed and ${verb} planned anew.`;
}
