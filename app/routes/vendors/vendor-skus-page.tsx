import { useShopFormats } from "~/components/shop-formats";
import { VendorTabs } from "~/components/vendor-tabs";
import { ReorderListPage } from "../reorder-list/reorder-list-page";
import type { VendorSkusData } from "./load-vendor-skus.server";

/** Every SKU of a vendor, or those that have none. */
export function VendorSkusPage({ vendor, list }: VendorSkusData) {
  const { t } = useShopFormats();
  return (
    <ReorderListPage
      title={vendor === null ? "Vendor" : (vendor.name ?? t("list.unassigned"))}
      backAction={{ content: "Vendors", url: "/app/vendors" }}
      // There are no terms and no order without a vendor.
      {...(vendor?.name && { tabs: <VendorTabs vendorId={vendor.vendorId} selected="skus" /> })}
      data={list}
      emptyTitle="No SKUs"
      emptyExplanation="No variant of your shop comes from this vendor now."
    />
  );
}
