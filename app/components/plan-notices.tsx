import { Banner, BlockStack, Box, Text } from "@shopify/polaris";
import { daysBetween } from "~/planning/calendar";
import { NewFigures } from "./new-figures";
import { useShopFormats } from "./shop-formats";
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
  const { t, day, quantity } = useShopFormats();
  const count = daysBetween(firstDay, lastDay) + 1;
  const days = { count, written: quantity(count) };
  return (
    <Banner tone="info" title={t("plans.fewDays", days)}>
      <Text as="p">{t("plans.whyFewDays", { ...days, from: day(firstDay) })}</Text>
    </Banner>
  );
}

function RefreshFailure({ message, plannedAt, now, onRetry, retrying }: PlanNoticesProps & { message: string }) {
  const { t, age } = useShopFormats();
  const title =
    plannedAt === null ? t("plans.refreshFailed") : t("plans.plannedAndFailed", { age: age(plannedAt, now) });
  return (
    <Banner
      tone="warning"
      title={title}
      action={{ content: t("actions.tryAgain"), onAction: onRetry, loading: retrying }}
    >
      <BlockStack gap="100">
        <Text as="p">{message}</Text>
        <Text as="p">{t("plans.lastGood")}</Text>
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
  const { t, clockTime } = useShopFormats();
  return (
    <>
      {/* On a phone, cards reach to the edges, and text between them must not. */}
      <Box paddingInline={{ xs: "400", sm: "0" }}>
        <Text as="p" variant="bodySm" tone="subdued">
          {plannedAt !== null && <Age words="plans.planned" instant={plannedAt} now={now} />}
          {dataAsOf !== null && <Age words="plans.dataAsOf" instant={dataAsOf} now={now} />}
          {refreshing && `${t("plans.refreshing")} `}
          {readingOlderOrders && t("plans.readingOlder")}
        </Text>
        <div role="status">
          <Text as="p" variant="bodySm" tone="caution">
            {isUnreachable && t("plans.unreachable")}
          </Text>
        </div>
      </Box>
      <div role="status">
        <Text as="p" visuallyHidden>
          {updatedAt !== null && t("plans.updatedAt", { time: clockTime(updatedAt) })}
        </Text>
      </div>
      <NewFigures onShow={onShow} />
    </>
  );
}

interface AgeProps {
  words: "plans.planned" | "plans.dataAsOf";
  instant: string;
  now: string;
}

/** A sentence, with others after it. */
function Age({ words, instant, now }: AgeProps) {
  const formats = useShopFormats();
  const sentence = formats.t(words, { age: formats.age(instant, now) });
  return <time dateTime={instant} title={formats.instant(instant)}>{`${sentence} `}</time>;
}
