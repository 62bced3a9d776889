import { isTargetMet, ratioOf, type Spread, type WorkFigure } from "./figure";

const HEADER = [
  "work",
  "SKUs",
  "database",
  "median",
  "p95",
  "",
  "beside",
  "median",
  "p95",
  "ratio",
  "target",
  "met",
  "MB",
];

/** The figures as one table, a line each. */
export function toTable(figures: readonly WorkFigure[]): string {
  const shown = figures.filter((figure) => !figure.isDetail || isTargetMet(figure) === false);
  const lines = [HEADER, ...shown.map(cellsOf)];
  const widths = HEADER.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) => line.map((cell, column) => align(cell, column, widths[column] ?? 0)).join("  "))
    .join("\n");
}

function cellsOf(figure: WorkFigure): string[] {
  const { work, what, unit, skus, database, ours, beside, target, memoryMegabytes } = figure;
  const ratio = ratioOf(figure);
  const isMet = isTargetMet(figure);
  return [
    `${work}: ${what}`,
    skus === undefined ? "" : String(skus),
    database ?? "",
    ...both(ours),
    unit,
    beside?.what ?? "",
    ...(beside ? both(beside) : ["", ""]),
    ratio === null ? "" : `${digits(ratio)}×`,
    target ? `${target.of} ≤ ${digits(target.most)}${beside ? "×" : ` ${unit}`}` : "",
    isMet === null ? "" : isMet ? "yes" : "NO",
    memoryMegabytes === undefined ? "" : memoryMegabytes.toFixed(0),
  ];
}

/** One measurement has no percentile. */
function both({ median, p95, count }: Spread): [string, string] {
  return [digits(median), count > 1 ? digits(p95) : ""];
}

/** Three digits, which is more than a measurement is worth. */
function digits(value: number): string {
  if (value === 0) return "0";
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}

const TEXT_COLUMNS = ["work", "database", "", "beside", "target", "met"];

function align(cell: string, column: number, width: number): string {
  return TEXT_COLUMNS.includes(HEADER[column] ?? "") ? cell.padEnd(width) : cell.padStart(width);
}
