import { z } from "zod";
import type { Actor } from "./audit-entries";
import { policyChangesSchema } from "./item-policies";
import { question, type Question } from "./questions";
import { requestReplans } from "./replan-requests";
import type { Transaction } from "./transaction";
import { exchangeRate } from "./vendor-currency";

/** What a vendor offers one variant for; null where the vendor's or the shop's terms, or Shopify's cost, hold. */
export interface VendorOffer {
  vendorSku: string | null;
  /** In the vendor's currency: a decimal as text. */
  unitCost: string | null;
  minimumOrderQuantity: number | null;
  packSize: number | null;
  leadTimeDays: number | null;
}

const HIGHEST_UNIT_COST = 1_000_000_000;

/**
 * What to change of an offer: a value sets it, null takes it away, and what is not named stays. Lead time, minimum order
 * and pack size have the ranges that they have for an item by itself.
 */
export const vendorOfferSchema = policyChangesSchema
  .pick({ minimumOrderQuantity: true, packSize: true, leadTimeDays: true })
  .extend({
    vendorSku: z
      .string("must be a text")
      .trim()
      .min(1, "can't be empty")
      .max(255, "must be at most 255 characters long")
      .regex(/^\P{Cc}*$/u, "can't hold line breaks or other control characters")
      .nullable(),
    unitCost: z
      .string("must be a decimal as text")
      .trim()
      .regex(/^-?\d+(\.\d+)?$/, { error: "must be a number", abort: true })
      .regex(/^[^-]/, "can't be negative")
      .regex(/^[^.]*(\.\d{1,4})?$/, "can't have more than 4 decimals")
      .refine((text) => Number(text) <= HIGHEST_UNIT_COST, "must be at most 1,000,000,000")
      .nullable(),
  } satisfies Partial<Record<keyof VendorOffer, z.ZodType>>)
  .partial();

/** One vendor of one variant, as it stands or stood. */
export interface VendorItem extends VendorOffer {
  vendorId: string;
  /** The vendor's name. */
  vendor: string;
  /** From this vendor the variant is ordered; of a variant's vendors it is always one. */
  preferred: boolean;
}

/** One vendor of a variant now, with what its offer needs to be understood. */
export interface ItemVendor extends VendorItem {
  /** In which the vendor charges; null while the shop's own is not known. */
  currency: string | null;
  /** Whether its costs can be converted to the shop's currency. */
  isConvertible: boolean;
  isArchived: boolean;
}

/** The columns in which an offer is stored, and their PostgreSQL types. */
const OFFER_COLUMNS = {
  vendorSku: { name: "vendor_sku", type: "text" },
  unitCost: { name: "unit_cost", type: "numeric" },
  minimumOrderQuantity: { name: "minimum_order_quantity", type: "integer" },
  packSize: { name: "pack_size", type: "integer" },
  leadTimeDays: { name: "lead_time_days", type: "float8" },
} as const satisfies Record<keyof VendorOffer, { name: string; type: string }>;

const OFFER_COLUMN_NAMES = Object.values(OFFER_COLUMNS).map(({ name }) => name);

/** The vendors of one variant, the preferred one first. */
export function vendorItems(variantId: string): Question<ItemVendor[]> {
  return question(
    (values) => `SELECT vendor_id::text AS "vendorId", vendors.name AS vendor, preferred, vendor_sku AS "vendorSku",
        trim_scale(unit_cost)::text AS "unitCost", minimum_order_quantity AS "minimumOrderQuantity",
        pack_size AS "packSize", item.lead_time_days AS "leadTimeDays",
        coalesce(vendors.currency, shops.currency) AS currency,
        ${exchangeRate("vendors", "shops")} IS NOT NULL AS "isConvertible", archived_at IS NOT NULL AS "isArchived"
      FROM vendor_items AS item JOIN vendors USING (shop, vendor_id) LEFT JOIN shops USING (shop)
      WHERE shop = $1 AND variant_id = ${values.add(variantId)}::bigint
      ORDER BY preferred DESC, lower(vendors.name), vendor_id`,
    (rows: readonly ItemVendor[]) => [...rows],
  );
}

/** What is wanted of one variant at one vendor; at most one for each pair in a change. */
export interface WantedVendorItem {
  variantId: string;
  vendorId: string;
  /** The vendor is not to supply the variant any more; all else is without meaning then. */
  remove?: boolean;
  /** True for at most one vendor of a variant. False when another is to be found; undefined leaves it as it is. */
  preferred?: boolean | undefined;
  /** What is not named stays, null takes it away. */
  offer?: Partial<VendorOffer>;
}

