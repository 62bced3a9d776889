import type { NO_VENDOR as NoVendor } from "~/reports/reorder-query";
import type { Choice } from "./filters/choices";
import { findMatches } from "./filters/find-matches";

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

export function toChoice({ vendorId, name }: Pick<FoundVendor, "vendorId" | "name">): Choice {
  return { value: vendorId, label: name };
}

/** How many that match are not in sight: what is shown beside those that were found, such as who is chosen, counts among the others. */
export function countUnseen({ choices }: VendorSearch, shown: readonly Choice[]): number {
  if (!choices) return 0;
  const isFound = ({ value }: Choice) => choices.vendors.some(({ vendorId }) => vendorId === value);
  const besides = findMatches(shown, choices.q).filter((choice) => choice.value !== NO_VENDOR && !isFound(choice));
  const found = choices.vendors.filter(({ vendorId }) => shown.some(({ value }) => value === vendorId));
  return choices.vendors.length - found.length + Math.max(0, choices.more - besides.length);
}
