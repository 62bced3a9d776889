import { IDENTIFIER_COLUMNS, MAPPING_COLUMNS, type MappingColumn } from "~/data/mapping-columns";
import { UnreadableFile } from "./unreadable-file";

/** Names that are shown of a header, and characters of a name. */
const MOST_NAMES_SHOWN = 20;
const LONGEST_NAME_SHOWN = 40;

/** Which cell of a row belongs to which column. */
export interface Header {
  places: ReadonlyMap<MappingColumn, number>;
  /** How many there are. */
  cells: number;
  /** Names that mean nothing here, as they are written in the file. */
  ignored: string[];
}

/**
 * Reads the names of the columns; case, spaces and underscores don't matter: "Vendor SKU" is vendor_sku.
 *
 * @throws {UnreadableFile} for a header by which no row could be understood
 */
export function readHeader(cells: readonly string[]): Header {
  const places = new Map<MappingColumn, number>();
  const ignored: string[] = [];
  cells.forEach((cell, place) => {
    const column = recognizeColumn(cell);
    if (column === undefined) {
      if (cell.trim() !== "") ignored.push(shorten(cell));
    } else if (places.has(column)) {
      throw new UnreadableFile(`This file has the column ${column} twice. Remove one of them, or rename it.`);
    } else places.set(column, place);
  });
  if (!IDENTIFIER_COLUMNS.some((column) => places.has(column))) {
    throw new UnreadableFile(describeUnusable("sku, barcode or variant_id", cells));
  }
  if (!places.has("vendor") && !places.has("remove")) throw new UnreadableFile(describeUnusable("vendor", cells));
  return { places, cells: cells.length, ignored: ignored.slice(0, MOST_NAMES_SHOWN) };
}

export function countRecognizedColumns(cells: readonly string[]): number {
  return cells.filter((cell) => recognizeColumn(cell) !== undefined).length;
}

const COLUMN_BY_KEY = new Map<string, MappingColumn>(MAPPING_COLUMNS.map((column) => [keyOf(column), column]));

function recognizeColumn(cell: string): MappingColumn | undefined {
  return COLUMN_BY_KEY.get(keyOf(cell));
}

function keyOf(name: string): string {
  return name.toLowerCase().replace(/[\s_]+/g, "");
}

function describeUnusable(missing: string, cells: readonly string[]): string {
  const found = cells.filter((cell) => cell.trim() !== "").map(shorten);
  const more = found.length > MOST_NAMES_SHOWN ? ", …" : "";
  return (
    `The first line of this file has no column ${missing}. It has to name the columns: at least one of sku, barcode and ` +
    `variant_id, and vendor or remove. Found: ${found.slice(0, MOST_NAMES_SHOWN).join(", ")}${more}`
  );
}

function shorten(name: string): string {
  const tidy = name.trim().replace(/\s+/g, " ");
  return tidy.length > LONGEST_NAME_SHOWN ? `${tidy.slice(0, LONGEST_NAME_SHOWN)}…` : tidy;
}