/**
 * SQL of a query whose columns are, in this order, `variant_id, vendor_id, remove, preferred, vendor_sku, unit_cost,
 * minimum_order_quantity, pack_size, lead_time_days, sets`; `sets` (text[]) names the columns from vendor_sku on that are
 * to be stored, the others stay.
 */
export interface WantedVendorItemQuery {
  text: string;
  values: readonly unknown[];
}

/** Who wants it; null for what happens by itself and is left out of the audit trail. */
export interface VendorItemChange {
  wanted: readonly WantedVendorItem[] | WantedVendorItemQuery;
  actor: Actor | null;
  /** The import of a mapping that this is a part of. */
  importId?: string;
  /** Shared by all entries of a change that can be undone. */
  changeId?: string;
}

export interface VendorItemCounts {
  /** Pairs of a variant and a vendor. */
  added: number;
  changed: number;
  removed: number;
  /** Variants with such a pair. */
  variants: number;
}

/**
 * Makes vendor items what is wanted of them, writes an audit entry for each pair of variant and vendor that is another
 * one then, and asks for new plans of the variants whose preferred vendor, or its offer, is another one.
 *
 * A variant with vendors has exactly one preferred one afterwards. Where none is left or wanted, it is the one known
 * longest that is not archived.
 *
 * An entry's values are a {@link VendorItem} each, or null where the vendor does not supply the variant; its subject is the
 * variant. Variants and vendors that the shop does not have, or not any more, are left out.
 */
export async function changeVendorItems(
  transaction: Transaction,
  shop: string,
  { wanted, actor, importId, changeId }: VendorItemChange,
): Promise<VendorItemCounts> {
  await stageWanted(transaction, shop, wanted);
  await stageItemsBefore(transaction, shop);
  await removeItems(transaction, shop);
  await writeItems(transaction, shop);
  await preferOneEach(transaction, shop);
  await stageDifferences(transaction, shop);
  if (actor) await writeAuditEntries(transaction, shop, actor, { importId, changeId });
  await requestReplans(transaction, shop, "SELECT variant_id FROM vendor_item_difference WHERE feeds_plan");
  return countDifferences(transaction);
}

async function stageWanted(transaction: Transaction, shop: string, wanted: VendorItemChange["wanted"]): Promise<void> {
  const query = "text" in wanted ? wanted : queryOf(wanted);
  // The embedded database has one session for all connections: a table of before would be in the way.
  await transaction.query(
    `CREATE TEMPORARY TABLE wanted_vendor_item (
       variant_id bigint, vendor_id bigint, remove boolean, preferred boolean, vendor_sku text, unit_cost numeric(20, 4),
       minimum_order_quantity integer, pack_size integer, lead_time_days float8, sets text[],
       PRIMARY KEY (variant_id, vendor_id)
     ) ON COMMIT DROP`,
  );
  await transaction.query(`INSERT INTO wanted_vendor_item ${query.text}`, [...query.values]);
  await transaction.query(
    `DELETE FROM wanted_vendor_item AS wanted WHERE NOT EXISTS (
       SELECT FROM variants AS variant
       WHERE variant.shop = $1 AND variant.variant_id = wanted.variant_id AND variant.deleted_at IS NULL
     )`,
    [shop],
  );
  await leaveOutUnknownVendors(transaction, shop);
  // A temporary table has no statistics before, and a hundred thousand rows would be joined as if they were few.
  await transaction.query("ANALYZE wanted_vendor_item");
  // Two changes of one variant come one after the other.
  await transaction.query(
    `SELECT FROM variants WHERE shop = $1 AND variant_id IN (SELECT variant_id FROM wanted_vendor_item)
     ORDER BY variant_id FOR NO KEY UPDATE`,
    [shop],
  );
}

/** Holds the vendors' keys, so that none of them is deleted meanwhile; before variants, as who merges vendors does. */
async function leaveOutUnknownVendors(transaction: Transaction, shop: string): Promise<void> {
  await transaction.query(
    `SELECT FROM vendors WHERE shop = $1 AND vendor_id IN (SELECT vendor_id FROM wanted_vendor_item)
     ORDER BY vendor_id FOR KEY SHARE`,
    [shop],
  );
  await transaction.query(
    `DELETE FROM wanted_vendor_item AS wanted WHERE NOT EXISTS (
       SELECT FROM vendors WHERE vendors.shop = $1 AND vendors.vendor_id = wanted.vendor_id
     )`,
    [shop],
  );
}

