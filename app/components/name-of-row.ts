import type { ListRow } from "~/reports/reorder-row";

/** By what a SKU is told from others when it is read out. */
export function nameOfRow({ productTitle, variantTitle, sku }: Pick<ListRow, "productTitle" | "variantTitle" | "sku">) {
  return [productTitle, variantTitle, sku].filter((text) => text !== null).join(" · ");
}
