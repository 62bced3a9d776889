import { DataTable, Scrollable } from "@shopify/polaris";
import { useWords } from "~/words/words-context";
import type { Chart, ChartPoint } from "./chart";
import styles from "./chart.module.css";
import { DataDisclosure } from "./data-disclosure";

/** The figures behind a chart. */
export function ChartDataTable({ chart }: { chart: Chart }) {
  const { t } = useWords();
  return (
    <DataDisclosure of={t("charts.data.ofChart", { title: chart.title })}>
      {() => <DataOf chart={chart} />}
    </DataDisclosure>
  );
}

function DataOf({ chart }: { chart: Chart }) {
  const { t } = useWords();
  const { x, y, series, points } = chart;
  const hasNotes = points.some((point) => point.note !== undefined);
  const writeRow = (point: ChartPoint) => [
    x.write(point.x),
    ...point.values.map((value) => (value === null ? "–" : y.write(value))),
    ...(hasNotes ? [point.note ?? ""] : []),
  ];
  return (
    <Scrollable className={styles.data} focusable>
      <DataTable
        columnContentTypes={["text", ...series.map(() => "numeric" as const), ...(hasNotes ? ["text" as const] : [])]}
        headings={[x.label, ...series.map(({ label }) => label), ...(hasNotes ? [t("charts.note")] : [])]}
        rows={points.map(writeRow)}
        increasedTableDensity
      />
    </Scrollable>
  );
}
