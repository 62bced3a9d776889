import { BlockStack, Card, Select, Text } from "@shopify/polaris";
import { countOf, useShopFormats } from "./shop-formats";

interface FastMoversControlProps {
  /** Fast movers are the velocity deciles 1 to this one. */
  lastDecile: number;
  onLastDecileChange: (lastDecile: number) => void;
  /** Of the units that all variants sold in the demand window; null when nothing was sold. */
  shareOfUnits: number | null;
  skus: number;
}

const LAST_DECILES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** Says how much of what counts as fast makes how much of the sales. */
export function FastMoversControl({ lastDecile, onLastDecileChange, shareOfUnits, skus }: FastMoversControlProps) {
  const { percent, quantity } = useShopFormats();
  return (
    <Card>
      <BlockStack gap="200">
        <Select
          label="Fast movers are the fastest"
          labelInline
          options={LAST_DECILES.map((decile) => ({
            value: String(decile),
            label: decile === 10 ? "100% of what sells" : `${decile * 10}% of what sells (deciles 1 to ${decile})`,
          }))}
          value={String(lastDecile)}
          onChange={(value) => {
            onLastDecileChange(Number(value));
          }}
        />
        <Text as="p" tone="subdued">
          {shareOfUnits === null
            ? "Nothing was sold in the demand window, so nothing is fast."
            : `${countOf(skus, "SKU", quantity(skus))} made ${percent(roundShare(shareOfUnits))} of the units sold in the demand window.`}
        </Text>
      </BlockStack>
    </Card>
  );
}

/** To whole per cents: the share is a picture, not an account. */
function roundShare(share: number): number {
  return Math.round(share * 100) / 100;
}
