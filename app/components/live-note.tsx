import { Box, Text } from "@shopify/polaris";
import { useState } from "react";
import type { StockCheck } from "./live-rows";
import { useShopFormats, type ShopFormats } from "./shop-formats";
import { useLongWait } from "./use-long-wait";

type AnyCheck = StockCheck<{ changedRows: readonly unknown[] }>;

/** One line under the list about how fresh its quantities are; its height never changes. */
export function LiveNote({ answer }: { answer: AnyCheck | undefined }) {
  const formats = useShopFormats();
  const [lastAnswer, setLastAnswer] = useState(answer);
  if (answer !== undefined && answer !== lastAnswer) setLastAnswer(answer);
  // A page that follows the shop checks every few seconds.
  const isLongWait = useLongWait(answer === undefined);
  return (
    <Box paddingInline="400" paddingBlock="200">
      <div role="status">
        <Text as="p" variant="bodySm" tone="subdued">
          {describe(answer ?? (isLongWait ? undefined : lastAnswer), formats)}
        </Text>
      </div>
    </Box>
  );
}

function describe(answer: AnyCheck | undefined, { t, quantity }: ShopFormats): string {
  if (answer === undefined) return t("list.live.checking");
  if (answer.kind === "unavailable") return t("list.live.unavailable");
  if (answer.kind === "checked-lately") return t("list.live.checkedLately");
  const changed = answer.changedRows.length;
  return changed === 0
    ? t("list.live.checked")
    : t("list.live.changed", { count: changed, written: quantity(changed) });
}
