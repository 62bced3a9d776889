import { pool } from "~/db.server";
import { PLAN_TOTALS, toPlanTotals } from "./plan-queries";
import type { PlanTotals, TotalsRecord } from "./plan-queries";
import type { Transaction } from "./transaction";
import { normalizeVendorName } from "./vendors";

export interface VendorChoice {
  vendorId: string;
  name: string;
}

/** Sums over the plans of one vendor, or of the variants without one (both null). */
export interface VendorTotals extends PlanTotals {
  vendorId: string | null;
  vendor: string | null;
}

/** The vendors that supply at least one planned variant, by name. */
export async function readVendorChoices(shop: string): Promise<VendorChoice[]> {
  const { rows } = await pool.query<VendorChoice>(
    `SELECT vendor_id AS "vendorId", name FROM vendors
      WHERE shop = $1
        AND EXISTS (SELECT FROM plans WHERE plans.shop = vendors.shop AND plans.vendor_id = vendors.vendor_id)
      ORDER BY lower(name), vendor_id`,
    [shop],
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
  const { rows } = await pool.query<VendorChoice>(
    `SELECT vendor_id AS "vendorId", vendors.name FROM vendors JOIN vendor_names USING (shop, vendor_id)
     WHERE shop = $1 AND normalized_name = $2`,
    [shop, normalizeVendorName(name)],
  );
  return rows[0] ?? null;
}

/** Sums per vendor that supplies a planned variant, and of the variants without a vendor, in no order. */
export async function readVendorTotals(shop: string): Promise<VendorTotals[]> {
  const { rows } = await pool.query<TotalsRecord & { vendor_id: string | null; vendor: string | null }>(
    `SELECT vendor_id, max(vendor) AS vendor, ${PLAN_TOTALS} FROM plans WHERE shop = $1 GROUP BY vendor_id`,
    [shop],
  );
  return rows.map((row) => ({ vendorId: row.vendor_id, vendor: row.vendor, ...toPlanTotals(row) }));
}
