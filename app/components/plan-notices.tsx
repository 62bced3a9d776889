import { Banner, BlockStack, Text } from "@shopify/polaris";
import { describeAge, useShopFormats } from "./shop-formats";

export interface PlanNoticesProps {
  /** When the plan was made; ISO 8601. */
  plannedAt: string;
  /** The server's clock when the page was made; ISO 8601. */
  now: string;
  /** What failed in the last refresh and what to do next; null while all is well. */
  refreshFailure: string | null;
  onRetry: () => void;
  retrying: boolean;
  /** True while orders from before the demand window are still being read. */
  readingOlderOrders: boolean;
  /** How many days of orders Shopify shows this app, where that is less than the demand window; else null. */
  ordersLimitedToDays: number | null;
}

/** How old the plan is, and what the merchant should know before trusting it. */
export function PlanNotices(props: PlanNoticesProps) {
  const { instant } = useShopFormats();
  const age = describeAge(props.plannedAt, props.now);
  return (
    <BlockStack gap="300">
      {props.refreshFailure !== null && (
        <Banner
          tone="warning"
          title={`Planned ${age}; the last refresh failed`}
          action={{ content: "Try again", onAction: props.onRetry, loading: props.retrying }}
        >
          <Text as="p">{props.refreshFailure}</Text>
        </Banner>
      )}
      {props.ordersLimitedToDays !== null && (
        <Banner tone="info" title={`Demand is estimated from the last ${props.ordersLimitedToDays} days`}>
          <Text as="p">
            {`Shopify shows this app orders of the last ${props.ordersLimitedToDays} days only, because it has not been granted the scope read_all_orders. The demand window of your settings is cut to them.`}
          </Text>
        </Banner>
      )}
      <Text as="p" variant="bodySm" tone="subdued">
        <time dateTime={props.plannedAt} title={instant(props.plannedAt)}>{`Planned ${age}.`}</time>
        {props.readingOlderOrders && " Older orders are still being read; the plan does not wait for them."}
      </Text>
    </BlockStack>
  );
}
