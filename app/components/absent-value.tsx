import { Text, Tooltip } from "@shopify/polaris";

/** Stands where a value does not exist: a dash to the eye, its reason on hover, on focus and for screen readers. */
export function AbsentValue({ reason }: { reason: string }) {
  return (
    <Tooltip content={reason} dismissOnMouseOut>
      <Text as="span" tone="subdued">
        <span aria-hidden="true">–</span>
        <Text as="span" visuallyHidden>
          {`None. ${reason}`}
        </Text>
      </Text>
    </Tooltip>
  );
}
