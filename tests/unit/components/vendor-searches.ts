import { vi } from "vitest";
import type { FoundVendor, VendorChoices, VendorSearch } from "~/components/vendor-search";

export function foundVendors(
  names: Readonly<Record<string, string>>,
  changes: Partial<VendorChoices> = {},
): VendorChoices {
  const vendors = Object.entries(names).map(([vendorId, name]): FoundVendor => ({ vendorId, name, isArchived: false }));
  return { q: "", vendors, more: 0, named: null, ...changes };
}

/** A search that was answered. */
export function vendorSearch(changes: Partial<VendorSearch> = {}) {
  const idle = { choices: foundVendors({}), isSearching: false, hasFailed: false };
  return {
    ...idle,
    onSearch: vi.fn<VendorSearch["onSearch"]>(),
    onRetry: vi.fn<VendorSearch["onRetry"]>(),
    ...changes,
  };
}
