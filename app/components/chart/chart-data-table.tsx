import { BlockStack, Button, Collapsible, DataTable, InlineStack, Scrollable } from "@shopify/polaris";
import { useId, useState } from "react";
import type { Chart, ChartPoint } from "./chart";
import styles from "./chart.module.css";

/** The figures behind a chart, for who wants them exactly or reads tables better than pictures. */
export function ChartDataTable({ chart }: { chart: Chart }) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <BlockStack gap="200">
      <InlineStack>
        <Button
          variant="plain"
          disclosure={isOpen ? "up" : "down"}
          ariaExpanded={isOpen}
          ariaControls={id}
          accessibilityLabel={`${isOpen ? "Hide" : "Show"} the data of “${chart.title}”`}
          onClick={() => {
            setOpen(!isOpen);
          }}
        >
          {isOpen ? "Hide the data" : "Show the data"}
        </Button>
      </InlineStack>
      <Collapsible id={id} open={isOpen}>
        {isOpen && <DataOf chart={chart} />}
      </Collapsible>
    </BlockStack>
  );
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
