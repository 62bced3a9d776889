import { roundOrderQuantity, type OrderSizes } from "~/planning/order-quantity";
import type { VendorOrderLine } from "~/reports/vendor-order";
import { describeAbsence } from "./absence-reasons";
import type { WrittenFigure } from "./reorder-columns";
import type { ShopFormats } from "./shop-formats";

/** Why more is ordered than was wanted: "Rounded up from 30: packs of 12". Undefined where it is not. */
export function describeRounding(wanted: number, sizes: OrderSizes, { t, quantity }: ShopFormats): string | undefined {
  const { reasons } = roundOrderQuantity(wanted, sizes);
  if (reasons.length === 0) return undefined;
  const values = {
    wanted: quantity(wanted),
    pack: quantity(sizes.packSize),
    minimum: quantity(sizes.minimumOrderQuantity),
  };
  if (!reasons.includes("minimum-order-quantity")) return t("vendorOrder.quantity.roundedUp", values);
  return t(
    reasons.includes("whole-packs") ? "vendorOrder.quantity.raisedInPacks" : "vendorOrder.quantity.raised",
    values,
  );
}

/** What to know of a quantity that somebody entered, each as a sentence. */
export function describeEdit(line: VendorOrderLine, formats: ShopFormats): string[] {
  const { edit, suggestedQuantity } = line;
  if (edit === null) return [];
  const { t, quantity } = formats;
  const notes = [describeFit(line, edit.wantedQuantity, formats)];
  if (edit.suggestedQuantity !== suggestedQuantity) {
    const write = (units: number | null) => (units === null ? t("vendorOrder.quantity.nothing") : quantity(units));
    const [before, now] = [write(edit.suggestedQuantity), write(suggestedQuantity)];
    notes.push(t("vendorOrder.quantity.suggestionChanged", { before, now }));
  }
  return notes.filter((note) => note !== undefined);
}

/** What was entered stays when packs or the minimum change afterwards; then the order says that it does not fit any more. */
function describeFit(line: VendorOrderLine, wanted: number, formats: ShopFormats): string | undefined {
  const fitting = roundOrderQuantity(line.quantity, line).quantity;
  if (fitting !== line.quantity) {
    const sizes = describeSizes(line, formats);
    return formats.t("vendorOrder.quantity.fitsNoMore", { sizes, fitting: formats.quantity(fitting) });
  }
  if (roundOrderQuantity(wanted, line).quantity !== line.quantity) return undefined;
  const reason = describeRounding(wanted, line, formats);
  return reason && `${reason}.`;
}

/** "packs of 12, minimum 24"; "single units" where anything can be ordered. */
export function describeSizes({ packSize, minimumOrderQuantity }: OrderSizes, { t, quantity }: ShopFormats): string {
  const pack = quantity(packSize);
  const minimum = quantity(minimumOrderQuantity);
  if (packSize > 1 && minimumOrderQuantity > 1) return t("vendorOrder.sizes.packsAndMinimum", { pack, minimum });
  if (packSize > 1) return t("vendorOrder.sizes.packs", { pack });
  return minimumOrderQuantity > 1 ? t("vendorOrder.sizes.minimum", { minimum }) : t("vendorOrder.sizes.single");
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
  { t, money, decimal }: ShopFormats,
): WrittenFigure {
  if (amount === null) return { absence: t("vendorOrder.noLineCost") };
  return currency === null ? decimal(amount) : money(amount, currency);
}
