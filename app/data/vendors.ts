import { z } from "zod";
import { pool } from "~/db.server";
import type { Transaction } from "./transaction";

const LONGEST_NAME = 255;

/**
 * The form by which vendor names are compared: compatibility characters composed (NFKC), letter case and surplus spaces
 * without meaning. "ACME  Ltd." and "Acme Ltd." are one vendor.
 */
export function normalizeVendorName(name: string): string {
  // Upper case first: it is what turns "ß" and "SS" into the same letters.
  return name.normalize("NFKC").toUpperCase().toLowerCase().replace(/\s+/g, " ").trim();
}

/** A name as it is shown: as it was written, without surplus spaces. */
export function tidyVendorName(name: string): string {
  return name.trim().replace(/\s+/g, " ");
}

/** A vendor's name, tidied. It is shown and compared, never run: what looks like a formula, HTML or SQL is a name too. */
export const vendorNameSchema = z
  .string("must be a text")
  .transform(tidyVendorName)
  .pipe(
    z
      .string()
      .min(1, "can't be empty")
      .regex(/^\P{Cc}*$/u, "can't hold control characters")
      // Some letters are several ones in the form by which names are compared.
      .refine(
        (name) => name.length <= LONGEST_NAME && normalizeVendorName(name).length <= LONGEST_NAME,
        `must be at most ${LONGEST_NAME} characters long`,
      ),
  );

/**
 * Finds the vendors of these names, by whichever of its names each is known.
 *
 * @returns vendor ids by normalised name; names that nobody has are missing
 */
export async function findVendorIds(
  shop: string,
  names: readonly string[],
  connection: Transaction = pool,
): Promise<Map<string, string>> {
  const { rows } = await connection.query<{ vendorId: string; normalizedName: string }>(
    `SELECT vendor_id AS "vendorId", normalized_name AS "normalizedName" FROM vendor_names
     WHERE shop = $1 AND normalized_name = ANY($2)`,
    [shop, [...new Set(names.map(normalizeVendorName))]],
  );
  return new Map(rows.map((row) => [row.normalizedName, row.vendorId]));
}

export interface VendorOrigin {
  /** Whether Shopify has these names. */
  fromShopify?: boolean;
  /** The one vendor that all of the new one's variants had before. */
  splitFrom?: string | null;
}

/**
 * Finds the vendors of these names, adding those that are new under the name as first written.
 *
 * @returns vendor ids by normalised name; empty names are missing
 */
export async function findOrAddVendors(
  shop: string,
  names: readonly string[],
  { fromShopify = false, splitFrom = null }: VendorOrigin = {},
  connection: Transaction = pool,
): Promise<Map<string, string>> {
  const nameOf = new Map<string, string>();
  for (const name of names) {
    const normalized = normalizeVendorName(name);
    if (normalized !== "" && !nameOf.has(normalized)) nameOf.set(normalized, tidyVendorName(name));
  }
  if (nameOf.size === 0) return new Map();
  // The name is what two that add the same vendor at the same time can't both take.
  await connection.query(
    `WITH wanted AS (
       SELECT name, normalized_name FROM unnest($2::text[], $3::text[]) AS wanted (name, normalized_name)
       WHERE NOT EXISTS (
         SELECT FROM vendor_names AS known WHERE known.shop = $1 AND known.normalized_name = wanted.normalized_name
       )
     ), taken AS (
       INSERT INTO vendor_names (shop, normalized_name, vendor_id, from_shopify)
       SELECT $1, normalized_name, nextval(pg_get_serial_sequence('vendors', 'vendor_id')), $4 FROM wanted
       ORDER BY normalized_name
       ON CONFLICT (shop, normalized_name) DO NOTHING
       RETURNING normalized_name, vendor_id
     )
     INSERT INTO vendors (shop, vendor_id, name, split_from)
     SELECT $1, taken.vendor_id, wanted.name, $5::bigint FROM taken JOIN wanted USING (normalized_name)`,
    [shop, [...nameOf.values()], [...nameOf.keys()], fromShopify, splitFrom],
  );
  return findVendorIds(shop, [...nameOf.keys()], connection);
}

/** A vendor as a change of what it supplies needs it. */
export interface LockedVendor {
  name: string;
  isArchived: boolean;
}

/**
 * Lets two changes that concern a vendor come one after the other, such as two that give one of its SKUs to different
 * variants. To be called before `lockVariants`, as mergers do, so that no two changes wait for each other.
 *
 * @returns those of the vendors that the shop has, by id
 */
export async function lockVendors(
  transaction: Transaction,
  shop: string,
  vendorIds: readonly string[],
): Promise<Map<string, LockedVendor>> {
  const { rows } = await transaction.query<LockedVendor & { vendorId: string }>(
    `SELECT vendor_id AS "vendorId", name, archived_at IS NOT NULL AS "isArchived" FROM vendors
     WHERE shop = $1 AND vendor_id = ANY($2::bigint[]) ORDER BY vendor_id FOR NO KEY UPDATE`,
    [shop, vendorIds],
  );
  return new Map(rows.map(({ vendorId, ...vendor }) => [vendorId, vendor]));
}
