import type { ComponentProps } from "react";
import { VendorChoices, type VendorFinder } from "~/components/filters/vendor-choices";
import { useVendorChoices } from "../vendors/use-vendor-choices";

/** The vendors by which a list can be filtered. They are read when the filter is opened, so that no page carries them. */
export function FoundVendors(props: ComponentProps<VendorFinder>) {
  const search = useVendorChoices({ scope: "supplying" });
  return <VendorChoices {...props} search={search} />;
}
