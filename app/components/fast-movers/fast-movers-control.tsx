import { BlockStack, Select, Text } from "@shopify/polaris";
import type { VelocitySummary } from "~/reports/fast-movers";
import type { Words } from "~/words/words";
import { toWholePercent } from "../percent";
import { useShopFormats } from "../shop-formats";

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
  const { t } = useShopFormats();
  const isRowFromOne = deciles.every((decile, index) => decile === index + 1);
  const options = LAST_DECILES.map((decile) => ({ value: String(decile), label: describeDeciles(decile, t) }));
  return (
    <BlockStack gap="200">
      <Select
        label={t("fastMovers.control.show")}
        labelInline
        options={isRowFromOne ? options : [{ value: OTHER, label: nameOther(deciles, t) }, ...options]}
        value={isRowFromOne ? String(deciles.length) : OTHER}
        onChange={(value) => {
          if (value !== OTHER) onLastDecileChange(Number(value));
        }}
      />
      <ShareOfUnits deciles={deciles} velocity={velocity} />
    </BlockStack>
  );
}

function nameOther(deciles: readonly number[], t: Words["t"]): string {
  return t("fastMovers.control.deciles", { deciles: deciles.join(", ") });
}

function describeDeciles(last: number, t: Words["t"]): string {
  if (last === 1) return t("fastMovers.control.fastest");
  return last === 10 ? t("fastMovers.control.all") : t("fastMovers.control.upTo", { last });
}

function ShareOfUnits({ deciles, velocity }: Pick<FastMoversControlProps, "deciles" | "velocity">) {
  const { t, percent, quantity } = useShopFormats();
  const shown = velocity.deciles.filter(({ decile }) => deciles.includes(decile));
  const skus = shown.reduce((total, line) => total + line.skus, 0);
  const share = shown.reduce((total, line) => total + line.shareOfUnits, 0);
  return (
    <Text as="p" tone="subdued">
      {velocity.units === 0
        ? t("fastMovers.control.noSales")
        : t("fastMovers.control.share", {
            count: skus,
            written: quantity(skus),
            selling: quantity(velocity.skusWithSales),
            share: percent(toWholePercent(share)),
          })}
    </Text>
  );
}
