import type { NO_VENDOR as NoVendor } from "~/reports/reorder-query";

/** For the SKUs that no vendor supplies. */
export const NO_VENDOR: typeof NoVendor = "none";

export interface FoundVendor {
  vendorId: string;
  name: string;
  isArchived: boolean;
}

/** Vendors found for a text. */
export interface VendorChoices {
  /** The text. */
  q: string;
  vendors: readonly FoundVendor[];
  /** How many there are besides these. */
  more: number;
  /** The vendor that goes by exactly this name; null when there is none yet. */
  named: FoundVendor | null;
}

/** Vendors that are searched for where all of them would be too many. */
export interface VendorSearch {
  /** The latest that were found; undefined while the first ones are on their way. */
  choices: VendorChoices | undefined;
  isSearching: boolean;
  /** Whether the latest search got no answer. */
  hasFailed: boolean;
  onSearch: (text: string) => void;
  /** Searches for the same again. */
  onRetry: () => void;
}
