import { hint } from "./hint";
import { useShopFormats } from "./shop-formats";

/** Stands where a value does not exist: a dash to the eye, its reason on hover, on focus and for screen readers. */
export function AbsentValue({ reason }: { reason: string }) {
  const { t } = useShopFormats();
  return (
    <span tabIndex={0} className="Polaris-Text--subdued" {...hint(reason)}>
      <span aria-hidden="true">–</span>
      <span className="Polaris-Text--visuallyHidden">{t("absence.none", { reason })}</span>
    </span>
  );
}
