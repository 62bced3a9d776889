import type { ComponentProps } from "react";
import { MergeVendorModal } from "~/components/merge-vendor-modal";
import { useVendorChoices } from "./use-vendor-choices";

/** The choice of the vendor that stays, with what finds it among thousands. */
export function MergeVendor(props: Omit<ComponentProps<typeof MergeVendorModal>, "search">) {
  const search = useVendorChoices();
  return <MergeVendorModal {...props} search={search} />;
}
