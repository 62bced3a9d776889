import { useId, useState } from "react";
import { createPortal } from "react-dom";
import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ReferenceLine,
  Tooltip,
  XAxis,
  YAxis,
  type TooltipContentProps,
} from "recharts";
import { useWords } from "~/words/words-context";
import { CHART_LOOKS, type Chart, type ChartBand, type ChartMark, type ChartPoint } from "./chart";
import { HatchPattern } from "./hatch-pattern";
import styles from "./chart.module.css";

/** Fewer points than this are marked on their line. */
const POINTS_WORTH_DOTS = 32;
const WIDEST_BAR_PIXELS = 24;

/**
 * The picture of a chart, by Recharts, whose accessibility layer makes it one stop of the Tab key in which the arrow keys
 * go from point to point. It does not move, whatever the merchant prefers.
 */
export function ChartPlot({ chart }: { chart: Chart }) {
  const { title, x, y, series, points, marks = [], bands = [] } = chart;
  const { t } = useWords();
  const hatch = useId();
  const [announcer, setAnnouncer] = useState<HTMLElement | null>(null);
  const writeTick = (axis: Chart["x"]) => axis.writeTick ?? axis.write;
  return (
    <>
      <ComposedChart
        responsive
        data={[...points]}
        style={{ width: "100%", height: "100%" }}
        margin={{ top: 20, right: 16, bottom: 0, left: 0 }}
        aria-label={t("charts.keyboard", { title })}
      >
        <HatchPattern id={hatch} />
        <CartesianGrid vertical={false} stroke="#e3e3e3" />
        {bands.map((band) => (
          <ReferenceArea
            key={`${band.label} ${band.from}`}
            x1={band.from}
            x2={band.to}
            {...fillOf(band, hatch)}
            ifOverflow="hidden"
          />
        ))}
        <XAxis
          dataKey="x"
          type="number"
          domain={domainOf(chart)}
          {...(x.ticks && { ticks: [...x.ticks] })}
          tickFormatter={writeTick(x)}
          minTickGap={16}
          tick={TICK}
        />
        <YAxis
          domain={[(lowest: number) => Math.min(0, lowest), "auto"]}
          {...(y.ticks && { ticks: [...y.ticks] })}
          tickFormatter={writeTick(y)}
          width="auto"
          axisLine={false}
          tickLine={false}
          tick={TICK}
        />
        {series.map(({ label, kind, look }, index) => {
          const { colour, dash } = CHART_LOOKS[look];
          const valueOf = (point: ChartPoint) => point.values[index];
          return kind === "bar" ? (
            <Bar
              key={label}
              name={label}
              dataKey={valueOf}
              fill={colour}
              maxBarSize={WIDEST_BAR_PIXELS}
              isAnimationActive={false}
            />
          ) : (
            <Line
              key={label}
              name={label}
              dataKey={valueOf}
              stroke={colour}
              strokeWidth={2}
              {...(dash !== undefined && { strokeDasharray: dash })}
              dot={points.length < POINTS_WORTH_DOTS && { strokeDasharray: "none" }}
              connectNulls
              isAnimationActive={false}
            />
          );
        })}
        {marks.map((mark, index) => (
          <ReferenceLine key={mark.label} {...placeOf(mark, index)} ifOverflow="extendDomain" />
        ))}
        <Tooltip
          isAnimationActive={false}
          filterNull={false}
          content={(shown) => <PointDetails chart={chart} shown={shown} announcer={announcer} />}
        />
      </ComposedChart>
      <div className={styles.announcer} role="status" ref={setAnnouncer} />
    </>
  );
}

/** Keeps a text readable that stands on bars or lines. */
const HALO = { fontSize: 12, stroke: "#ffffff", strokeWidth: 3, paintOrder: "stroke" };

const TICK = { fontSize: 12, fill: "#616161" };

function fillOf(band: ChartBand, hatch: string) {
  return band.fill === "hatch"
    ? { fill: `url(#${hatch})`, fillOpacity: 1 }
    : { fill: "#eaf4ff", fillOpacity: 1, stroke: "#616161", strokeOpacity: 0.5 };
}

/** Marks are named in turn left and right, or above and inside, so that two close ones do not write over each other. */
function placeOf({ label, look, ...place }: ChartMark, index: number) {
  const { colour, dash } = CHART_LOOKS[look];
  const [even, odd] =
    "x" in place ? (["top", "insideTopLeft"] as const) : (["insideBottomLeft", "insideBottomRight"] as const);
  return {
    ...place,
    stroke: colour,
    ...(dash !== undefined && { strokeDasharray: dash }),
    label: { value: label, position: index % 2 === 0 ? even : odd, fill: colour, ...HALO },
  };
}

/** From the first point to the last; with bars, half a step more at either end, where they would be cut. */
function domainOf({ series, points }: Chart): [number, number] {
  const first = points.at(0)?.x ?? 0;
  const last = points.at(-1)?.x ?? 1;
  if (!series.some(({ kind }) => kind === "bar")) return [first, last];
  const halfStep = points.length > 1 ? (last - first) / (points.length - 1) / 2 : 0.5;
  return [first - halfStep, last + halfStep];
}

interface PointDetailsProps {
  chart: Chart;
  shown: Pick<TooltipContentProps, "active" | "label">;
  announcer: HTMLElement | null;
}

/** The figures of the point under the pointer, or that the arrow keys came to, which a screen reader is told too. */
function PointDetails({ chart: { x, y, series, points }, shown, announcer }: PointDetailsProps) {
  const point = shown.active ? points.find((candidate) => candidate.x === shown.label) : undefined;
  if (!point) return null;
  const figures = series.flatMap(({ label }, index) => {
    const value = point.values[index] ?? null;
    return value === null ? [] : [{ label, value: y.write(value) }];
  });
  const words = [x.write(point.x), ...figures.map(({ label, value }) => `${label}: ${value}`), point.note];
  return (
    <div className={styles.tooltip}>
      <strong>{x.write(point.x)}</strong>
      <dl>
        {figures.map(({ label, value }) => (
          <div key={label} className={styles.tooltipFigure}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {point.note}
      {announcer && createPortal(words.filter(Boolean).join(", "), announcer)}
    </div>
  );
}
