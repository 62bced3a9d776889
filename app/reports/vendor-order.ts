import { readShop } from "~/data/shops";
import { ORDER_SORT_EXPRESSIONS } from "~/data/vendor-order-filter";
import {
  findOrderLines,
  findOrderVendor,
  readOrderLinePage,
  readOrderTotals,
  readOrderedLines,
} from "~/data/vendor-order-queries";
import type { OrderLine, OrderTotals, OrderVendor } from "~/data/vendor-order-queries";
import { calendarDay } from "~/planning/calendar";
import { compareWithMinimum, type MinimumComparison } from "~/planning/minimum-order-value";
import { isNumericId } from "./numeric-id";
import { readPageAt, type CursorPage } from "./row-cursor";
import type { VendorOrderQuery } from "./vendor-order-query";

export type VendorOrderLine = OrderLine;

/** What a vendor's next order comes to, and from whom to whom it goes. */
export interface VendorOrder {
  vendor: OrderVendor;
  shop: { name: string; currency: string | null };
  /** Today in the shop's time zone, ISO. */
  day: string;
  totals: VendorOrderTotals;
}

export interface VendorOrderTotals extends OrderTotals {
  /** When the reading began, ISO 8601: what was read later is newer. */
  readAt: string;
  /** How the value stands to the vendor's minimum; null where it has none, or nothing is ordered. */
  minimum: MinimumComparison | null;
}

export interface VendorOrderPage extends VendorOrder, Omit<CursorPage<VendorOrderLine>, "rows"> {
  lines: VendorOrderLine[];
}

/** Lines that have become others since the page was read, and the totals with them. */
export interface OrderAnswer {
  lines: VendorOrderLine[];
  totals: VendorOrderTotals;
}

const LINES_PER_PAGE = 50;

/** One page of a vendor's order; null when the shop has no such vendor. The totals are the whole order's. */
export async function readVendorOrderPage(
  shop: string,
  vendorId: string,
  query: VendorOrderQuery,
  pageSize = LINES_PER_PAGE,
): Promise<VendorOrderPage | null> {
  if (!isNumericId(vendorId)) return null;
  const totals: ReadTotals[] = [];
  const [order, { rows, previous, next }] = await Promise.all([
    readOrderHead(shop, vendorId),
    readPageAt(query, ORDER_SORT_EXPRESSIONS, async (from) => {
      const readAt = new Date().toISOString();
      const page = await readOrderLinePage(shop, vendorId, query, query, { limit: pageSize, ...from });
      totals.push({ ...page.totals, readAt });
      return page;
    }),
  ]);
  const [latest] = totals.slice(-1);
  return order && latest
    ? { ...order, totals: compareTotals(latest, order.vendor), lines: rows, previous, next }
    : null;
}

/** A vendor's order with everything that goes to the vendor, by title; null when the shop has no such vendor. */
export async function readWholeVendorOrder(
  shop: string,
  vendorId: string,
): Promise<(VendorOrder & { lines: VendorOrderLine[] }) | null> {
  if (!isNumericId(vendorId)) return null;
  const order = await readVendorOrder(shop, vendorId);
  return order && { ...order, lines: await readOrderedLines(shop, vendorId) };
}

/** A vendor's order without its lines; null when the shop has no such vendor. */
async function readVendorOrder(shop: string, vendorId: string): Promise<VendorOrder | null> {
  const [head, totals] = await Promise.all([readOrderHead(shop, vendorId), readTotals(shop, vendorId)]);
  return head && { ...head, totals: compareTotals(totals, head.vendor) };
}

/** From whom to whom an order goes; null when the shop has no such vendor. */
async function readOrderHead(shop: string, vendorId: string): Promise<Omit<VendorOrder, "totals"> | null> {
  const [stored, vendor] = await Promise.all([readShop(shop), findOrderVendor(shop, vendorId)]);
  if (stored === null || vendor === null) return null;
  return {
    vendor,
    shop: { name: stored.name ?? shop, currency: stored.currency },
    day: calendarDay(new Date(), stored.timeZone ?? "UTC"),
  };
}

/** The totals again, such as after a quantity was changed; null when the shop has no such vendor. */
export async function readVendorOrderTotals(shop: string, vendorId: string): Promise<VendorOrderTotals | null> {
  const [vendor, totals] = await Promise.all([findOrderVendor(shop, vendorId), readTotals(shop, vendorId)]);
  return vendor && compareTotals(totals, vendor);
}

type ReadTotals = OrderTotals & Pick<VendorOrderTotals, "readAt">;

async function readTotals(shop: string, vendorId: string): Promise<ReadTotals> {
  const readAt = new Date().toISOString();
  return { ...(await readOrderTotals(shop, vendorId)), readAt };
}

function compareTotals(totals: ReadTotals, { minimumOrderValue }: OrderVendor): VendorOrderTotals {
  const minimum = totals.lines === 0 ? null : compareWithMinimum(totals.value, minimumOrderValue);
  return { ...totals, minimum };
}

/** Reads these variants' lines again, with the totals, such as after their stock was corrected. */
export async function readVendorOrderLines(
  shop: string,
  vendorId: string,
  variantIds: readonly string[],
): Promise<OrderAnswer | null> {
  const totals = await readVendorOrderTotals(shop, vendorId);
  return totals && { lines: await findOrderLines(shop, vendorId, variantIds), totals };
}
