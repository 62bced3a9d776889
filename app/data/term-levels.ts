import type { TermLevels } from "~/planning/resolve-terms";
import { question, type Question } from "./questions";
import { ITEM_TERMS, selectTerms, VENDOR_ITEM_TERMS, VENDOR_TERMS } from "./term-columns";

/** What is set for a variant at each level below the shop; null when the shop has no such variant. */
export function termLevels(variantId: string): Question<Omit<TermLevels, "shop"> | null> {
  return question(
    (values) => `SELECT ${selectTerms("policy", ITEM_TERMS)} AS item,
        ${selectTerms("preferred", VENDOR_ITEM_TERMS)} AS "vendorItem",
        ${selectTerms("vendors", VENDOR_TERMS)} AS vendor
      FROM variants
        LEFT JOIN item_policies AS policy USING (shop, variant_id)
        LEFT JOIN vendor_items AS preferred ON preferred.shop = $1 AND preferred.variant_id = variants.variant_id
          AND preferred.preferred
        LEFT JOIN vendors ON vendors.shop = $1 AND vendors.vendor_id = preferred.vendor_id
      WHERE variants.shop = $1 AND variants.variant_id = ${values.add(variantId)}::bigint AND deleted_at IS NULL`,
    ([levels]: readonly Omit<TermLevels, "shop">[]) => levels ?? null,
  );
}
