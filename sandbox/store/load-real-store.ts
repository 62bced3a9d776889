import path from "node:path";
import { DateTime } from "luxon";
import { assembleStore } from "./assemble-store";
import type { CalendarDay } from "./calendar";
import { listDays, localDate } from "./calendar";
import type { CatalogueProduct } from "./catalogue";
import { dressVariant } from "./catalogue";
import type { ArticleGroup } from "./group-variants";
import { groupVariants } from "./group-variants";
import type { OrderDraft, OrderLineDraft } from "./order-drafts";
import type { Random } from "./random";
import { createRandom } from "./random";
import type { InvoiceLineRecord } from "./shop-files";
import { readInvoiceLines, readProducts, ShopFileError } from "./shop-files";
import { REAL_SHOP } from "./shop-profile";
import type { SandboxStore } from "./types";
import { startVendors } from "./vendors";

export interface LoadRealStoreOptions {
  /** Decides what the files do not say: vendors, costs, stock, cancelled and test orders. */
  seed?: number;
  /** Orders end with the day before this instant's day in the shop's time zone. */
  now: Date;
}

/**
 * Loads a real shop from a folder with `products.csv` (sku, title, unit_price) and `invoice-lines.csv.gz` (invoice, sku,
 * quantity, invoiced_at in local time, unit_price). Invoices become orders, named "#" and the invoice's number.
 *
 * - The last day of the file is taken for a partial one, cut off by the export, and dropped.
 * - All dates are moved by the same number of whole days, so that the day before the dropped one is yesterday in the
 *   shop's time zone. The local time of day stays; the weekday moves, so the day on which the shop rests may be any.
 *   A time that the clock change skips moves on by an hour, within its day.
 * - An invoice whose lines bear several times is an order of the first of them.
 * - Vendors, variants' barcodes and costs, creation dates, locations, stock levels, returns, and cancelled ("#C…") and
 *   test ("#T…") orders come from the same modules as in a generated store, and depend on the seed.
 *
 * Throws a {@link ShopFileError} that names file, line and reason when a file is missing or cannot be used.
 */
export async function loadRealStore(folder: string, { seed = 1, now }: LoadRealStoreOptions): Promise<SandboxStore> {
  const profile = REAL_SHOP;
  const groups = groupVariants(await readProducts(folder));
  const placeOfSku = listPlaces(groups);
  const invoices = await readInvoices(folder, placeOfSku);
  const days = moveDays(invoices, folder, localDate(now, profile.ianaTimezone));
  return assembleStore({
    profile,
    days: days.moved,
    catalogue: describeCatalogue(groups, createRandom(seed, "catalogue")),
    orders: invoices.flatMap((invoice) => placeInvoice(invoice, days, profile.ianaTimezone)),
    seed,
  });
}

interface Invoice {
  name: string;
  /** ISO date and time of day, local, of the first line. */
  date: string;
  time: string;
  lines: OrderLineDraft[];
}

/** Place of every SKU's variant in the catalogue. */
function listPlaces(groups: readonly ArticleGroup[]): Map<string, number> {
  const skus = groups.flatMap((group) => group.articles.map(({ record }) => record.sku));
  return new Map(skus.map((sku, place) => [sku, place]));
}

function describeCatalogue(groups: readonly ArticleGroup[], random: Random): CatalogueProduct[] {
  const drawVendor = startVendors(random);
  return groups.map(({ productTitle, articles }) => ({
    title: productTitle,
    vendor: drawVendor(),
    productType: "Gifts",
    variants: articles.map(({ record, variantTitle }) =>
      dressVariant(variantTitle, record.sku, record.unitPrice, random),
    ),
  }));
}

async function readInvoices(folder: string, placeOfSku: ReadonlyMap<string, number>): Promise<Invoice[]> {
  const invoices = new Map<string, Invoice>();
  const addLine = (record: InvoiceLineRecord): void => {
    let invoice = invoices.get(record.invoice);
    if (invoice === undefined) {
      invoice = { name: `#${record.invoice}`, date: record.date, time: record.time, lines: [] };
      invoices.set(record.invoice, invoice);
    }
    if (record.date < invoice.date || (record.date === invoice.date && record.time < invoice.time)) {
      invoice.date = record.date;
      invoice.time = record.time;
    }
    invoice.lines.push({
      variant: placeOfSku.get(record.sku) ?? null,
      quantity: record.quantity,
      currentQuantity: record.quantity,
      unitPrice: record.unitPrice,
    });
  };
  await readInvoiceLines(folder, new Set(placeOfSku.keys()), addLine);
  return [...invoices.values()];
}

interface MovedDays {
  /** The days of the store, the last one yesterday. */
  moved: CalendarDay[];
  /** Place of a day of the file, by ISO date, among the moved ones. */
  placeOfDate: ReadonlyMap<string, number>;
}

function moveDays(invoices: readonly Invoice[], folder: string, today: string): MovedDays {
  const dates = invoices.map((invoice) => invoice.date);
  const first = dates.reduce((earliest, date) => (date < earliest ? date : earliest));
  const partial = dates.reduce((latest, date) => (date > latest ? date : latest));
  if (first === partial) {
    const file = path.join(folder, "invoice-lines.csv.gz");
    throw new ShopFileError(
      file,
      null,
      `has invoices of ${first} only; a last, partial day and one before it are needed`,
    );
  }
  const dayCount = Math.round(DateTime.fromISO(partial).diff(DateTime.fromISO(first), "days").days);
  const original = listDays(partial, dayCount + 1, "utc").slice(0, -1);
  return {
    moved: listDays(today, dayCount + 1, REAL_SHOP.ianaTimezone).slice(0, -1),
    placeOfDate: new Map(original.map((day, place) => [day.date, place])),
  };
}

/** The invoice as an order of its moved day; none for an invoice of the dropped day. */
function placeInvoice(invoice: Invoice, { moved, placeOfDate }: MovedDays, timeZone: string): OrderDraft[] {
  const place = placeOfDate.get(invoice.date);
  const day = place === undefined ? undefined : moved[place];
  if (place === undefined || day === undefined) return [];
  const createdAtMs = DateTime.fromISO(`${day.date}T${invoice.time}`, { zone: timeZone }).toMillis();
  return [
    {
      name: invoice.name,
      day: place,
      createdAtMs,
      updatedAtMs: createdAtMs,
      cancelledAtMs: null,
      test: false,
      waits: false,
      lines: invoice.lines,
    },
  ];
}
