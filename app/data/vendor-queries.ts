import { pool } from "~/db.server";
import { foldText } from "~/words/fold-text";
import { toPlanTotals, type PlanTotals, type TotalsRecord } from "./plan-totals";
import type { Transaction } from "./transaction";
import { exchangeRate } from "./vendor-currency";
import { normalizeVendorName } from "./vendors";

export interface VendorChoice {
  vendorId: string;
  name: string;
}

/** A vendor with the sums over what is ordered from it; the variants without a vendor are one too, all else null. */
export interface VendorTotals extends Omit<PlanTotals, "currency"> {
  vendorId: string | null;
  vendor: string | null;
  isArchived: boolean;
  /** The vendor's own; null where the shop's holds. */
  leadTimeDays: number | null;
  /** What it charges in, as an ISO 4217 code; null where nothing but the shop's is known. */
  currency: string | null;
  /** Units of the shop's currency for one of the vendor's; null where it is not known. */
  exchangeRate: number | null;
  /** In the vendor's currency. */
  minimumOrderValue: number | null;
}

/** Those of these ids that the shop has, by name, whether they supply anything or not. */
export async function readVendorsById(shop: string, vendorIds: readonly string[]): Promise<VendorChoice[]> {
  const { rows } = await pool.query<VendorChoice>(
    `SELECT vendor_id AS "vendorId", name FROM vendors
     WHERE shop = $1 AND vendor_id::text = ANY($2) ORDER BY lower(name), vendor_id`,
    [shop, vendorIds],
  );
  return rows;
}

/** A vendor by id; null when the shop has none such. */
export async function findVendor(
  shop: string,
  vendorId: string,
  connection: Transaction = pool,
): Promise<VendorChoice | null> {
  const { rows } = await connection.query<VendorChoice>(
    `SELECT vendor_id AS "vendorId", name FROM vendors WHERE shop = $1 AND vendor_id = $2::bigint`,
    [shop, vendorId],
  );
  return rows[0] ?? null;
}

/** A vendor by any of its names, whatever its letter case and spaces; null when the shop has none such. */
export async function findVendorByName(shop: string, name: string): Promise<VendorChoice | null> {
  // PostgreSQL's text holds every character but this one.
  if (name.includes("\0")) return null;
  const { rows } = await pool.query<VendorChoice>(
    `SELECT vendor_id AS "vendorId", vendors.name FROM vendors JOIN vendor_names USING (shop, vendor_id)
     WHERE shop = $1 AND normalized_name = $2`,
    [shop, normalizeVendorName(name)],
  );
  return rows[0] ?? null;
}

interface VendorTotalsRecord extends TotalsRecord {
  vendor_id: string | null;
  vendor: string | null;
  is_archived: boolean | null;
  lead_time_days: number | null;
  vendor_currency: string | null;
  exchange_rate: string | null;
  minimum_order_value: string | null;
}

/**
 * Every vendor, and the variants without one, in no order. A vendor from which nothing is ordered has sums of 0.
 *
 * Plans of a vendor that was merged while they were being made are left out, until they are made anew.
 */
export async function readVendorTotals(shop: string): Promise<VendorTotals[]> {
  const { rows } = await pool.query<VendorTotalsRecord>(
    // Of two columns of one name the driver keeps the last: the one into which both sides are joined.
    `SELECT totals.*, vendor_id, vendor.name AS vendor, is_archived, lead_time_days, vendor_currency, exchange_rate,
       minimum_order_value
     FROM (
         SELECT nullif(vendor_id, 0) AS vendor_id, skus, skus_to_reorder, units_to_order, order_value,
           skus_to_reorder_without_cost, out_of_stock
         FROM vendor_plan_sums WHERE shop = $1 AND skus > 0
       ) AS totals
       FULL JOIN (
         SELECT vendor_id, vendors.name, archived_at IS NOT NULL AS is_archived, lead_time_days,
           coalesce(vendors.currency, shops.currency) AS vendor_currency,
           ${exchangeRate("vendors", "shops")} AS exchange_rate, minimum_order_value
         FROM vendors LEFT JOIN shops USING (shop)
         WHERE shop = $1
       ) AS vendor USING (vendor_id)
     WHERE vendor_id IS NULL OR vendor.name IS NOT NULL`,
    [shop],
  );
  return rows.map((row) => ({
    ...toPlanTotals(row),
    vendorId: row.vendor_id,
    vendor: row.vendor,
    isArchived: row.is_archived ?? false,
    leadTimeDays: row.lead_time_days,
    currency: row.vendor_currency,
    exchangeRate: toNumber(row.exchange_rate),
    minimumOrderValue: toNumber(row.minimum_order_value),
  }));
}

function toNumber(decimal: string | null): number | null {
  return decimal === null ? null : Number(decimal);
}

/** The vendors with a text in one of their names, former ones included, whatever its letter case, accents and spaces. */
export async function findVendorIdsByText(shop: string, text: string): Promise<Set<string>> {
  const { rows } = await pool.query<{ vendorId: string; name: string }>(
    `SELECT vendor_id AS "vendorId", normalized_name AS name FROM vendor_names WHERE shop = $1`,
    [shop],
  );
  const wanted = foldText(normalizeVendorName(text));
  return new Set(rows.filter(({ name }) => foldText(name).includes(wanted)).map(({ vendorId }) => vendorId));
}
