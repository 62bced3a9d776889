import { hint } from "./hint";
import { useShopFormats } from "./shop-formats";

/** Stands where a vendor's name does not exist; what that means shows on hover and focus, and is read out. */
export function UnassignedVendor() {
  const { t } = useShopFormats();
  const meaning = t("list.unassignedMeaning");
  return (
    <span tabIndex={0} className="Polaris-Text--subdued" {...hint(meaning)}>
      {t("list.unassigned")}
      <span className="Polaris-Text--visuallyHidden">{`. ${meaning}`}</span>
    </span>
  );
}
