import { inTransaction, type Transaction } from "./transaction";
import { requestReplans } from "./replan-requests";
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
  const isSettled = await inTransaction((transaction) => settleNames(transaction, shop));
  if (isSettled) return;
  const destinations = new Map<string, Set<string | null>>();
  for (let after = "-1"; ;) {
    const page = await inTransaction((transaction) => moveVariants(transaction, shop, after));
    for (const { formerId, vendorId } of page.moves) if (formerId !== null) addTo(destinations, formerId, vendorId);
    if (page.last === null) break;
    after = page.last;
  }
  await inTransaction((transaction) => joinFinishedRenames(transaction, shop, destinations));
}

/**
 * Sees to it that every name that Shopify has is somebody's.
 *
 * @returns whether all variants are with whom Shopify names
 */
async function settleNames(transaction: Transaction, shop: string): Promise<boolean> {
  const named = await readNamedVendors(transaction, shop);
  const known = await findVendorIds(shop, namesIn(named), transaction);
  const idOf = (name: string | null) => known.get(normalizeVendorName(name ?? "")) ?? null;
  const unknown = named.filter(({ name }) => normalizeVendorName(name ?? "") !== "" && idOf(name) === null);
  if (unknown.length === 0) return named.every(({ name, formerId }) => idOf(name) === formerId);

  const stillNamed = new Set(named.map(({ name }) => idOf(name)));
  const newNamesOf = new Map<string, Set<string>>();
  for (const { name, formerId } of named) {
    if (formerId !== null) addTo(newNamesOf, formerId, normalizeVendorName(name ?? ""));
  }
  for (const [name, formerIds] of formersByName(unknown)) {
    const former = onlyOne(formerIds);
    if (former !== null && !stillNamed.has(former) && newNamesOf.get(former)?.size === 1) {
      await renameAsInShopify(transaction, shop, former, name);
    } else {
      await findOrAddVendors(shop, [name], { fromShopify: true, splitFrom: former }, transaction);
    }
  }
  return false;
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
  await transaction.query(
    `INSERT INTO audit_entries (shop, actor, actor_name, subject, subject_id, field, old_value, new_value)
     VALUES ($1, $2, $3, 'vendor', $4, 'name', $5, $6)`,
    [shop, SHOPIFY.id, SHOPIFY.name, vendorId, JSON.stringify(formerName), JSON.stringify(name)],
  );
  const supplied = "SELECT variant_id FROM vendor_items WHERE shop = $1 AND vendor_id = $2::bigint AND preferred";
  await requestReplans(transaction, shop, supplied, [vendorId]);
}

/** A variant whose product names another vendor than before. */
interface Move {
  variantId: string;
  formerId: string | null;
  /** Whom it names now. */
  vendorId: string | null;
  /** From whom the variant is ordered. */
  preferredId: string | null;
}

/**
 * Moves those of the next variants whose products name another vendor than before.
 *
 * @returns the last of these variants; null when there are no more
 */
async function moveVariants(
  transaction: Transaction,
  shop: string,
  after: string,
): Promise<{ last: string | null; moves: Move[] }> {
  const { rows: variants } = await transaction.query<Omit<Move, "vendorId"> & { name: string | null }>(
    `SELECT variant.variant_id AS "variantId", shopify_vendor AS name, variant.vendor_id AS "formerId",
       preferred.vendor_id AS "preferredId"
     FROM variants AS variant
       LEFT JOIN vendor_items AS preferred
         ON preferred.shop = $1 AND preferred.variant_id = variant.variant_id AND preferred.preferred
     WHERE variant.shop = $1 AND variant.variant_id > $2::bigint AND deleted_at IS NULL
     ORDER BY variant.variant_id LIMIT $3`,
    [shop, after, VARIANTS_AT_A_TIME],
  );
  const idOf = await findVendorIds(shop, namesIn(variants), transaction);
  const moves = variants
    .map(({ name, ...variant }) => ({ ...variant, vendorId: idOf.get(normalizeVendorName(name ?? "")) ?? null }))
    .filter(({ vendorId, formerId }) => vendorId !== formerId);
  if (moves.length > 0) {
    await noteShopifyVendors(transaction, shop, moves);
    const following = moves.filter(({ formerId, preferredId }) => formerId === preferredId);
    await assignNewVariants(transaction, shop, following);
    await reassignVariants(transaction, shop, following);
  }
  return { last: variants.at(-1)?.variantId ?? null, moves };
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
  await transaction.query(
    `INSERT INTO vendor_items (shop, vendor_id, variant_id, preferred)
     SELECT $1, vendor_id, variant_id, true FROM unnest($2::bigint[], $3::bigint[]) AS assigned (variant_id, vendor_id)
     ORDER BY vendor_id, variant_id
     ON CONFLICT (shop, vendor_id, variant_id) DO UPDATE SET preferred = true`,
    [shop, assigned.map(({ variantId }) => variantId), assigned.map(({ vendorId }) => vendorId)],
  );
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
