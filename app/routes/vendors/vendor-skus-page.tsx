import { VendorTabs } from "~/components/vendor-tabs";
import { useWords } from "~/words/words-context";
import { ReorderListPage } from "../reorder-list/reorder-list-page";
import type { VendorSkusData } from "./load-vendor-skus.server";

/** Every SKU of a vendor, or those that have none. */
export function VendorSkusPage({ vendor, list }: VendorSkusData) {
  const { t } = useWords();
  return (
    <ReorderListPage
      title={vendor === null ? t("vendors.vendor") : (vendor.name ?? t("list.unassigned"))}
      backAction={{ content: t("navigation.vendors"), url: "/app/vendors" }}
      // There are no terms and no order without a vendor.
      {...(vendor?.name && { tabs: <VendorTabs vendorId={vendor.vendorId} selected="skus" /> })}
      data={list}
      emptyTitle={t("vendors.skus.none")}
      emptyExplanation={t("vendors.skus.noneExplained")}
    />
  );
}
