import { DataTable, Scrollable } from "@shopify/polaris";
import type { Chart, ChartPoint } from "./chart";
import styles from "./chart.module.css";
import { DataDisclosure } from "./data-disclosure";

/** The figures behind a chart. */
export function ChartDataTable({ chart }: { chart: Chart }) {
  return <DataDisclosure of={`“${chart.title}”`}>{() => <DataOf chart={chart} />}</DataDisclosure>;
}

function DataOf({ chart }: { chart: Chart }) {
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
        headings={[x.label, ...series.map(({ label }) => label), ...(hasNotes ? ["Note"] : [])]}
        rows={points.map(writeRow)}
        increasedTableDensity
      />
    </Scrollable>
  );
}
