import { BlockStack, Card, InlineStack, Spinner, Text } from "@shopify/polaris";
import { lazy, Suspense, useId, type ReactNode } from "react";
import type { DecileRow, VelocitySummary } from "~/reports/fast-movers";
import { DataDisclosure } from "../chart/data-disclosure";
import { hint } from "../hint";
import { toWholePercent } from "../percent";
import { useShopFormats, type ShopFormats } from "../shop-formats";
import styles from "./decile-chart.module.css";

interface DecileChartProps {
  velocity: VelocitySummary;
  /** The deciles that the list shows. */
  shown: readonly number[];
  onShownChange: (deciles: number[]) => void;
  /** Another way to choose. */
  children?: ReactNode;
}

/** How sales and stock spread over the deciles, as bars that choose what the list shows; its table has the same figures. */
export function DecileChart({ velocity, shown, onShownChange, children }: DecileChartProps) {
  const formats = useShopFormats();
  const { t } = formats;
  const titleId = useId();
  const summaryId = useId();
  const { deciles } = velocity;
  if (deciles.length === 0) return <Card>{children}</Card>;
  const largest = Math.max(...deciles.flatMap((row) => [row.shareOfUnits, row.shareOfRevenue ?? 0]));
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd" id={titleId}>
            {t("fastMovers.groups.title")}
          </Text>
          <Text as="p" tone="subdued" id={summaryId}>
            {`${summarise(deciles, formats)} ${t("fastMovers.groups.choose")}`}
          </Text>
        </BlockStack>
        <Legend />
        <div role="group" aria-labelledby={titleId} aria-describedby={summaryId} className={styles.bars}>
          {deciles.map((row) => {
            const isShown = shown.includes(row.decile);
            return (
              <button
                key={row.decile}
                type="button"
                className={styles.decile}
                aria-pressed={isShown}
                {...hint(describeDecile(row, formats))}
                onClick={() => {
                  onShownChange(toggle(shown, row.decile));
                }}
              >
                <Text as="span" visuallyHidden>
                  {describeDecile(row, formats)}
                </Text>
                <span className={styles.pair}>
                  <span className={styles.units} style={{ blockSize: height(row.shareOfUnits, largest) }} />
                  <span className={styles.revenue} style={{ blockSize: height(row.shareOfRevenue ?? 0, largest) }} />
                </span>
                <span className={styles.number} aria-hidden>
                  {row.decile}
                </span>
                <span className={styles.cover} aria-hidden>
                  {writeCover(row, formats)}
                </span>
              </button>
            );
          })}
        </div>
        {children}
        <DataDisclosure of={t("fastMovers.groups.name")}>
          {() => (
            <Suspense fallback={<Spinner size="small" accessibilityLabel={t("fastMovers.groups.loading")} />}>
              <DecileTable velocity={velocity} />
            </Suspense>
          )}
        </DataDisclosure>
      </BlockStack>
    </Card>
  );
}

/** Without any decile there would be nothing to list. */
function toggle(shown: readonly number[], decile: number): number[] {
  const others = shown.filter((one) => one !== decile);
  if (others.length === 0) return [decile];
  return others.length < shown.length ? others : [...shown, decile].sort((a, b) => a - b);
}

/** A share that is not nothing shows. */
function height(share: number, largest: number): string {
  return share > 0 ? `max(2px, ${(100 * share) / largest}%)` : "0";
}

function Legend() {
  const { t } = useShopFormats();
  return (
    <InlineStack gap="400">
      <span className={styles.key}>
        <span className={styles.unitsKey} />
        <Text as="span" variant="bodySm">
          {t("fastMovers.groups.unitsSold")}
        </Text>
      </span>
      <span className={styles.key}>
        <span className={styles.revenueKey} />
        <Text as="span" variant="bodySm">
          {t("fastMovers.groups.revenue")}
        </Text>
      </span>
      <Text as="span" variant="bodySm" tone="subdued">
        {t("fastMovers.groups.cover")}
      </Text>
    </InlineStack>
  );
}

function summarise(deciles: readonly DecileRow[], { t, percent }: ShopFormats): string {
  const [first] = deciles;
  if (!first) return "";
  const units = percent(toWholePercent(first.shareOfUnits));
  if (first.shareOfRevenue === null) return t("fastMovers.groups.summary", { units });
  return t("fastMovers.groups.summaryWithRevenue", { units, revenue: percent(toWholePercent(first.shareOfRevenue)) });
}

function describeDecile(row: DecileRow, { t, percent, quantity, days }: ShopFormats): string {
  const { decile, skus, shareOfUnits, shareOfRevenue, daysOfCover } = row;
  const written = (share: number) => percent(toWholePercent(share));
  return [
    t("fastMovers.decile.skus", { decile, skus: t("counts.skus", { count: skus, written: quantity(skus) }) }),
    t("fastMovers.decile.units", { share: written(shareOfUnits) }),
    ...(shareOfRevenue === null ? [] : [t("fastMovers.decile.revenue", { share: written(shareOfRevenue) })]),
    ...(daysOfCover === null
      ? []
      : [
          t("fastMovers.decile.cover", {
            days: t("counts.days", { count: daysOfCover, written: days(daysOfCover) }),
          }),
        ]),
  ].join(", ");
}

function writeCover({ daysOfCover }: DecileRow, { t, quantity }: ShopFormats): string {
  return daysOfCover === null ? "–" : t("fastMovers.groups.days", { written: quantity(daysOfCover) });
}

const DecileTable = lazy(() =>
  import("./decile-table").then(
    ({ DecileTable }) => ({ default: DecileTable }),
    () => ({ default: TableMissing }),
  ),
);

/** The connection broke, or the app was updated since the page was loaded. */
function TableMissing() {
  const { t } = useShopFormats();
  return (
    <Text as="p" tone="subdued">
      {t("fastMovers.groups.missing")}
    </Text>
  );
}
