import type { MappingColumn } from "~/data/mapping-columns";
import type { MappingFault, StagedMappingRow } from "~/data/mapping-staging";
import { vendorOfferSchema, type VendorOffer } from "~/data/vendor-items";
import { normalizeVendorName, vendorNameSchema } from "~/data/vendors";
import { takeOffApostrophe } from "~/ops/spreadsheet-text";
import type { Header } from "./header";
import { isShortenedBySpreadsheet, readFlag, readNumber, type ReadCell } from "./read-cell";
import type { FileRow, Separator } from "./split-rows";

export interface ReadMappingRow {
  row: StagedMappingRow;
  faults: MappingFault[];
  /** Identifiers that a spreadsheet shortened, of an item that another one names. */
  ignoredIdentifiers: number;
}

/** Reads the cells of one row. What can't be read is null in the row and has a fault, so that all faults are found at once. */
export function readMappingRow(file: FileRow, header: Header, separator: Separator): ReadMappingRow {
  const cells = new RowCells(file, header, separator);
  if (file.malformed)
    cells.addFault("", "", "has quotes (\") that can't be understood: write a quote of a value twice");
  const identifiers = readIdentifiers(cells);
  const vendor = readVendor(cells);
  const offer = readOffer(cells);
  const preferred = cells.read("preferred", readFlag) ?? null;
  const remove = cells.read("remove", readFlag) ?? false;
  if (vendor === null && !remove && !cells.hasFault("vendor") && (preferred === true || isOffering(offer))) {
    cells.addFault("vendor", "", "is empty: name the vendor that these values are of");
  }
  const { ignored, ...named } = identifiers;
  const row = { line: file.line, ...named, vendor, offer, preferred, remove };
  return {
    row: { ...row, normalizedVendor: vendor === null ? null : normalizeVendorName(vendor) },
    faults: cells.faults,
    ignoredIdentifiers: ignored,
  };
}

/** The cells of a row by their columns, and what is wrong with them. */
class RowCells {
  readonly faults: MappingFault[] = [];

  constructor(
    private readonly file: FileRow,
    private readonly header: Header,
    private readonly separator: Separator,
  ) {
    const surplus = file.cells.slice(header.cells).find((cell) => cell.trim() !== "");
    if (surplus !== undefined) {
      this.addFault("", surplus, "has more cells than the header: put quotes around values with a separator in them");
    }
  }

  /** Empty for a column that the file does not have. */
  textOf(column: MappingColumn): string {
    const place = this.header.places.get(column);
    return takeOffApostrophe(place === undefined ? "" : (this.file.cells[place] ?? "")).trim();
  }

  read<Value>(column: MappingColumn, readCell: (text: string, separator: Separator) => ReadCell<Value>): Value | null {
    const text = this.textOf(column);
    const cell = readCell(text, this.separator);
    if (cell.ok) return cell.value;
    this.addFault(column, text, cell.reason);
    return null;
  }

  addFault(column: MappingColumn | "", value: string, reason: string): void {
    this.faults.push({ line: this.file.line, column, value, reason });
  }

  hasFault(column: MappingColumn): boolean {
    return this.faults.some((fault) => fault.column === column);
  }
}

function readIdentifiers(cells: RowCells) {
  const sku = cells.textOf("sku");
  const barcode = cells.textOf("barcode");
  const variantId = cells.textOf("variant_id");
  const shortened = (["barcode", "variant_id"] as const).filter((column) =>
    isShortenedBySpreadsheet(cells.textOf(column)),
  );
  const isNamed = sku !== "" || [barcode, variantId].filter((text) => text !== "").length > shortened.length;
  if (!isNamed) {
    for (const column of shortened) cells.addFault(column, cells.textOf(column), SHORTENED);
    if (shortened.length === 0) {
      cells.addFault("sku", "", "is empty, and so is every other column that could name the item");
    }
  }
  const keep = (column: "barcode" | "variant_id", text: string) =>
    text === "" || shortened.includes(column) ? null : text;
  return {
    sku: sku === "" ? null : sku,
    barcode: keep("barcode", barcode),
    variantId: readVariantId(cells, keep("variant_id", variantId)),
    ignored: isNamed ? shortened.length : 0,
  };
}

const SHORTENED =
  "was shortened by a spreadsheet, and its last digits are lost: format the column as text before opening the file, or name the item by its sku";

function readVariantId(cells: RowCells, text: string | null): string | null {
  if (text === null) return null;
  // A positive BIGINT.
  if (/^[1-9]\d{0,17}$/.test(text)) return text;
  cells.addFault("variant_id", text, "is not the id of an item: it is a number without other signs");
  return null;
}

function readVendor(cells: RowCells): string | null {
  const text = cells.textOf("vendor");
  if (text === "") return null;
  const name = vendorNameSchema.safeParse(text);
  if (name.success) return name.data;
  cells.addFault("vendor", text, name.error.issues[0]?.message ?? "is not a name");
  return null;
}

const offers = vendorOfferSchema.shape;

function readOffer(cells: RowCells): VendorOffer {
  return {
    vendorSku: cells.read("vendor_sku", (text) => checkRange(offers.vendorSku, text === "" ? null : text)) ?? null,
    unitCost:
      cells.read("unit_cost", (text, separator) => {
        const number = readNumber(text, separator);
        return number.ok ? checkRange(offers.unitCost, number.value) : number;
      }) ?? null,
    minimumOrderQuantity: readQuantity(cells, "minimum_order_quantity", offers.minimumOrderQuantity),
    packSize: readQuantity(cells, "pack_size", offers.packSize),
    leadTimeDays: readQuantity(cells, "lead_time_days", offers.leadTimeDays),
  };
}

function readQuantity(cells: RowCells, column: MappingColumn, schema: OfferSchema<number>): number | null {
  const value = cells.read(column, (text, separator) => {
    const number = readNumber(text, separator);
    if (!number.ok) return number;
    return checkRange(schema, number.value === null ? null : Number(number.value));
  });
  return value ?? null;
}

interface OfferSchema<Value> {
  safeParse(value: unknown): { success: true; data: Value | null | undefined } | { success: false; error: OfferError };
}

interface OfferError {
  issues: readonly { message: string }[];
}

function checkRange<Value>(schema: OfferSchema<Value>, value: Value | null): ReadCell<Value | null> {
  const checked = schema.safeParse(value);
  if (checked.success) return { ok: true, value: checked.data ?? null };
  return { ok: false, reason: checked.error.issues[0]?.message ?? "is not valid" };
}

function isOffering(offer: VendorOffer): boolean {
  return Object.values(offer).some((value) => value !== null);
}
