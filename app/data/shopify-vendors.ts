import { pool } from "~/db.server";
import { inTransaction, type Transaction } from "./transaction";
import { requestReplans, requestVendorReplans } from "./replan-requests";
import { writeVendorEntry } from "./vendor-entries";
import { changeVendorItems } from "./vendor-items";
import { mergeVendors } from "./merge-vendors";
import { findOrAddVendors, findVendorIds, normalizeVendorName, tidyVendorName } from "./vendors";

/** In the audit trail, who assigned a variant to another vendor because its product has another one in Shopify. */
const SHOPIFY = { id: "shopify", name: "Shopify" };

const VARIANTS_AT_A_TIME = 2_000;

/** How many variants Shopify says to be of a vendor, and which one it said when that was last followed. */
interface NamedVendor {
  /** As written in Shopify; null for none. */
  name: string | null;
  /** Null for variants that are new, or had no vendor. */
  formerId: string | null;
}

/**
 * Lets vendors and vendor items follow what Shopify names as its products' vendors now. Repeatable; does nothing where
 * nothing changed.
 *
 * - A name that nobody has is a new vendor, unless all variants of one vendor, and no others but new ones, have it now: then
 *   that vendor was renamed, and keeps its terms and what it supplies. A rename that was seen half done, product by
 *   product, is put together again when its last product comes.
 * - A variant moves to the vendor that its product names now, if it was still with the one that its product named before.
 *   Who supplies it by the merchant's own choice, or that nobody does, stays.
 */
export async function followShopifyVendors(shop: string): Promise<void> {
  const vendors = await inTransaction((transaction) => settleNames(transaction, shop));
  if (vendors === null) return;
  const destinations = new Map<string, Set<string | null>>();
  for (let after: string | null = "-1"; after !== null;) {
    const page: MovesOfPage = await readMoves(shop, vendors, after);
    const { moves } = page;
    if (moves.length > 0) await inTransaction((transaction) => moveVariants(transaction, shop, moves));
    for (const { formerId, vendorId } of moves) if (formerId !== null) addTo(destinations, formerId, vendorId);
    after = page.last;
  }
  await inTransaction((transaction) => joinFinishedRenames(transaction, shop, destinations));
}

/** Whether some products' variants are not with whom Shopify names: quicker to find out than to follow all of the shop. */
export async function haveOtherVendors(shop: string, productIds: readonly string[]): Promise<boolean> {
  const { rows: named } = await pool.query<NamedVendor>(
    `SELECT DISTINCT shopify_vendor AS name, vendor_id AS "formerId" FROM variants
     WHERE shop = $1 AND product_id = ANY($2::bigint[]) AND deleted_at IS NULL`,
    [shop, productIds],
  );
  const known = await findVendorIds(shop, namesIn(named));
  return named.some(({ name, formerId }) => {
    const normalized = normalizeVendorName(name ?? "");
    const vendorId = normalized === "" ? null : known.get(normalized);
    return vendorId !== formerId;
  });
}

/** Whom each name, as Shopify writes it, means; "" and blanks mean nobody. */
type VendorsByName = ReadonlyMap<string, string | null>;

/**
 * Sees to it that every name that Shopify has is somebody's.
 *
 * @returns null when all variants are with whom Shopify names
 */
async function settleNames(transaction: Transaction, shop: string): Promise<VendorsByName | null> {
  const named = await readNamedVendors(transaction, shop);
  const known = await findVendorIds(shop, namesIn(named), transaction);
  const unknown = named.filter(({ name }) => {
    const normalized = normalizeVendorName(name ?? "");
    return normalized !== "" && !known.has(normalized);
  });
  if (unknown.length > 0) await nameVendors(transaction, shop, named, unknown, new Set(known.values()));

  const idOf = unknown.length === 0 ? known : await findVendorIds(shop, namesIn(named), transaction);
  const vendors = new Map(named.map(({ name }) => [name ?? "", idOf.get(normalizeVendorName(name ?? "")) ?? null]));
  const isSettled = named.every(({ name, formerId }) => vendors.get(name ?? "") === formerId);
  return isSettled ? null : vendors;
}

