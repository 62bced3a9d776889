import { Banner, BlockStack, Text } from "@shopify/polaris";
import { daysBetween } from "~/planning/calendar";
import { NewFigures } from "./new-figures";
import { countOf, useShopFormats } from "./shop-formats";
import { useRunningClock } from "./use-running-clock";

export interface PlanNoticesProps {
  /** When the oldest plan on the page was made, ISO 8601; null when the page has none. */
  plannedAt: string | null;
  /** The server's clock when the page was made; ISO 8601. */
  now: string;
  /** What failed in the last refresh and what to do next; null while all is well. */
  refreshFailure: string | null;
  onRetry: () => void;
  retrying: boolean;
  /** True while changes are being read from Shopify. */
  refreshing: boolean;
  /** True while orders from before the demand window are still being read. */
  readingOlderOrders: boolean;
  /** The days whose orders are known, both ISO, where Shopify hides others that the demand window would need. */
  cutWindow: { firstDay: string; lastDay: string } | null;
}

/** What the merchant should know before trusting the plan. */
export function PlanNotices(props: PlanNoticesProps) {
  return (
    <>
      {props.refreshFailure !== null && <RefreshFailure {...props} message={props.refreshFailure} />}
      {props.cutWindow && <CutWindow {...props.cutWindow} />}
    </>
  );
}

/** The window grows by a day each day, since the orders that have been read are kept. */
function CutWindow({ firstDay, lastDay }: NonNullable<PlanNoticesProps["cutWindow"]>) {
  const { day } = useShopFormats();
  const days = countOf(daysBetween(firstDay, lastDay) + 1, "day");
  return (
    <Banner tone="info" title={`Demand is estimated from ${days}`}>
      <Text as="p">
        {`The app knows your orders since ${day(firstDay)} only, because it has not been granted the scope read_all_orders and Shopify hides older ones. The demand window of your settings is cut to the ${days} since then, and grows day by day.`}
      </Text>
    </Banner>
  );
}

function RefreshFailure({ message, plannedAt, now, onRetry, retrying }: PlanNoticesProps & { message: string }) {
  const { age } = useShopFormats();
  const title = plannedAt === null ? "The last refresh failed" : `Planned ${age(plannedAt, now)}; last refresh failed`;
  return (
    <Banner tone="warning" title={title} action={{ content: "Try again", onAction: onRetry, loading: retrying }}>
      <BlockStack gap="100">
        <Text as="p">{message}</Text>
        <Text as="p">The plan below is the last good one and keeps working.</Text>
      </BlockStack>
    </Banner>
  );
}

/** What a page knows of plans that are newer than those it shows. */
export interface PlanUpdates {
  /** Whatever changed in Shopify before is taken into account; ISO 8601, null before the first pull. */
  dataAsOf: string | null;
  /** The app does not answer, so nobody knows whether there are newer plans. */
  isUnreachable: boolean;
  /** When the page last showed newer plans by itself, ISO 8601; null until then. */
  updatedAt: string | null;
  /** Shows newer plans that the page keeps back; null while there are none. */
  onShow: (() => void) | null;
}

type PlanAgeProps = Pick<PlanNoticesProps, "plannedAt" | "now" | "refreshing" | "readingOlderOrders"> & PlanUpdates;

/** The age of the plan and of its data, and what goes on in the background, in one quiet line. */
export function PlanAge(props: PlanAgeProps) {
  const { plannedAt, dataAsOf, refreshing, readingOlderOrders, isUnreachable, updatedAt, onShow } = props;
  const now = useRunningClock(props.now);
  const { clockTime } = useShopFormats();
  return (
    <>
      <Text as="p" variant="bodySm" tone="subdued">
        {plannedAt !== null && <Age what="Planned" instant={plannedAt} now={now} />}
        {dataAsOf !== null && <Age what=" Shopify's data as of" instant={dataAsOf} now={now} />}
        {refreshing && " Reading changes from Shopify."}
        {readingOlderOrders && " Older orders are still being read; the plan does not wait for them."}
      </Text>
      <div role="status">
        <Text as="p" variant="bodySm" tone="caution">
          {isUnreachable && "The app does not answer just now. The page shows the last figures that it got."}
        </Text>
      </div>
      <div role="status">
        <Text as="p" visuallyHidden>
          {updatedAt !== null && `Figures updated at ${clockTime(updatedAt)}`}
        </Text>
      </div>
      <NewFigures onShow={onShow} />
    </>
  );
}

function Age({ what, instant, now }: { what: string; instant: string; now: string }) {
  const formats = useShopFormats();
  return <time dateTime={instant} title={formats.instant(instant)}>{`${what} ${formats.age(instant, now)}.`}</time>;
}
