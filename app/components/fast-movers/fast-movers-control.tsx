import { BlockStack, Select, Text } from "@shopify/polaris";
import type { VelocitySummary } from "~/reports/fast-movers";
import { toWholePercent } from "../percent";
import { countOf, useShopFormats } from "../shop-formats";

interface FastMoversControlProps {
  /** The velocity deciles that are shown. */
  deciles: readonly number[];
  velocity: VelocitySummary;
  /** Fast movers become the deciles 1 to this one. */
  onLastDecileChange: (lastDecile: number) => void;
}

const LAST_DECILES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
/** Deciles out of an address that are no row from 1 on, such as 2 and 5. */
const OTHER = "other";

/** Chooses what counts as fast, and says how much of the sales it makes. */
export function FastMoversControl({ deciles, velocity, onLastDecileChange }: FastMoversControlProps) {
  const isRowFromOne = deciles.every((decile, index) => decile === index + 1);
  const options = LAST_DECILES.map((decile) => ({ value: String(decile), label: describeDeciles(decile) }));
  return (
    <BlockStack gap="200">
      <Select
        label="Show"
        labelInline
        options={isRowFromOne ? options : [{ value: OTHER, label: `Deciles ${deciles.join(", ")}` }, ...options]}
        value={isRowFromOne ? String(deciles.length) : OTHER}
        onChange={(value) => {
          if (value !== OTHER) onLastDecileChange(Number(value));
        }}
      />
      <ShareOfUnits deciles={deciles} velocity={velocity} />
    </BlockStack>
  );
}

function describeDeciles(last: number): string {
  if (last === 1) return "The fastest tenth of what sells (decile 1)";
  return last === 10
    ? "All that sells (deciles 1 to 10)"
    : `The fastest ${last} tenths of what sells (deciles 1 to ${last})`;
}

function ShareOfUnits({ deciles, velocity }: Pick<FastMoversControlProps, "deciles" | "velocity">) {
  const { percent, quantity } = useShopFormats();
  const shown = velocity.deciles.filter(({ decile }) => deciles.includes(decile));
  const skus = shown.reduce((total, line) => total + line.skus, 0);
  const share = shown.reduce((total, line) => total + line.shareOfUnits, 0);
  return (
    <Text as="p" tone="subdued">
      {velocity.units === 0
        ? "Nothing was sold in the demand window, so no SKU has a speed."
        : `${countOf(skus, "SKU", quantity(skus))} of the ${quantity(velocity.skusWithSales)} that sell made ${percent(toWholePercent(share))} of all units sold in the demand window.`}
    </Text>
  );
}
