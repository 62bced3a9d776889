import { auditEntries, type AuditEntry } from "~/data/audit-entries";
import { askTogether } from "~/data/questions";
import { shopifyVendor, type VendorMatch } from "~/data/vendor-choices";
import { vendorItems, type ItemVendor } from "~/data/vendor-items";
import { isNumericId } from "./numeric-id";

/** One vendor of an item, and what it offers the item for. */
export type ItemVendorRow = ItemVendor;

/** Who supplies one item on which terms, and who changed that. */
export interface ItemVendorsReport {
  /** The preferred one first; none where the item is unassigned. */
  vendors: ItemVendorRow[];
  /** Whom Shopify names as the vendor, where that is not the preferred one; null otherwise. */
  shopifyVendor: VendorMatch | null;
  /** Changes of all this, the latest first. */
  entries: AuditEntry[];
  /** The latest of them; "0" when there is none. A form sends it back, so that no later change is overwritten unseen. */
  seenEntryId: string;
}

const ENTRIES_SHOWN = 10;

/** Reads the vendors of one item for its page; none for a variant that the shop does not have. */
export async function readItemVendors(shop: string, variantId: string): Promise<ItemVendorsReport> {
  if (!isNumericId(variantId)) return { vendors: [], shopifyVendor: null, entries: [], seenEntryId: "0" };
  const [entries, vendors, named] = await askTogether(shop, [
    auditEntries("vendor-item", variantId, { limit: ENTRIES_SHOWN }),
    vendorItems(variantId),
    shopifyVendor(variantId),
  ]);
  const preferred = vendors.find((vendor) => vendor.preferred);
  return {
    vendors,
    shopifyVendor: named?.vendorId === preferred?.vendorId ? null : named,
    entries,
    seenEntryId: entries[0]?.entryId ?? "0",
  };
}
