import { Text } from "@shopify/polaris";
import { CHART_LOOKS, type Chart, type ChartBand, type ChartLook } from "./chart";
import { HatchPattern } from "./hatch-pattern";
import styles from "./chart.module.css";

/** What each stroke and each filling of the picture stands for. */
export function ChartLegend({ chart }: { chart: Chart }) {
  const { series, marks = [], bands = [] } = chart;
  const entries = [
    ...series.map(({ label, kind, look }) => ({
      label,
      swatch: kind === "bar" ? <BarSwatch look={look} /> : <LineSwatch look={look} />,
    })),
    ...marks.map(({ label, look, ...place }) => ({
      label,
      swatch: "x" in place ? <MomentSwatch look={look} /> : <LineSwatch look={look} thin />,
    })),
    ...distinctBands(bands).map(({ label, fill }) => ({ label, swatch: <BandSwatch fill={fill} /> })),
  ];
  return (
    <ul className={styles.legend}>
      {entries.map(({ label, swatch }) => (
        <li key={label} className={styles.legendEntry}>
          {swatch}
          <Text as="span" variant="bodySm">
            {label}
          </Text>
        </li>
      ))}
    </ul>
  );
}

function distinctBands(bands: readonly ChartBand[]): ChartBand[] {
  return [...new Map(bands.map((band) => [band.label, band])).values()];
}

function LineSwatch({ look, thin = false }: { look: ChartLook; thin?: boolean }) {
  const { colour, dash } = CHART_LOOKS[look];
  return (
    <svg width="24" height="12" aria-hidden="true">
      <line x1="0" y1="6" x2="24" y2="6" stroke={colour} strokeDasharray={dash} strokeWidth={thin ? 1 : 2} />
    </svg>
  );
}

function MomentSwatch({ look }: { look: ChartLook }) {
  const { colour, dash } = CHART_LOOKS[look];
  return (
    <svg width="24" height="12" aria-hidden="true">
      <line x1="12" y1="0" x2="12" y2="12" stroke={colour} strokeDasharray={dash} />
    </svg>
  );
}

function BarSwatch({ look }: { look: ChartLook }) {
  return (
    <svg width="24" height="12" aria-hidden="true">
      <rect x="9" width="6" height="12" fill={CHART_LOOKS[look].colour} />
    </svg>
  );
}

function BandSwatch({ fill }: Pick<ChartBand, "fill">) {
  return (
    <svg width="24" height="12" aria-hidden="true">
      <HatchPattern id={HATCH_OF_LEGEND} />
      <rect
        x="0.5"
        y="0.5"
        width="23"
        height="11"
        className={styles.bandEdge}
        fill={fill === "hatch" ? `url(#${HATCH_OF_LEGEND})` : undefined}
      />
    </svg>
  );
}

/** The same pattern in every legend, so that it does not matter which of them the browser finds by this id. */
const HATCH_OF_LEGEND = "chart-legend-hatch";
