/**
 * What a chart shows, in the words that the picture, its summary and the table behind it share. x and y are numbers; how
 * they are written is the caller's: a day is its number of days after the first one, for instance.
 */
export interface Chart {
  title: string;
  /** What the picture says, in a sentence: read by everybody, and instead of the picture by who can't see it. */
  summary: string;
  x: ChartAxis;
  y: ChartAxis;
  series: readonly ChartSeries[];
  /** In the order of x. */
  points: readonly ChartPoint[];
  marks?: readonly ChartMark[];
  bands?: readonly ChartBand[];
}

export interface ChartAxis {
  label: string;
  /** Writes a value where there is room, as in the table. */
  write: (value: number) => string;
  /** Writes a value below the axis, where there is little; {@link write} when not given. */
  writeTick?: (value: number) => string;
  /** Where values are written along the axis; the chart chooses when not given. */
  ticks?: readonly number[];
}

export interface ChartSeries {
  label: string;
  kind: "bar" | "line";
  look: ChartLook;
}

export interface ChartPoint {
  x: number;
  /** One value a series, in their order; null where a series has none, and a line goes on to its next one. */
  values: readonly (number | null)[];
  /** What else is to say of this x, such as that the item was out of stock. */
  note?: string;
}

/** A line across the picture: a level (at a y) or a moment (at an x). */
export type ChartMark = { label: string; look: ChartLook } & ({ y: number } | { x: number });

/** A stretch of the x axis. */
export interface ChartBand {
  from: number;
  to: number;
  label: string;
  fill: "tint" | "hatch";
}

/** Looks differ in their strokes too, so that nobody has to tell colours apart. */
export type ChartLook = "first" | "second" | "third" | "fourth" | "quiet";

/** On white, each colour has at least the 4.5 : 1 contrast that WCAG asks of text. `dash` is SVG's stroke-dasharray. */
export const CHART_LOOKS: Record<ChartLook, { colour: string; dash?: string }> = {
  first: { colour: "#005bd3" },
  second: { colour: "#8a4b00", dash: "8 4" },
  third: { colour: "#5700d1", dash: "2 3" },
  fourth: { colour: "#0b6b52", dash: "10 3 2 3" },
  quiet: { colour: "#616161", dash: "5 3" },
};
