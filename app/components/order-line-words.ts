import { roundOrderQuantity, type OrderSizes } from "~/planning/order-quantity";
import type { VendorOrderLine } from "~/reports/vendor-order";
import { describeAbsence } from "./absence-reasons";
import type { WrittenFigure } from "./reorder-columns";
import type { ShopFormats } from "./shop-formats";

type Quantity = ShopFormats["quantity"];

/** Why more is ordered than was wanted: "Rounded up from 30: packs of 12". Undefined where it is not. */
export function describeRounding(wanted: number, sizes: OrderSizes, quantity: Quantity): string | undefined {
  const { reasons } = roundOrderQuantity(wanted, sizes);
  const packs = `packs of ${quantity(sizes.packSize)}`;
  if (!reasons.includes("minimum-order-quantity")) {
    return reasons.includes("whole-packs") ? `Rounded up from ${quantity(wanted)}: ${packs}` : undefined;
  }
  const minimum = `Raised from ${quantity(wanted)}: minimum ${quantity(sizes.minimumOrderQuantity)}`;
  return reasons.includes("whole-packs") ? `${minimum}, in ${packs}` : minimum;
}

/** What to know of a quantity that somebody entered, each as a sentence. */
export function describeEdit(line: VendorOrderLine, quantity: Quantity): string[] {
  const { edit, suggestedQuantity } = line;
  if (edit === null) return [];
  const notes = [describeFit(line, edit.wantedQuantity, quantity)];
  if (edit.suggestedQuantity !== suggestedQuantity) {
    const suggested = (units: number | null) => (units === null ? "nothing" : quantity(units));
    notes.push(
      `Suggested ${suggested(edit.suggestedQuantity)} when this was entered; now ${suggested(suggestedQuantity)}.`,
    );
  }
  return notes.filter((note) => note !== undefined);
}

/** What was entered stays when packs or the minimum change afterwards; then the order says that it does not fit any more. */
function describeFit(line: VendorOrderLine, wanted: number, quantity: Quantity): string | undefined {
  const fitting = roundOrderQuantity(line.quantity, line).quantity;
  if (fitting !== line.quantity) {
    return `Sold in ${describeSizes(line, quantity)} since then: enter ${quantity(fitting)}.`;
  }
  if (roundOrderQuantity(wanted, line).quantity !== line.quantity) return undefined;
  const reason = describeRounding(wanted, line, quantity);
  return reason && `${reason}.`;
}

/** "packs of 12, minimum 24"; "single units" where anything can be ordered. */
export function describeSizes({ packSize, minimumOrderQuantity }: OrderSizes, quantity: Quantity): string {
  const parts = [
    ...(packSize > 1 ? [`packs of ${quantity(packSize)}`] : []),
    ...(minimumOrderQuantity > 1 ? [`minimum ${quantity(minimumOrderQuantity)}`] : []),
  ];
  return parts.length === 0 ? "single units" : parts.join(", ");
}

export function nameOfLine({
  productTitle,
  variantTitle,
  sku,
}: Pick<VendorOrderLine, "productTitle" | "variantTitle" | "sku">): string {
  return [productTitle, variantTitle, sku].filter((text) => text !== null).join(" · ");
}

export function writeSuggestion(line: VendorOrderLine, formats: ShopFormats): WrittenFigure {
  if (line.suggestedQuantity !== null) return formats.quantity(line.suggestedQuantity);
  const { status, observedDays } = line;
  return {
    absence: describeAbsence(
      status === "untracked" || status === "excluded"
        ? { kind: status }
        : { kind: "insufficient-history", observedDays },
      formats,
    ),
  };
}

/** An amount of a line in the vendor's currency. */
export function writeLineMoney(
  amount: number | null,
  currency: string | null,
  { money, decimal }: ShopFormats,
): WrittenFigure {
  if (amount === null) return { absence: "No unit cost is known in the currency that the vendor charges." };
  return currency === null ? decimal(amount) : money(amount, currency);
}
