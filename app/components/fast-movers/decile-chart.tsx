import { BlockStack, Card, InlineStack, Spinner, Text } from "@shopify/polaris";
import { lazy, Suspense, useId, type ReactNode } from "react";
import type { DecileRow, VelocitySummary } from "~/reports/fast-movers";
import { DataDisclosure } from "../chart/data-disclosure";
import { hint } from "../hint";
import { toWholePercent } from "../percent";
import { countOf, useShopFormats, type ShopFormats } from "../shop-formats";
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
            Ten groups of what sells, fastest first
          </Text>
          <Text as="p" tone="subdued" id={summaryId}>
            {summarise(deciles, formats)} Choose groups to list their SKUs below.
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
                aria-label={describeDecile(row, formats)}
                {...hint(describeDecile(row, formats))}
                onClick={() => {
                  onShownChange(toggle(shown, row.decile));
                }}
              >
                <span className={styles.pair}>
                  <span className={styles.units} style={{ blockSize: height(row.shareOfUnits, largest) }} />
                  <span className={styles.revenue} style={{ blockSize: height(row.shareOfRevenue ?? 0, largest) }} />
                </span>
                <span className={styles.number}>{row.decile}</span>
                <span className={styles.cover}>{writeCover(row, formats)}</span>
              </button>
            );
          })}
        </div>
        {children}
        <DataDisclosure of="the ten groups">
          {() => (
            <Suspense fallback={<Spinner size="small" accessibilityLabel="Loading the data" />}>
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
  return (
    <InlineStack gap="400">
      <span className={styles.key}>
        <span className={styles.unitsKey} />
        <Text as="span" variant="bodySm">
          Units sold
        </Text>
      </span>
      <span className={styles.key}>
        <span className={styles.revenueKey} />
        <Text as="span" variant="bodySm">
          Revenue, at today’s prices
        </Text>
      </span>
      <Text as="span" variant="bodySm" tone="subdued">
        Under each group: days that its stock lasts
      </Text>
    </InlineStack>
  );
}

function summarise(deciles: readonly DecileRow[], { percent }: ShopFormats): string {
  const [first] = deciles;
  if (!first) return "";
  const revenue =
    first.shareOfRevenue === null ? "" : ` and ${percent(toWholePercent(first.shareOfRevenue))} of revenue`;
  return `The fastest tenth of the SKUs that sell makes ${percent(toWholePercent(first.shareOfUnits))} of units${revenue}.`;
}

function describeDecile(row: DecileRow, formats: ShopFormats): string {
  const { percent, quantity } = formats;
  const revenue = row.shareOfRevenue === null ? "" : `, ${percent(toWholePercent(row.shareOfRevenue))} of revenue`;
  const cover =
    row.daysOfCover === null ? "" : `, stock for ${countOf(row.daysOfCover, "day", formats.days(row.daysOfCover))}`;
  return `Decile ${row.decile}: ${countOf(row.skus, "SKU", quantity(row.skus))}, ${percent(toWholePercent(row.shareOfUnits))} of units${revenue}${cover}`;
}

function writeCover({ daysOfCover }: DecileRow, { quantity }: ShopFormats): string {
  return daysOfCover === null ? "–" : `${quantity(daysOfCover)} d`;
}

const DecileTable = lazy(() =>
  import("./decile-table").then(
    ({ DecileTable }) => ({ default: DecileTable }),
    () => ({ default: TableMissing }),
  ),
);

/** The connection broke, or the app was updated since the page was loaded. */
function TableMissing() {
  return (
    <Text as="p" tone="subdued">
      The data could not be loaded; reload the page to try again.
    </Text>
  );
}
