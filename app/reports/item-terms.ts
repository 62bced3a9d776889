import { auditEntries, type AuditEntry } from "~/data/audit-entries";
import { askTogether } from "~/data/questions";
import { SETTINGS } from "~/data/shop-settings";
import { termLevels } from "~/data/term-levels";
import { completeShopTerms, type TermLevels } from "~/planning/resolve-terms";
import { isNumericId } from "./numeric-id";

/** What is set for one item at each level, and who changed the item's own terms. */
export interface ItemTermsReport {
  levels: TermLevels;
  /** Changes of the item's own terms, the latest first. */
  entries: AuditEntry[];
  /** The latest of them; "0" when there is none. A form sends it back, so that no later change is overwritten unseen. */
  seenEntryId: string;
}

const ENTRIES_SHOWN = 10;

/** Reads the terms of one item for its page; null when the shop has no such variant. */
export async function readItemTerms(shop: string, variantId: string): Promise<ItemTermsReport | null> {
  if (!isNumericId(variantId)) return null;
  const [entries, settings, set] = await askTogether(shop, [
    auditEntries("item-policy", variantId, { limit: ENTRIES_SHOWN }),
    SETTINGS,
    termLevels(variantId),
  ]);
  if (set === null) return null;
  const levels = { ...set, shop: completeShopTerms(settings) };
  return { levels, entries, seenEntryId: entries[0]?.entryId ?? "0" };
}