function queryOf(wanted: readonly WantedVendorItem[]): WantedVendorItemQuery {
  const offers = Object.entries(OFFER_COLUMNS) as [keyof VendorOffer, { name: string; type: string }][];
  const sets = wanted.map(({ offer = {} }) =>
    offers.filter(([key]) => offer[key] !== undefined).map(([, { name }]) => name),
  );
  const offerArrays = offers.map(([, { type }], index) => `$${index + 5}::${type}[]`);
  return {
    text: `SELECT variant_id, vendor_id, remove, preferred, ${OFFER_COLUMN_NAMES.join(", ")}, string_to_array(sets, ',')
           FROM unnest($1::bigint[], $2::bigint[], $3::boolean[], $4::boolean[], ${offerArrays.join(", ")}, $10::text[])
             AS wanted (variant_id, vendor_id, remove, preferred, ${OFFER_COLUMN_NAMES.join(", ")}, sets)`,
    values: [
      wanted.map(({ variantId }) => variantId),
      wanted.map(({ vendorId }) => vendorId),
      wanted.map(({ remove = false }) => remove),
      wanted.map(({ preferred }) => preferred ?? null),
      ...offers.map(([key]) => wanted.map(({ offer }) => offer?.[key] ?? null)),
      sets.map((names) => names.join(",")),
    ],
  };
}

async function stageItemsBefore(transaction: Transaction, shop: string): Promise<void> {
  await transaction.query(
    `CREATE TEMPORARY TABLE vendor_item_before ON COMMIT DROP AS
     SELECT * FROM vendor_items WHERE shop = $1 AND variant_id IN (SELECT variant_id FROM wanted_vendor_item)`,
    [shop],
  );
}

async function removeItems(transaction: Transaction, shop: string): Promise<void> {
  await transaction.query(
    `DELETE FROM vendor_items AS item USING wanted_vendor_item AS wanted
     WHERE item.shop = $1 AND item.variant_id = wanted.variant_id AND item.vendor_id = wanted.vendor_id AND wanted.remove`,
    [shop],
  );
}

async function writeItems(transaction: Transaction, shop: string): Promise<void> {
  // Before another one is preferred, so that no variant has two, which an index forbids.
  await transaction.query(
    `UPDATE vendor_items AS item SET preferred = false
     WHERE shop = $1 AND preferred AND EXISTS (
       SELECT FROM wanted_vendor_item AS wanted
       WHERE wanted.variant_id = item.variant_id AND NOT wanted.remove
         AND wanted.preferred = (wanted.vendor_id <> item.vendor_id)
     )`,
    [shop],
  );
  const changed = OFFER_COLUMN_NAMES.map((name) => {
    const value = `CASE WHEN '${name}' = ANY(wanted.sets) THEN wanted.${name} ELSE item.${name} END`;
    return { assignment: `${name} = ${value}`, isOther: `item.${name} IS DISTINCT FROM ${value}` };
  });
  // Rows that are what is wanted already are not written: each would be an entry more in four indexes.
  await transaction.query(
    `UPDATE vendor_items AS item SET preferred = item.preferred OR wanted.preferred IS TRUE,
       ${changed.map(({ assignment }) => assignment).join(", ")}
     FROM wanted_vendor_item AS wanted
     WHERE item.shop = $1 AND item.variant_id = wanted.variant_id AND item.vendor_id = wanted.vendor_id
       AND NOT wanted.remove
       AND (wanted.preferred AND NOT item.preferred OR ${changed.map(({ isOther }) => isOther).join(" OR ")})`,
    [shop],
  );
  await transaction.query(
    `INSERT INTO vendor_items (shop, vendor_id, variant_id, preferred, ${OFFER_COLUMN_NAMES.join(", ")})
     SELECT $1, vendor_id, variant_id, coalesce(preferred, false), ${OFFER_COLUMN_NAMES.join(", ")}
     FROM wanted_vendor_item AS wanted
     WHERE NOT remove AND NOT EXISTS (
       SELECT FROM vendor_item_before AS before
       WHERE before.variant_id = wanted.variant_id AND before.vendor_id = wanted.vendor_id
     )
     ORDER BY variant_id, vendor_id`,
    [shop],
  );
}

