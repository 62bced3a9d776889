import { pool } from "~/db.server";

/**
 * The form by which vendor names are compared: compatibility characters composed (NFKC), letter case and surplus spaces
 * without meaning. "ACME  Ltd." and "Acme Ltd." are one vendor.
 */
export function normalizeVendorName(name: string): string {
  // Upper case first: it is what turns "ß" and "SS" into the same letters.
  return name.normalize("NFKC").toUpperCase().toLowerCase().replace(/\s+/g, " ").trim();
}

/**
 * Finds the vendors of these names, adding those that are new under the name as first written.
 *
 * @returns vendor ids by normalised name
 */
export async function findOrAddVendors(shop: string, names: readonly string[]): Promise<Map<string, string>> {
  const nameOf = new Map<string, string>();
  for (const name of names) {
    const normalized = normalizeVendorName(name);
    if (normalized !== "" && !nameOf.has(normalized)) nameOf.set(normalized, name.trim().replace(/\s+/g, " "));
  }
  if (nameOf.size === 0) return new Map();
  const normalizedNames = [...nameOf.keys()];
  await pool.query(
    `INSERT INTO vendors (shop, name, normalized_name)
     SELECT $1, name, normalized_name FROM unnest($2::text[], $3::text[]) AS batch (name, normalized_name)
     WHERE NOT EXISTS (
       SELECT FROM vendors WHERE vendors.shop = $1 AND vendors.normalized_name = batch.normalized_name
     )
     ORDER BY normalized_name
     ON CONFLICT (shop, normalized_name) DO NOTHING`,
    [shop, [...nameOf.values()], normalizedNames],
  );
  const { rows } = await pool.query<{ vendorId: string; normalizedName: string }>(
    `SELECT vendor_id AS "vendorId", normalized_name AS "normalizedName" FROM vendors
     WHERE shop = $1 AND normalized_name = ANY($2)`,
    [shop, normalizedNames],
  );
  return new Map(rows.map((row) => [row.normalizedName, row.vendorId]));
}
