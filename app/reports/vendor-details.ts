import { readAuditEntries, type AuditEntry } from "~/data/audit-entries";
import { isUnused, readVendorUses, type VendorUses } from "~/data/retire-vendor";
import { readSettings } from "~/data/shop-settings";
import { readShop } from "~/data/shops";
import { readOtherVendorNames, readVendorDetails, type StoredVendor, type VendorDetails } from "~/data/vendor-details";
import { readVendorSkuClashes, type VendorSkuClash } from "~/data/vendor-sku-clashes";
import { CURRENCY_CODES } from "~/data/currency-codes";
import { completeShopTerms, type ItemTerms } from "~/planning/resolve-terms";
import type { Language } from "~/words/words";
import { isNumericId } from "./numeric-id";

export type { StoredVendor, VendorDetails, VendorSkuClash, VendorUses };

/** What holds for a vendor for which nothing else is entered. */
export interface VendorDefaults {
  terms: ItemTerms;
  /** ISO 4217 code; null until Shopify was asked. */
  currency: string | null;
  /**
   * What a vendor can charge in, named in the language that was asked for. Named here, since browsers do not all call a
   * currency the same as the server does.
   */
  currencies: readonly { code: string; name: string }[];
}

const currenciesByLanguage = new Map<Language, VendorDefaults["currencies"]>();

function nameCurrencies(language: Language): VendorDefaults["currencies"] {
  const known = currenciesByLanguage.get(language);
  if (known) return known;
  const names = new Intl.DisplayNames(language, { type: "currency" });
  const named = CURRENCY_CODES.map((code) => ({ code, name: names.of(code) ?? code }));
  currenciesByLanguage.set(language, named);
  return named;
}

/** A vendor with all that its page of details shows. */
export interface VendorDetailsReport {
  vendor: StoredVendor;
  defaults: VendorDefaults;
  /** Names besides the one shown, in the form by which they are compared. */
  otherNames: string[];
  uses: VendorUses;
  canBeDeleted: boolean;
  /** The first of its vendor SKUs that name several SKUs. */
  clashes: VendorSkuClash[];
  /** What was changed of it, the latest first. */
  entries: AuditEntry[];
  /** The latest of them; "0" when there is none. A form sends it back, so that no later change is overwritten unseen. */
  seenEntryId: string;
}

const ENTRIES_SHOWN = 20;
const CLASHES_SHOWN = 5;

/** Reads one vendor's details; null when the shop has no such vendor. */
export async function readVendorDetailsReport(
  shop: string,
  vendorId: string,
  language: Language,
): Promise<VendorDetailsReport | null> {
  if (!isNumericId(vendorId)) return null;
  // First, so that a change that comes between the two readings is one that the form has not seen.
  const entries = await readAuditEntries(shop, "vendor", vendorId, { limit: ENTRIES_SHOWN });
  const vendor = await readVendorDetails(shop, vendorId);
  if (vendor === null) return null;
  const [defaults, otherNames, uses, clashes] = await Promise.all([
    readVendorDefaults(shop, language),
    readOtherVendorNames(shop, vendorId, vendor.name),
    readVendorUses(shop, vendorId),
    readVendorSkuClashes(shop, vendorId, { limit: CLASHES_SHOWN }),
  ]);
  const seenEntryId = entries[0]?.entryId ?? "0";
  return { vendor, defaults, otherNames, uses, canBeDeleted: isUnused(uses), clashes, entries, seenEntryId };
}

/** Reads what a new vendor begins with. */
export async function readVendorDefaults(shop: string, language: Language): Promise<VendorDefaults> {
  const [settings, stored] = await Promise.all([readSettings(shop), readShop(shop)]);
  return {
    terms: completeShopTerms(settings),
    currency: stored?.currency ?? null,
    currencies: nameCurrencies(language),
  };
}