/** Gives names that nobody has to the vendors that were renamed, or to new ones. */
async function nameVendors(
  transaction: Transaction,
  shop: string,
  named: readonly NamedVendor[],
  unknown: readonly NamedVendor[],
  stillNamed: ReadonlySet<string>,
): Promise<void> {
  const namesNow = new Map<string, Set<string>>();
  for (const { name, formerId } of named) {
    if (formerId !== null) addTo(namesNow, formerId, normalizeVendorName(name ?? ""));
  }
  const newNames: string[] = [];
  for (const [name, formerIds] of formersByName(unknown)) {
    const former = onlyOne(formerIds);
    if (former === null) newNames.push(name);
    else if (stillNamed.has(former) || namesNow.get(former)?.size !== 1) {
      await findOrAddVendors(shop, [name], { fromShopify: true, splitFrom: former }, transaction);
    } else await renameAsInShopify(transaction, shop, former, name);
  }
  await findOrAddVendors(shop, newNames, { fromShopify: true }, transaction);
}

async function readNamedVendors(transaction: Transaction, shop: string): Promise<NamedVendor[]> {
  const { rows } = await transaction.query<NamedVendor>(
    `SELECT DISTINCT shopify_vendor AS name, vendor_id AS "formerId" FROM variants
     WHERE shop = $1 AND deleted_at IS NULL ORDER BY 1, 2`,
    [shop],
  );
  return rows;
}

function namesIn(named: readonly { name: string | null }[]): string[] {
  return named.flatMap(({ name }) => name ?? []);
}

/** Names as first written, spellings of one together. */
function formersByName(unknown: readonly NamedVendor[]): Map<string, Set<string | null>> {
  const firstWritten = new Map<string, string>();
  const formers = new Map<string, Set<string | null>>();
  for (const { name, formerId } of unknown) {
    const normalized = normalizeVendorName(name ?? "");
    const written = firstWritten.get(normalized) ?? name ?? "";
    firstWritten.set(normalized, written);
    addTo(formers, written, formerId);
  }
  return formers;
}

function addTo<Key, Value>(sets: Map<Key, Set<Value>>, key: Key, value: Value): void {
  const set = sets.get(key);
  if (set) set.add(value);
  else sets.set(key, new Set([value]));
}

/** The one vendor that variants of a name had before, new variants aside; null without one, or with several. */
function onlyOne(formerIds: ReadonlySet<string | null>): string | null {
  const [first, ...others] = [...formerIds].filter((id) => id !== null);
  return first !== undefined && others.length === 0 ? first : null;
}

/** The vendor goes by the new name too, and is shown under it, unless the merchant has renamed it here. */
async function renameAsInShopify(
  transaction: Transaction,
  shop: string,
  vendorId: string,
  name: string,
): Promise<void> {
  const { rows } = await transaction.query<{ name: string }>(
    "SELECT name FROM vendors WHERE shop = $1 AND vendor_id = $2::bigint FOR UPDATE",
    [shop, vendorId],
  );
  const formerName = rows[0]?.name ?? "";
  const { rowCount } = await transaction.query(
    "SELECT FROM vendor_names WHERE shop = $1 AND vendor_id = $2::bigint AND normalized_name = $3 AND from_shopify",
    [shop, vendorId, normalizeVendorName(formerName)],
  );
  await transaction.query(
    `INSERT INTO vendor_names (shop, normalized_name, vendor_id, from_shopify) VALUES ($1, $2, $3, true)
     ON CONFLICT (shop, normalized_name) DO NOTHING`,
    [shop, normalizeVendorName(name), vendorId],
  );
  if (rowCount === 1) await showAs(transaction, shop, vendorId, { formerName, name: tidyVendorName(name) });
}

