import { pool } from "~/db.server";
import { foldText } from "~/words/fold-text";
import { question, type Question } from "./questions";
import { findVendorIdsByText } from "./vendor-queries";
import { normalizeVendorName } from "./vendors";

/** A vendor that can be chosen. */
export interface VendorMatch {
  vendorId: string;
  name: string;
  isArchived: boolean;
}

/**
 * Among which vendors one chooses: those to which something can be assigned, archived ones not among them; all; or those that
 * supply at least one variant, planned or excluded from planning.
 */
export const VENDOR_SCOPES = ["assignable", "all", "supplying"] as const;

export type VendorScope = (typeof VENDOR_SCOPES)[number];

export interface VendorMatches {
  /** By name, the names that begin with the text first. */
  vendors: VendorMatch[];
  /** How many there are besides these. */
  more: number;
  /**
   * The vendor that goes by exactly this name, now or formerly, archived or not; null when a vendor can be added under it. Not looked
   * for among those that supply something, where none is added.
   */
  named: VendorMatch | null;
}

interface VendorSearch {
  scope: VendorScope;
  limit: number;
}

/** Finds vendors by a part of one of their names, whatever its letter case, accents and spaces; all for an empty text. */
export async function findVendorMatches(shop: string, text: string, search: VendorSearch): Promise<VendorMatches> {
  const normalized = normalizeVendorName(text);
  if (normalized === "") return { ...(await readFirst(shop, search)), named: null };
  const [found, named] = await Promise.all([
    findByText(shop, normalized, search),
    search.scope === "supplying" ? null : findNamed(shop, normalized),
  ]);
  return { ...found, named };
}

type FoundVendors = Pick<VendorMatches, "vendors" | "more">;

async function readFirst(shop: string, { scope, limit }: VendorSearch): Promise<FoundVendors> {
  const { rows } = await pool.query<VendorMatch & { all: number }>(
    `SELECT ${VENDOR_MATCH}, (count(*) OVER ())::int AS "all" FROM vendors
     WHERE shop = $1 AND ${IN_SCOPE[scope]} ORDER BY ${NAME_ORDER} LIMIT $2`,
    [shop, limit],
  );
  const vendors = rows.map(({ all: _all, ...vendor }) => vendor);
  return { vendors, more: (rows[0]?.all ?? 0) - vendors.length };
}

async function findByText(shop: string, normalizedText: string, { scope, limit }: VendorSearch): Promise<FoundVendors> {
  const ids = await findVendorIdsByText(shop, normalizedText);
  const { rows: found } = await pool.query<VendorMatch>(
    `SELECT ${VENDOR_MATCH} FROM vendors
     WHERE shop = $1 AND vendor_id = ANY($2::bigint[]) AND ${IN_SCOPE[scope]} ORDER BY ${NAME_ORDER}`,
    [shop, [...ids]],
  );
  const wanted = foldText(normalizedText);
  const begins = ({ name }: VendorMatch) => foldText(name).startsWith(wanted);
  const vendors = [...found.filter(begins), ...found.filter((vendor) => !begins(vendor))].slice(0, limit);
  return { vendors, more: found.length - vendors.length };
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

const IN_SCOPE: Record<VendorScope, string> = {
  assignable: "archived_at IS NULL",
  all: "true",
  supplying: `(
    EXISTS (
      SELECT FROM vendor_plan_sums AS sums
      WHERE sums.shop = $1 AND sums.vendor_id = vendors.vendor_id AND sums.skus > 0
    ) OR EXISTS (SELECT FROM plans WHERE plans.shop = $1 AND plans.vendor_id = vendors.vendor_id)
  )`,
};

const NAME_ORDER = "lower(name), vendor_id";

const VENDOR_MATCH = `vendor_id::text AS "vendorId", name, archived_at IS NOT NULL AS "isArchived"`;