async function preferOneEach(transaction: Transaction, shop: string): Promise<void> {
  await transaction.query(
    `WITH candidate AS (
       SELECT DISTINCT ON (item.variant_id) item.variant_id, item.vendor_id
       FROM vendor_items AS item
         JOIN vendors USING (shop, vendor_id)
         LEFT JOIN wanted_vendor_item AS wanted USING (variant_id, vendor_id)
       WHERE shop = $1 AND item.variant_id IN (SELECT variant_id FROM wanted_vendor_item) AND NOT EXISTS (
         SELECT FROM vendor_items AS other
         WHERE other.shop = $1 AND other.variant_id = item.variant_id AND other.preferred
       )
       ORDER BY item.variant_id, wanted.preferred IS FALSE, vendors.archived_at IS NOT NULL, item.vendor_id
     )
     UPDATE vendor_items AS item SET preferred = true FROM candidate
     WHERE shop = $1 AND item.variant_id = candidate.variant_id AND item.vendor_id = candidate.vendor_id`,
    [shop],
  );
}

async function stageDifferences(transaction: Transaction, shop: string): Promise<void> {
  const columns = ["preferred", ...OFFER_COLUMN_NAMES];
  const isOther = columns.map((name) => `before.${name} IS DISTINCT FROM item.${name}`).join(" OR ");
  await transaction.query(
    `CREATE TEMPORARY TABLE vendor_item_difference ON COMMIT DROP AS
     SELECT variant_id, vendor_id, before.shop IS NOT NULL AS existed, item.shop IS NOT NULL AS exists,
       coalesce(before.preferred, false) OR coalesce(item.preferred, false) AS feeds_plan
     FROM vendor_item_before AS before FULL JOIN (
       SELECT * FROM vendor_items WHERE shop = $1 AND variant_id IN (SELECT variant_id FROM wanted_vendor_item)
     ) AS item USING (variant_id, vendor_id)
     WHERE before.shop IS NULL OR item.shop IS NULL OR ${isOther}`,
    [shop],
  );
}

async function writeAuditEntries(
  transaction: Transaction,
  shop: string,
  actor: Actor,
  { importId = null, changeId = null }: { importId?: string | null; changeId?: string | null },
): Promise<void> {
  await transaction.query(
    `INSERT INTO audit_entries (shop, actor, actor_name, subject, subject_id, field, old_value, new_value, import_id,
       change_id)
     SELECT $1, $2, $3, 'vendor-item', difference.variant_id::text, 'vendorItem',
       CASE WHEN existed THEN ${itemImage("before")} END, CASE WHEN exists THEN ${itemImage("item")} END, $4, $5
     FROM vendor_item_difference AS difference
       JOIN vendors ON vendors.shop = $1 AND vendors.vendor_id = difference.vendor_id
       LEFT JOIN vendor_item_before AS before
         ON before.variant_id = difference.variant_id AND before.vendor_id = difference.vendor_id
       LEFT JOIN vendor_items AS item ON item.shop = $1 AND item.variant_id = difference.variant_id
         AND item.vendor_id = difference.vendor_id
     ORDER BY difference.variant_id, difference.vendor_id`,
    [shop, actor.id, actor.name, importId, changeId],
  );
}

/** SQL for a {@link VendorItem} as JSON. `item` is the alias of a row of vendor_items, whose vendor is joined as `vendors`. */
export function itemImage(item: string): string {
  const offers = Object.entries(OFFER_COLUMNS).map(([key, { name }]) =>
    key === "unitCost" ? `'${key}', trim_scale(${item}.${name})::text` : `'${key}', ${item}.${name}`,
  );
  return `jsonb_build_object('vendorId', vendors.vendor_id::text, 'vendor', vendors.name,
    'preferred', ${item}.preferred, ${offers.join(", ")})`;
}

async function countDifferences(transaction: Transaction): Promise<VendorItemCounts> {
  const { rows } = await transaction.query<VendorItemCounts>(
    `SELECT count(*) FILTER (WHERE NOT existed)::integer AS added,
       count(*) FILTER (WHERE existed AND exists)::integer AS changed,
       count(*) FILTER (WHERE NOT exists)::integer AS removed,
       count(DISTINCT variant_id)::integer AS variants
     FROM vendor_item_difference`,
  );
  await transaction.query("DROP TABLE wanted_vendor_item, vendor_item_before, vendor_item_difference");
  return rows[0] ?? { added: 0, changed: 0, removed: 0, variants: 0 };
}
