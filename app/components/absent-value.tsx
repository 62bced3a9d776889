import { Text } from "@shopify/polaris";
import { hint } from "./hint";

/** Stands where a value does not exist: a dash to the eye, its reason on hover, on focus and for screen readers. */
export function AbsentValue({ reason }: { reason: string }) {
  return (
    <span tabIndex={0} {...hint(reason)}>
      <Text as="span" tone="subdued">
        <span aria-hidden="true">–</span>
        <Text as="span" visuallyHidden>
          {`None. ${reason}`}
        </Text>
      </Text>
    </span>
  );
}
