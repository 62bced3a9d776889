import { toColumnName } from "./column-names";
import { formatCsvLines } from "./csv-lines";
import { respondWithCsv } from "./csv-response";
import { readWholeVendorOrder, type VendorOrderLine } from "./vendor-order";

/** The columns, in their order; later ones are added at the end. */
const COLUMNS = [
  "vendorSku",
  "sku",
  "barcode",
  "productTitle",
  "variantTitle",
  "quantity",
  "packSize",
  "packs",
  "unitCost",
  "lineValue",
  "currency",
  "variantId",
] as const;

/** Large enough to be quick, small enough that other requests get their turn between two batches. */
const LINES_PER_BATCH = 500;

const LONGEST_NAME = 60;

/**
 * Answers `request` with what is ordered from a vendor, to be saved under the vendor's name and the shop's day. The lines
 * are read at once, so that the file is the order of one moment.
 *
 * @returns null when the shop has no such vendor, or not any more
 */
export async function respondWithVendorOrderCsv(
  shop: string,
  vendorId: string,
  request: Request,
): Promise<Response | null> {
  const order = await readWholeVendorOrder(shop, vendorId);
  if (order === null) return null;
  const { vendor, day, lines } = order;
  const fileName = `order-${toFileName(vendor.name)}-${day}.csv`;
  return respondWithCsv(request, { fileName, isForSpreadsheets: true, chunks: writeCsv(lines, vendor.currency) });
}

/** What every file system takes of a name: its letters and digits without their accents. */
function toFileName(name: string): string {
  const plain = name.normalize("NFKD").replaceAll(/\p{M}/gu, "");
  const words = plain.toLowerCase().match(/[a-z0-9]+/g) ?? ["vendor"];
  return words.join("-").slice(0, LONGEST_NAME);
}

function* writeCsv(lines: readonly VendorOrderLine[], currency: string | null): Generator<string, void, undefined> {
  yield formatCsvLines([COLUMNS.map(toColumnName)]);
  for (let start = 0; start < lines.length; start += LINES_PER_BATCH) {
    yield formatCsvLines(lines.slice(start, start + LINES_PER_BATCH).map((line) => cellsOf(line, currency)));
  }
}

function cellsOf(line: VendorOrderLine, currency: string | null): (string | number | null)[] {
  // Parts of a pack where the pack size has changed since the quantity was entered.
  const packs = line.quantity / line.packSize;
  const cells = { ...line, packs, currency };
  return COLUMNS.map((column) => cells[column]);
}
