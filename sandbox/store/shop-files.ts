import { createReadStream } from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import Papa from "papaparse";
import { z } from "zod";

/** A file of a real shop that cannot be used; the message names file, line and reason. */
export class ShopFileError extends Error {
  override name = "ShopFileError";

  constructor(
    readonly file: string,
    /** Counted from 1, the header; null when the fault is the whole file's. */
    readonly line: number | null,
    readonly reason: string,
  ) {
    super(line === null ? `${file}: ${reason}` : `${file}, line ${line}: ${reason}`);
  }
}

export interface ProductRecord {
  sku: string;
  title: string;
  /** Decimal with two places. */
  unitPrice: string;
}

export interface InvoiceLineRecord {
  invoice: string;
  sku: string;
  quantity: number;
  /** ISO date, local. */
  date: string;
  /** Local time of day, "HH:mm" or "HH:mm:ss". */
  time: string;
  /** Decimal with two places. */
  unitPrice: string;
}

const LARGEST_QUANTITY = 2 ** 31 - 1;

const text = z.string().trim().min(1, "is empty");
const price = z
  .string()
  .regex(/^\d+(\.\d+)?$/, "is not a price such as 4.25")
  .transform((decimal) => Number(decimal).toFixed(2));

const productSchema = z
  .object({ sku: text, title: text, unit_price: price })
  .transform(({ sku, title, unit_price }): ProductRecord => ({ sku, title, unitPrice: unit_price }));

const invoiceLineSchema = z
  .object({
    invoice: text,
    sku: text,
    quantity: z
      .string()
      .regex(/^[1-9]\d*$/, "is not a whole number of 1 or more")
      .transform(Number)
      .refine((quantity) => quantity <= LARGEST_QUANTITY, `is larger than ${LARGEST_QUANTITY}`),
    invoiced_at: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/, "is not a local time such as 2010-12-01T08:26")
      .refine((time) => isDate(time.slice(0, 10)), "is not a day of the calendar"),
    unit_price: price,
  })
  .transform(({ invoice, sku, quantity, invoiced_at, unit_price }): InvoiceLineRecord => ({
    invoice,
    sku,
    quantity,
    date: invoiced_at.slice(0, 10),
    time: invoiced_at.slice(11),
    unitPrice: unit_price,
  }));

/** `Date` turns 30 February into 2 March; on a real day the day of the month stays. */
function isDate(isoDate: string): boolean {
  return new Date(isoDate).getUTCDate() === Number(isoDate.slice(8, 10));
}

/** Reads `products.csv` (columns sku, title, unit_price; others are ignored). Every SKU must occur once. */
export async function readProducts(folder: string): Promise<ProductRecord[]> {
  const file = path.join(folder, "products.csv");
  const products = new Map<string, ProductRecord>();
  await readRecords(file, productSchema, (product, line) => {
    if (products.has(product.sku)) throw new ShopFileError(file, line, `SKU ${product.sku} stands here a second time`);
    products.set(product.sku, product);
  });
  if (products.size === 0) throw new ShopFileError(file, null, "has no products");
  return [...products.values()];
}

/**
 * Reads `invoice-lines.csv.gz` (columns invoice, sku, quantity, invoiced_at, unit_price; others are ignored) as a
 * stream and hands over one line after the other. Every SKU must be one of `knownSkus`.
 */
export async function readInvoiceLines(
  folder: string,
  knownSkus: ReadonlySet<string>,
  onLine: (line: InvoiceLineRecord) => void,
): Promise<void> {
  const file = path.join(folder, "invoice-lines.csv.gz");
  let lines = 0;
  await readRecords(file, invoiceLineSchema, (invoiceLine, line) => {
    if (!knownSkus.has(invoiceLine.sku)) {
      throw new ShopFileError(file, line, `SKU ${invoiceLine.sku} is not in products.csv`);
    }
    lines++;
    onLine(invoiceLine);
  });
  if (lines === 0) throw new ShopFileError(file, null, "has no invoice lines");
}

/** Parses a CSV file with a header, gunzipped where its name ends so; empty lines are skipped. */
async function readRecords<Parsed>(
  file: string,
  schema: z.ZodType<Parsed, Record<string, string>>,
  onRecord: (record: Parsed, line: number) => void,
): Promise<void> {
  let header: string[] | null = null;
  let line = 1;

  const readRow = (cells: string[], fault: Papa.ParseError | undefined): void => {
    const rowLine = line;
    // A quoted cell may hold line breaks.
    line += 1 + cells.reduce((breaks, cell) => breaks + countLineBreaks(cell), 0);
    if (fault !== undefined) throw new ShopFileError(file, rowLine, fault.message);
    if (cells.length === 1 && cells[0] === "") return;
    if (header === null) {
      header = cells;
      return;
    }
    if (cells.length !== header.length) {
      throw new ShopFileError(file, rowLine, `has ${cells.length} cells where the header has ${header.length}`);
    }
    const record: Record<string, string> = {};
    header.forEach((column, index) => {
      record[column] = cells[index] ?? "";
    });
    onRecord(parseRecord(record, schema, file, rowLine), rowLine);
  };

  try {
    await streamRows(file, readRow);
  } catch (error) {
    if (error instanceof ShopFileError) throw error;
    throw describeReadFailure(error, file, line);
  }
  if (header === null) throw new ShopFileError(file, 1, "has no header");
}

/** Looks before it splits: half a million lines have nearly no cell with a line break. */
function countLineBreaks(cell: string): number {
  return cell.includes("\n") ? cell.split("\n").length - 1 : 0;
}

function parseRecord<Parsed>(
  record: Record<string, string>,
  schema: z.ZodType<Parsed, Record<string, string>>,
  file: string,
  line: number,
): Parsed {
  const parsed = schema.safeParse(record);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => {
    const column = String(issue.path[0]);
    const value = record[column];
    return value === undefined ? `the column ${column} is missing` : `${column} "${value}" ${issue.message}`;
  });
  throw new ShopFileError(file, line, faults.join("; "));
}

function streamRows(file: string, onRow: (cells: string[], fault: Papa.ParseError | undefined) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const source = createReadStream(file);
    const stopReading = (error: Error): void => {
      source.destroy();
      reject(error);
    };
    const content = file.endsWith(".gz")
      ? pipeline(source, createGunzip(), (error) => {
          if (error) stopReading(error);
        })
      : source;
    // Decoded by the stream, since a letter of several bytes may lie across two chunks.
    content.setEncoding("utf8");
    Papa.parse<string[]>(content, {
      step: ({ data, errors }) => onRow(data, errors[0]),
      complete: () => resolve(),
      error: stopReading,
    });
  });
}

function describeReadFailure(error: unknown, file: string, line: number): unknown {
  if (!(error instanceof Error)) return error;
  const code = "code" in error ? error.code : undefined;
  if (code === "ENOENT") return new ShopFileError(file, null, "the file does not exist");
  if (code === "Z_DATA_ERROR") return new ShopFileError(file, line, "is not a gzip file, or is damaged");
  if (code === "Z_BUF_ERROR") return new ShopFileError(file, line, "the gzip file ends too early; copy it again");
  return new ShopFileError(file, line, error.message);
}
