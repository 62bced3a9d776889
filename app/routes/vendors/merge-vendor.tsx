import { useFetcher } from "@remix-run/react";
import { useEffect } from "react";
import { MergeVendorModal, type VendorToChoose } from "~/components/merge-vendor-modal";
import type { loader as findVendors } from "../app.vendor-choices";

interface MergeVendorProps {
  vendor: VendorToChoose;
  skus: number;
  chosen: VendorToChoose | undefined;
  suggested: VendorToChoose | undefined;
  failure: string | undefined;
  merging: boolean;
  onChoose: (vendor: VendorToChoose) => void;
  onMerge: () => void;
  onClose: () => void;
}

/** The choice of the vendor that stays, with what finds it among thousands. */
export function MergeVendor(props: MergeVendorProps) {
  const { data: found, load } = useFetcher<typeof findVendors>();
  useEffect(() => {
    load("/app/vendor-choices");
  }, [load]);
  return (
    <MergeVendorModal
      {...props}
      found={found}
      onSearch={(q) => {
        load(`/app/vendor-choices?${new URLSearchParams({ q }).toString()}`);
      }}
    />
  );
}