async function showAs(
  transaction: Transaction,
  shop: string,
  vendorId: string,
  { formerName, name }: { formerName: string; name: string },
): Promise<void> {
  await transaction.query("UPDATE vendors SET name = $3 WHERE shop = $1 AND vendor_id = $2::bigint", [
    shop,
    vendorId,
    name,
  ]);
  await writeVendorEntry(transaction, shop, SHOPIFY, { vendorId, field: "name", oldValue: formerName, newValue: name });
  await requestVendorReplans(transaction, shop, vendorId);
}

/** A variant whose product names another vendor than before. */
interface Move {
  variantId: string;
  formerId: string | null;
  /** Whom it names now. */
  vendorId: string | null;
}

interface MovesOfPage {
  moves: Move[];
  /** The last variant that was looked at; null when there was none. */
  last: string | null;
}

/** The moves among some variants, from the one after `after` on in order of their id. */
async function readMoves(shop: string, vendors: VendorsByName, after: string): Promise<MovesOfPage> {
  const { rows } = await pool.query<Move & { isMove: boolean }>(
    `WITH variant AS MATERIALIZED (
       SELECT variant_id, vendor_id, coalesce(shopify_vendor, '') AS name FROM variants
       WHERE shop = $1 AND deleted_at IS NULL AND variant_id > $4::bigint ORDER BY variant_id LIMIT $5
     )
     SELECT variant_id AS "variantId", variant.vendor_id AS "formerId", named.vendor_id AS "vendorId",
       named.name IS NOT NULL AND variant.vendor_id IS DISTINCT FROM named.vendor_id AS "isMove"
     FROM variant LEFT JOIN unnest($2::text[], $3::bigint[]) AS named (name, vendor_id) USING (name)
     ORDER BY variant_id`,
    [shop, [...vendors.keys()], [...vendors.values()], after, VARIANTS_AT_A_TIME],
  );
  return { moves: rows.filter(({ isMove }) => isMove), last: rows.at(-1)?.variantId ?? null };
}

/** Moves variants, those at least that were still with whom their product named before. */
async function moveVariants(transaction: Transaction, shop: string, moves: readonly Move[]): Promise<void> {
  const preferredIds = await readPreferredVendors(transaction, shop, moves);
  await noteShopifyVendors(transaction, shop, moves);
  const following = moves.filter(({ variantId, formerId }) => (preferredIds.get(variantId) ?? null) === formerId);
  await assignNewVariants(transaction, shop, following);
  await reassignVariants(transaction, shop, following);
}

async function readPreferredVendors(
  transaction: Transaction,
  shop: string,
  moves: readonly Move[],
): Promise<Map<string, string>> {
  const { rows } = await transaction.query<{ variantId: string; vendorId: string }>(
    `SELECT variant_id AS "variantId", vendor_id AS "vendorId" FROM vendor_items
     WHERE shop = $1 AND variant_id = ANY($2::bigint[]) AND preferred`,
    [shop, moves.map(({ variantId }) => variantId)],
  );
  return new Map(rows.map(({ variantId, vendorId }) => [variantId, vendorId]));
}

async function noteShopifyVendors(transaction: Transaction, shop: string, moves: readonly Move[]): Promise<void> {
  await transaction.query(
    `UPDATE variants SET vendor_id = moved.vendor_id FROM unnest($2::bigint[], $3::bigint[]) AS moved (variant_id, vendor_id)
     WHERE shop = $1 AND variants.variant_id = moved.variant_id`,
    [shop, moves.map(({ variantId }) => variantId), moves.map(({ vendorId }) => vendorId)],
  );
}

