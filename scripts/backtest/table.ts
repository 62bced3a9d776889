import type { PlanMethod } from "../../app/planning/plan-method";
import type { AchievedFigures, BacktestReport } from "./run-backtest";

/** The report for a reader at a terminal: at the asked service level, by class of demand, and for other targets. */
export function formatReport(report: BacktestReport): string {
  const { period, periods, firstDay, lastDay, history, leadTime, serviceLevel } = report;
  const methods = Object.keys(report.methods) as PlanMethod[];
  return [
    `${count(report.items)} SKUs, ${count(periods)} ${period}s from ${firstDay} to ${lastDay}`,
    `lead time ${leadTime} ${period}s, history ${history}; ${count(report.leadTimes)} lead times judged`,
    "",
    ...alignColumns([
      ["", "promised", ...HEADS],
      ...methods.map((method) => [method, percent(serviceLevel), ...formatFigures(report.methods[method])]),
    ]),
    "",
    `By class of demand in the first history, at ${percent(serviceLevel)}`,
    ...compareMethods(
      methods,
      ["class", "SKUs"],
      report.classes.map((row) => ({ lead: [row.class, count(row.items)], figures: row.methods })),
    ),
    "",
    "Curve of service and stock",
    ...compareMethods(
      methods,
      ["promised"],
      report.curve.map(({ target, ...figures }) => ({ lead: [percent(target)], figures })),
    ),
    "",
    `Stock is in ${period}s of mean demand.`,
    ...report.notes.map((note) => `Note: ${note}`),
  ].join("\n");
}

/** The methods side by side, each with its figures under its name. */
function compareMethods(
  methods: readonly PlanMethod[],
  leadHeads: string[],
  rows: { lead: string[]; figures: Partial<Record<PlanMethod, AchievedFigures>> }[],
): string[] {
  return alignColumns([
    [...leadHeads.map(() => ""), ...methods.flatMap((method) => HEADS.map((_, index) => (index === 0 ? method : "")))],
    [...leadHeads, ...methods.flatMap(() => HEADS)],
    ...rows.map(({ lead, figures }) => [...lead, ...methods.flatMap((method) => formatFigures(figures[method]))]),
  ]);
}

function formatFigures(figures: AchievedFigures | undefined): string[] {
  return FIGURES.map(({ name, format }) => format(figures?.[name] ?? null));
}

const FIGURES: { name: keyof AchievedFigures; head: string; format: (value: number | null) => string }[] = [
  { name: "coverage", head: "coverage", format: percent },
  { name: "cycleService", head: "cycle service", format: percent },
  { name: "fillRate", head: "fill rate", format: percent },
  { name: "stock", head: "stock", format: (value) => (value === null ? ABSENT : value.toFixed(1)) },
];

const HEADS = FIGURES.map(({ head }) => head);

const ABSENT = "–";

function percent(share: number | null): string {
  return share === null ? ABSENT : `${(share * 100).toFixed(1)}%`;
}

function count(value: number): string {
  return value.toLocaleString("en");
}

/** The first column to the left, figures to the right. */
function alignColumns(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}
