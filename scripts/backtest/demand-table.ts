import { PlanningInputError } from "../../app/planning/planning-input-error";
import { DatedUnits, toEpochDay, type DemandRecords, type EpochDay } from "./demand-records";
import type { FaultList } from "./faults";

const COLUMNS = ["sku", "date", "units"] as const;
type Column = (typeof COLUMNS)[number];

interface Header {
  cells: number;
  index: Record<Column, number>;
}

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** Beyond it two whole numbers of units cannot be told apart. */
const MOST_UNITS = Number.MAX_SAFE_INTEGER;
/** Cells in a message are cut, since a broken file can have a page of text in one. */
const LONGEST_SHOWN_CELL = 40;

/** A demand table that is read row by row: adds up units by SKU and day, and notes every fault with its line. */
export class DemandTable {
  private header: Header | "missing" | null = null;
  private readonly bySku = new Map<string, DatedUnits>();
  /** Few days come in many rows; null for a text that is no day. */
  private readonly days = new Map<string, EpochDay | null>();
  private firstDay = Infinity;
  private lastDay = -Infinity;

  constructor(private readonly faults: FaultList) {}

  /** @param line on which the row begins, from 1 */
  addRow(cells: readonly string[], line: number): void {
    if (cells.every((cell) => cell.trim() === "")) return;
    // Without a header no row can be understood: its own fault says it all.
    if (this.header === "missing") return;
    if (this.header === null) this.header = this.readHeader(cells, line);
    else this.addDemand(this.header, cells, line);
  }

  /** All that the rows said; of use only when no fault was found. */
  finish(): DemandRecords {
    if (this.header === null) this.faults.add(null, "The file is empty: it needs a header sku,date,units and rows.");
    else if (this.header !== "missing" && this.bySku.size === 0) {
      this.faults.addUnlessAny("The file has a header and no row.");
    }
    return { bySku: this.bySku, firstDay: this.firstDay, lastDay: this.lastDay };
  }

  private readHeader(cells: readonly string[], line: number): Header | "missing" {
    const names = cells.map((cell) => cell.trim().toLowerCase());
    const reason = describeHeaderFault(names);
    if (reason !== null) {
      this.faults.add(line, reason);
      return "missing";
    }
    const [sku, date, units] = COLUMNS.map((column) => names.indexOf(column)) as [number, number, number];
    return { cells: names.length, index: { sku, date, units } };
  }

  private addDemand({ cells: expected, index }: Header, cells: readonly string[], line: number): void {
    if (cells.length < expected || cells.slice(expected).some((cell) => cell.trim() !== "")) {
      this.faults.add(line, `has ${cells.length} cells where the header has ${expected}`);
      return;
    }
    const sku = cells[index.sku]?.trim() ?? "";
    const day = this.readDay(cells[index.date]?.trim() ?? "");
    const units = readUnits(cells[index.units]?.trim() ?? "");
    if (sku === "") this.faults.add(line, "the SKU is empty");
    if (day === null) {
      this.faults.add(line, `the date ${quote(cells[index.date])} is no calendar day such as 2011-03-31`);
    }
    if (typeof units === "string") this.faults.add(line, `the units ${quote(cells[index.units])} ${units}`);
    if (sku === "" || day === null || typeof units === "string") return;
    this.demandOf(sku).add(day, units);
    this.firstDay = Math.min(this.firstDay, day);
    this.lastDay = Math.max(this.lastDay, day);
  }

  private readDay(text: string): EpochDay | null {
    const known = this.days.get(text);
    if (known !== undefined) return known;
    const day = parseDay(text);
    this.days.set(text, day);
    return day;
  }

  private demandOf(sku: string): DatedUnits {
    const known = this.bySku.get(sku);
    if (known) return known;
    const demand = new DatedUnits();
    // A cell is a slice of its piece of the file and would keep all of that in memory; a copy stands alone.
    this.bySku.set(Buffer.from(sku).toString(), demand);
    return demand;
  }
}

function describeHeaderFault(names: readonly string[]): string | null {
  const separator = [";", "\t"].find((candidate) => names.length === 1 && names[0]?.includes(candidate));
  if (separator !== undefined) {
    const name = separator === ";" ? "semicolons" : "tabs";
    return `the cells are separated by ${name}: save the file with commas between the cells, and points in decimals`;
  }
  const missing = COLUMNS.filter((column) => !names.includes(column));
  if (missing.length === COLUMNS.length) return "is no header: the first line has to name the columns sku,date,units";
  if (missing.length > 0) return `the header has no column ${missing.join(" and no column ")}`;
  const repeated = COLUMNS.filter((column) => names.indexOf(column) !== names.lastIndexOf(column));
  return repeated.length > 0 ? `the header has the column ${repeated.join(" and ")} more than once` : null;
}

function parseDay(text: string): EpochDay | null {
  try {
    return toEpochDay(text);
  } catch (error) {
    if (error instanceof PlanningInputError) return null;
    throw error;
  }
}

/** Units, or why the text is none. */
function readUnits(text: string): number | string {
  if (!DECIMAL.test(text)) return "are no number such as 3 or 2.5";
  const units = Number(text);
  if (units < 0) return "are negative: demand is what was asked for, and returns do not lower it";
  return units > MOST_UNITS ? `are more than ${MOST_UNITS.toLocaleString("en")}` : units;
}

function quote(cell = ""): string {
  const shown = cell.trim();
  return JSON.stringify(shown.length > LONGEST_SHOWN_CELL ? `${shown.slice(0, LONGEST_SHOWN_CELL)}…` : shown);
}
