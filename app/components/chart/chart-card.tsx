import { BlockStack, Card, Text } from "@shopify/polaris";
import { Suspense, lazy, useId, useSyncExternalStore } from "react";
import { useWords } from "~/words/words-context";
import type { Chart } from "./chart";
import { ChartDataTable } from "./chart-data-table";
import { ChartLegend } from "./chart-legend";
import styles from "./chart.module.css";

/**
 * A chart with its title, a sentence that says what it shows, a legend, and the table of its data. The picture itself
 * comes after the page (its library is large), into room that is kept for it.
 */
export function ChartCard({ chart }: { chart: Chart }) {
  const titleId = useId();
  const summaryId = useId();
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd" id={titleId}>
            {chart.title}
          </Text>
          <Text as="p" tone="subdued" id={summaryId}>
            {chart.summary}
          </Text>
        </BlockStack>
        <div role="group" aria-labelledby={titleId} aria-describedby={summaryId}>
          <Text as="p" variant="bodySm" tone="subdued">
            {chart.y.label}
          </Text>
          <div className={styles.plot}>
            <PlotInBrowser chart={chart} />
          </div>
          <ChartLegend chart={chart} />
        </div>
        <ChartDataTable chart={chart} />
      </BlockStack>
    </Card>
  );
}

const ChartPlot = lazy(() =>
  import("./chart-plot").then(
    ({ ChartPlot }) => ({ default: ChartPlot }),
    () => ({ default: PlotMissing }),
  ),
);

/** The server does not know how wide the picture will be, so it draws none. */
function PlotInBrowser({ chart }: { chart: Chart }) {
  const isBrowser = useSyncExternalStore(
    subscribeToNothing,
    () => true,
    () => false,
  );
  if (!isBrowser) return <PlotPlaceholder />;
  return (
    <Suspense fallback={<PlotPlaceholder />}>
      <ChartPlot chart={chart} />
    </Suspense>
  );
}

const subscribeToNothing = () => () => undefined;

function PlotPlaceholder() {
  return <div className={styles.placeholder} aria-hidden="true" />;
}

/** The connection broke, or the app was updated since the page was loaded. */
function PlotMissing() {
  const { t } = useWords();
  return (
    <Text as="p" tone="subdued">
      {t("charts.missing")}
    </Text>
  );
}
