import { Text } from "@shopify/polaris";
import { hint } from "./hint";
import { useShopFormats } from "./shop-formats";

/** Stands where a value does not exist: a dash to the eye, its reason on hover, on focus and for screen readers. */
export function AbsentValue({ reason }: { reason: string }) {
  const { t } = useShopFormats();
  return (
    <span tabIndex={0} {...hint(reason)}>
      <Text as="span" tone="subdued">
        <span aria-hidden="true">–</span>
        <Text as="span" visuallyHidden>
          {t("absence.none", { reason })}
        </Text>
      </Text>
    </span>
  );
}
