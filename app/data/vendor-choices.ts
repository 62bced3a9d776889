import { pool } from "~/db.server";
import { foldText } from "~/words/fold-text";
import { question, type Question } from "./questions";
import { normalizeVendorName } from "./vendors";

/** A vendor that can be chosen. */
export interface VendorMatch {
  vendorId: string;
  name: string;
  isArchived: boolean;
}

export interface VendorMatches {
  /** By name, the names that begin with the text first. */
  vendors: VendorMatch[];
  /** Whether there are more than these. */
  more: boolean;
  /** The vendor that goes by exactly this name, now or formerly, archived or not; null when a vendor can be added under it. */
  named: VendorMatch | null;
}

/**
 * Finds vendors by a part of one of their names, whatever its letter case, accents and spaces; all for an empty text.
 *
 * @param withArchived whether archived vendors, to which nothing new is assigned, are among them
 */
export async function findVendorMatches(
  shop: string,
  text: string,
  { limit, withArchived }: { limit: number; withArchived: boolean },
): Promise<VendorMatches> {
  const { rows } = await pool.query<VendorMatch & { names: string[] }>(
    `SELECT ${VENDOR_MATCH}, ARRAY(
       SELECT normalized_name FROM vendor_names AS known
       WHERE known.shop = $1 AND known.vendor_id = vendors.vendor_id
     ) AS names
     FROM vendors WHERE shop = $1 AND (archived_at IS NULL OR $2) ORDER BY lower(name), vendor_id`,
    [shop, withArchived],
  );
  const normalized = normalizeVendorName(text);
  const wanted = foldText(normalized);
  const found = rows.filter(({ names }) => names.some((name) => foldText(name).includes(wanted)));
  const begins = ({ name }: VendorMatch) => foldText(name).startsWith(wanted);
  const vendors = [...found.filter(begins), ...found.filter((vendor) => !begins(vendor))]
    .slice(0, limit)
    .map(({ names: _names, ...vendor }) => vendor);
  return { vendors, more: found.length > limit, named: await findNamed(shop, normalized) };
}

async function findNamed(shop: string, normalizedName: string): Promise<VendorMatch | null> {
  const { rows } = await pool.query<VendorMatch>(
    `SELECT ${VENDOR_MATCH} FROM vendors JOIN vendor_names USING (shop, vendor_id)
     WHERE shop = $1 AND normalized_name = $2`,
    [shop, normalizedName],
  );
  return rows[0] ?? null;
}

/** Whom Shopify names as the vendor of a variant's product; null for nobody. */
export function shopifyVendor(variantId: string): Question<VendorMatch | null> {
  return question(
    (values) => `SELECT ${VENDOR_MATCH} FROM variants JOIN vendors USING (shop, vendor_id)
      WHERE shop = $1 AND variant_id = ${values.add(variantId)}::bigint`,
    ([vendor]: readonly VendorMatch[]) => vendor ?? null,
  );
}

const VENDOR_MATCH = `vendor_id::text AS "vendorId", name, archived_at IS NOT NULL AS "isArchived"`;