/** Quicker than a change of vendor items, since of a new shop these are all variants; nobody asks who did it. */
async function assignNewVariants(transaction: Transaction, shop: string, moves: readonly Move[]): Promise<void> {
  const assigned = moves.filter(({ formerId, vendorId }) => formerId === null && vendorId !== null);
  if (assigned.length === 0) return;
  const variantIds = assigned.map(({ variantId }) => variantId);
  await transaction.query(
    `INSERT INTO vendor_items (shop, vendor_id, variant_id, preferred)
     SELECT $1, vendor_id, variant_id, true FROM unnest($2::bigint[], $3::bigint[]) AS assigned (variant_id, vendor_id)
     ORDER BY vendor_id, variant_id
     ON CONFLICT (shop, vendor_id, variant_id) DO UPDATE SET preferred = true`,
    [shop, variantIds, assigned.map(({ vendorId }) => vendorId)],
  );
  // They may have been planned before they had a vendor; a new shop is planned when all is known.
  const ofPlannedShop = "SELECT unnest($2::bigint[]) WHERE EXISTS (SELECT FROM plans WHERE shop = $1)";
  await requestReplans(transaction, shop, ofPlannedShop, [variantIds]);
}

/** The former vendor stays as another source where something is agreed with it. */
async function reassignVariants(transaction: Transaction, shop: string, moves: readonly Move[]): Promise<void> {
  const reassigned = moves.filter(({ formerId }) => formerId !== null);
  if (reassigned.length === 0) return;
  const bare = await readBareItems(transaction, shop, reassigned);
  await changeVendorItems(transaction, shop, {
    actor: SHOPIFY,
    wanted: reassigned.flatMap(({ variantId, formerId, vendorId }) => [
      ...(formerId !== null && (vendorId === null || bare.has(variantId))
        ? [{ variantId, vendorId: formerId, remove: true }]
        : []),
      ...(vendorId === null ? [] : [{ variantId, vendorId, preferred: true }]),
    ]),
  });
}

/** The variants for whose former vendor nothing but its being their vendor is known. */
async function readBareItems(transaction: Transaction, shop: string, moves: readonly Move[]): Promise<Set<string>> {
  const { rows } = await transaction.query<{ variantId: string }>(
    `SELECT variant_id AS "variantId"
     FROM vendor_items AS item JOIN unnest($2::bigint[], $3::bigint[]) AS moved (variant_id, vendor_id) USING (variant_id, vendor_id)
     WHERE shop = $1
       AND num_nonnulls(vendor_sku, unit_cost, minimum_order_quantity, pack_size, lead_time_days) = 0`,
    [shop, moves.map(({ variantId }) => variantId), moves.map(({ formerId }) => formerId)],
  );
  return new Set(rows.map((row) => row.variantId));
}

/**
 * A vendor that nobody names any more, whose last variants all went to the one that was made when its first ones went: it
 * was renamed, product by product. Its terms and offers stay, under the new name.
 *
 * @param destinations to whom the variants of each vendor went now
 */
async function joinFinishedRenames(
  transaction: Transaction,
  shop: string,
  destinations: ReadonlyMap<string, ReadonlySet<string | null>>,
): Promise<void> {
  for (const [formerId, vendorIds] of destinations) {
    const [vendorId] = vendorIds;
    if (vendorIds.size > 1 || !vendorId) continue;
    const { rows } = await transaction.query<{ name: string }>(
      `SELECT name FROM vendors
       WHERE shop = $1 AND vendor_id = $2::bigint AND split_from = $3::bigint
         AND num_nonnulls(email, currency, exchange_rate, minimum_order_value, notes, lead_time_days,
           lead_time_std_dev_days, review_period_days, service_level, coverage_days, archived_at) = 0
         AND NOT EXISTS (SELECT FROM variants WHERE shop = $1 AND vendor_id = $3::bigint AND deleted_at IS NULL)`,
      [shop, vendorId, formerId],
    );
    const renamed = rows[0];
    if (renamed === undefined) continue;
    await mergeVendors(transaction, shop, { fromId: vendorId, intoId: formerId, actor: SHOPIFY });
    await renameAsInShopify(transaction, shop, formerId, renamed.name);
  }
}
