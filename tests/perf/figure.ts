/** Where a shop's data lie. */
export type DatabaseName = "PGlite" | "PostgreSQL";

/** What repeated measurements came to. */
export interface Spread {
  median: number;
  /** 95th percentile, by nearest rank. */
  p95: number;
  /** Measurements. */
  count: number;
}

/** What is demanded: of the ratio to what stands beside it or, where nothing does, of the value itself. */
export interface Target {
  of: "median" | "p95";
  most: number;
}

/** One line of the table. */
export interface Figure {
  /** What was measured, in the words of the table. */
  what: string;
  unit: "ms" | "s" | "MB" | "kB" | "%" | "";
  skus?: number;
  database?: DatabaseName;
  ours: Spread;
  /** The least that it could cost, or somebody else's way, measured in turns with it. */
  beside?: Spread & { what: string };
  target?: Target;
  /** One of many alike, which the table shows only where it misses its target. */
  isDetail?: boolean;
  /** Memory that the process took at its highest over what it had at rest. */
  memoryMegabytes?: number;
}

/** A figure with the work that it belongs to. */
export interface WorkFigure extends Figure {
  work: string;
}

/** @param measurements at least one, in any order */
export function summarize(measurements: readonly number[]): Spread {
  const sorted = [...measurements].sort((first, second) => first - second);
  return { median: percentile(sorted, 0.5), p95: percentile(sorted, 0.95), count: sorted.length };
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** How often as much as what stands beside it; null where nothing does. */
export function ratioOf({ ours, beside, target }: Figure): number | null {
  const by = target?.of ?? "median";
  return beside ? ours[by] / beside[by] : null;
}

/** Null without a target. */
export function isTargetMet(figure: Figure): boolean | null {
  const { ours, target } = figure;
  if (!target) return null;
  return (ratioOf(figure) ?? ours[target.of]) <= target.most;
}
