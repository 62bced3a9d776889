import { pool } from "~/db.server";
import type { Transaction } from "./transaction";
import { readVariantIdsOfItems } from "./variants";
import { batchComparison, batchUpsert, observedAtColumn, type BatchColumn } from "./upsert";

/** An inventory item's stock at one location, in units. `available` is net of committed and can be negative. */
export interface LevelFacts {
  inventoryItemId: string;
  locationId: string;
  available: number;
  onHand: number;
  committed: number;
  incoming: number;
  reserved: number;
  /** ISO 8601, by Shopify. */
  updatedAt: string;
}

const LEVEL_COLUMNS: BatchColumn<LevelFacts>[] = [
  { name: "inventory_item_id", type: "bigint", value: (row) => row.inventoryItemId },
  { name: "location_id", type: "bigint", value: (row) => row.locationId },
  { name: "available", type: "integer", value: (row) => row.available },
  { name: "on_hand", type: "integer", value: (row) => row.onHand },
  { name: "committed", type: "integer", value: (row) => row.committed },
  { name: "incoming", type: "integer", value: (row) => row.incoming },
  { name: "reserved", type: "integer", value: (row) => row.reserved },
  { name: "updated_at", type: "timestamptz", value: (row) => row.updatedAt },
  { name: "incomplete", type: "boolean", value: () => false },
];

/**
 * SQL condition under which a level that Shopify stated is newer than the stored one: it was asked for later. An answer from
 * before a change that a webhook told of meanwhile is not, though Shopify's time of that change has whole seconds only; a
 * minute later it can't be from before.
 */
function isNewer(stated: string, stored: string): string {
  return `${stated}.observed_at >= ${stored}.observed_at AND (NOT ${stored}.incomplete
    OR ${stated}.updated_at >= ${stored}.updated_at OR ${stated}.observed_at > ${stored}.updated_at + interval '1 minute')`;
}

/**
 * Stores levels. One that was observed later stays as it is.
 *
 * @param observedAt when Shopify was asked
 */
export async function storeLevels(
  shop: string,
  levels: readonly LevelFacts[],
  observedAt: Date,
  connection: Transaction = pool,
): Promise<void> {
  if (levels.length === 0) return;
  await connection.query(
    batchUpsert(shop, oncePerLevel(levels), {
      table: "inventory_levels",
      key: ["inventory_item_id", "location_id"],
      columns: [...LEVEL_COLUMNS, observedAtColumn(observedAt)],
      overwriteWhen: isNewer("excluded", "inventory_levels"),
    }),
  );
}

/** Variants that share an inventory item bring its levels once each. */
function oncePerLevel(levels: readonly LevelFacts[]): LevelFacts[] {
  const rows = new Map<string, LevelFacts>();
  for (const level of levels) rows.set(`${level.inventoryItemId}@${level.locationId}`, level);
  return [...rows.values()];
}

/** Where an inventory item is stocked. */
export interface LevelKey {
  inventoryItemId: string;
  locationId: string;
}

/** A level of which Shopify states something else than what is stored. */
export interface DifferingLevel extends LevelKey {
  /** Whether nothing is stored of it. */
  isNew: boolean;
  /** Whether what is available is another quantity: of the others no webhook tells. */
  availableDiffers: boolean;
}

/** Those of the levels that {@link storeLevels} would change in more than their times. */
export async function findDifferingLevels(
  transaction: Transaction,
  shop: string,
  levels: readonly LevelFacts[],
  observedAt: Date,
): Promise<DifferingLevel[]> {
  const { rows } = await transaction.query<DifferingLevelRow>(
    batchComparison(shop, oncePerLevel(levels), {
      table: "inventory_levels",
      key: ["inventory_item_id", "location_id"],
      columns: [...LEVEL_COLUMNS, observedAtColumn(observedAt)],
      facts: ["available", "on_hand", "committed", "incoming", "reserved"],
      storedIsOlderWhen: isNewer("batch", "stored"),
    }),
  );
  return rows.map(({ inventory_item_id: inventoryItemId, location_id: locationId, isNew, differing }) => ({
    inventoryItemId,
    locationId,
    isNew,
    availableDiffers: differing.includes("available"),
  }));
}

interface DifferingLevelRow {
  inventory_item_id: string;
  location_id: string;
  isNew: boolean;
  differing: string[];
}

/**
 * Removes levels that Shopify stated at `observedAt` not to be stocked any more, unless they were observed later.
 *
 * @returns those that there were
 */
export async function removeLevels(
  transaction: Transaction,
  shop: string,
  levels: readonly LevelKey[],
  observedAt: Date,
): Promise<LevelKey[]> {
  const { rows } = await transaction.query<LevelKey>(
    `DELETE FROM inventory_levels AS level USING unnest($2::bigint[], $3::bigint[]) AS gone (inventory_item_id, location_id)
     WHERE shop = $1 AND level.inventory_item_id = gone.inventory_item_id AND level.location_id = gone.location_id
       AND observed_at <= $4
     RETURNING level.inventory_item_id AS "inventoryItemId", level.location_id AS "locationId"`,
    [shop, levels.map((level) => level.inventoryItemId), levels.map((level) => level.locationId), observedAt],
  );
  return rows;
}

/**
 * Removes the levels that a complete catalogue, asked for at `observedAt`, did not list: stocked there no more.
 *
 * @returns those that there were
 */
export async function removeUnlistedLevels(
  shop: string,
  observedAt: Date,
  connection: Transaction = pool,
): Promise<LevelKey[]> {
  const { rows } = await connection.query<LevelKey>(
    `DELETE FROM inventory_levels WHERE shop = $1 AND observed_at < $2 AND NOT incomplete
     RETURNING inventory_item_id AS "inventoryItemId", location_id AS "locationId"`,
    [shop, observedAt],
  );
  return rows;
}

/** Those of the variants that are stocked somewhere, as far as is known. */
export async function readStockedVariantIds(
  transaction: Transaction,
  shop: string,
  variantIds: readonly string[],
): Promise<string[]> {
  const { rows } = await transaction.query<{ variantId: string }>(
    `SELECT variant_id AS "variantId" FROM variants
     WHERE shop = $1 AND variant_id = ANY($2::bigint[]) AND EXISTS (
       SELECT FROM inventory_levels AS level
       WHERE level.shop = $1 AND level.inventory_item_id = variants.inventory_item_id
     )`,
    [shop, variantIds],
  );
  return rows.map((row) => row.variantId);
}

/** Those of some inventory items of whose levels none is known. */
export async function listItemsWithoutLevels(shop: string, inventoryItemIds: readonly string[]): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT DISTINCT id FROM unnest($2::bigint[]) AS item (id) WHERE NOT EXISTS (
       SELECT FROM inventory_levels WHERE shop = $1 AND inventory_item_id = item.id
     )`,
    [shop, inventoryItemIds],
  );
  return rows.map((row) => row.id);
}

/** What a webhook tells of a level. */
export interface AvailableFacts extends LevelKey {
  available: number;
  /** ISO 8601, by Shopify, in whole seconds. */
  updatedAt: string;
}

/** A level of which a webhook told something newer than what was stored. */
export interface ToldLevel extends LevelKey {
  /** Whether it told of another quantity, too. */
  differs: boolean;
}

/**
 * Stores the available quantities that webhooks tell. Of levels that change their other quantities are not known then, so
 * they are `incomplete` until Shopify is asked. What Shopify stated after the change stays as it is.
 *
 * @returns the levels of which something newer was told
 */
export async function storeAvailable(
  transaction: Transaction,
  shop: string,
  told: readonly AvailableFacts[],
): Promise<ToldLevel[]> {
  const { rows } = await transaction.query<ToldLevel>(
    `WITH told AS (
       SELECT * FROM unnest($2::bigint[], $3::bigint[], $4::integer[], $5::timestamptz[])
         AS told (inventory_item_id, location_id, available, updated_at)
     ), before AS MATERIALIZED (
       SELECT level.* FROM inventory_levels AS level JOIN told USING (inventory_item_id, location_id) WHERE shop = $1
     ), written AS (
       INSERT INTO inventory_levels AS level (shop, inventory_item_id, location_id, available, on_hand, committed, incoming,
         reserved, updated_at, observed_at, incomplete)
       SELECT $1, inventory_item_id, location_id, available, available, 0, 0, 0, updated_at, updated_at, true FROM told
       ORDER BY inventory_item_id, location_id
       ON CONFLICT (shop, inventory_item_id, location_id) DO UPDATE SET
         available = excluded.available, updated_at = excluded.updated_at,
         observed_at = greatest(level.observed_at, excluded.updated_at), incomplete = true
       WHERE excluded.updated_at > level.updated_at
         OR excluded.updated_at = level.updated_at AND level.observed_at < excluded.updated_at + interval '1 second'
       RETURNING inventory_item_id, location_id, available
     )
     SELECT inventory_item_id AS "inventoryItemId", location_id AS "locationId",
       written.available IS DISTINCT FROM before.available AS differs
     FROM written LEFT JOIN before USING (inventory_item_id, location_id)`,
    [
      shop,
      told.map((level) => level.inventoryItemId),
      told.map((level) => level.locationId),
      told.map((level) => level.available),
      told.map((level) => level.updatedAt),
    ],
  );
  return rows;
}

/** Removes levels of which webhooks tell that they ended, unless they came back since. Returns those that there were. */
export async function removeEndedLevels(
  transaction: Transaction,
  shop: string,
  ended: readonly (LevelKey & { endedAt: string })[],
): Promise<LevelKey[]> {
  const { rows } = await transaction.query<LevelKey>(
    `DELETE FROM inventory_levels AS level
     USING unnest($2::bigint[], $3::bigint[], $4::timestamptz[]) AS ended (inventory_item_id, location_id, ended_at)
     WHERE shop = $1 AND level.inventory_item_id = ended.inventory_item_id AND level.location_id = ended.location_id
       AND updated_at <= ended_at AND observed_at <= ended_at
     RETURNING level.inventory_item_id AS "inventoryItemId", level.location_id AS "locationId"`,
    [
      shop,
      ended.map((level) => level.inventoryItemId),
      ended.map((level) => level.locationId),
      ended.map((level) => level.endedAt),
    ],
  );
  return rows;
}

/** Has Shopify asked for all levels of some inventory items. Returns the items that have any. */
export async function markLevelsIncomplete(
  transaction: Transaction,
  shop: string,
  inventoryItemIds: readonly string[],
): Promise<Set<string>> {
  const { rows } = await transaction.query<{ id: string }>(
    `UPDATE inventory_levels SET incomplete = true WHERE shop = $1 AND inventory_item_id = ANY($2::bigint[])
     RETURNING inventory_item_id AS id`,
    [shop, inventoryItemIds],
  );
  return new Set(rows.map((row) => row.id));
}

/** A variant of an order that was sent or called off. */
export interface MovedVariant {
  variantId: string;
  /** ISO 8601, by Shopify's clock. */
  movedAt: string;
  /** By when, on our clock, Shopify had been asked for what it then was. */
  knownBy: Date;
}

/**
 * Has Shopify asked for levels from which goods may have left, or to which they are not committed any more, without a change
 * of what is available: no webhook tells of that. What Shopify stated later stays.
 */
export async function markCommittedIncomplete(
  transaction: Transaction,
  shop: string,
  moved: readonly MovedVariant[],
): Promise<void> {
  await transaction.query(
    `UPDATE inventory_levels AS level SET incomplete = true, observed_at = greatest(observed_at, moved_at)
     FROM (
       SELECT inventory_item_id, max(moved_at) AS moved_at, max(known_by) AS known_by
       FROM unnest($2::bigint[], $3::timestamptz[], $4::timestamptz[]) AS moved (variant_id, moved_at, known_by)
         JOIN variants ON variants.shop = $1 AND variants.variant_id = moved.variant_id
       GROUP BY inventory_item_id
     ) AS moved
     WHERE level.shop = $1 AND level.inventory_item_id = moved.inventory_item_id
       AND (committed > 0 OR incomplete) AND observed_at < known_by`,
    [
      shop,
      moved.map(({ variantId }) => variantId),
      moved.map(({ movedAt }) => movedAt),
      moved.map(({ knownBy }) => knownBy),
    ],
  );
}

/** Levels for which Shopify has to be asked, those that changed first at the front. */
export async function readIncompleteLevels(shop: string, limit: number): Promise<LevelKey[]> {
  const { rows } = await pool.query<LevelKey>(
    `SELECT inventory_item_id AS "inventoryItemId", location_id AS "locationId" FROM inventory_levels
     WHERE shop = $1 AND incomplete ORDER BY updated_at, inventory_item_id, location_id LIMIT $2`,
    [shop, limit],
  );
  return rows;
}

/** What Shopify stated of some inventory items at some locations at one time. */
export interface ObservedLevels {
  /** When Shopify was asked. */
  observedAt: Date;
  inventoryItemIds: readonly string[];
  locationIds: readonly string[];
  /** Where an item has no level at one of the locations, it is not stocked there. */
  levels: readonly LevelFacts[];
}

/**
 * Brings the stored levels in line with what Shopify stated, where they differ. Levels observed later stay as they are.
 *
 * @returns the variants of the items whose quantities changed
 */
export async function correctLevels(shop: string, observed: ObservedLevels): Promise<string[]> {
  const changedItemIds = await findDifferingItems(shop, observed);
  if (changedItemIds.length === 0) return [];
  const changed = new Set(changedItemIds);
  const levels = observed.levels.filter((level) => changed.has(level.inventoryItemId));
  await storeLevels(shop, levels, observed.observedAt);
  await pool.query(
    `DELETE FROM inventory_levels
     WHERE shop = $1 AND inventory_item_id = ANY($2::bigint[]) AND location_id = ANY($3::bigint[]) AND observed_at < $4
       AND NOT incomplete`,
    [shop, changedItemIds, observed.locationIds, observed.observedAt],
  );
  return readVariantIdsOfItems(shop, changedItemIds);
}

async function findDifferingItems(shop: string, observed: ObservedLevels): Promise<string[]> {
  const { observedAt, inventoryItemIds, locationIds, levels } = observed;
  const { rows } = await pool.query<{ inventoryItemId: string }>(
    `WITH live AS (
       SELECT * FROM unnest($2::bigint[], $3::bigint[], $4::integer[], $5::integer[], $6::integer[], $7::integer[],
         $8::integer[]) AS live (inventory_item_id, location_id, available, on_hand, committed, incoming, reserved)
     ), stored AS (
       SELECT * FROM inventory_levels
       WHERE shop = $1 AND inventory_item_id = ANY($9::bigint[]) AND location_id = ANY($10::bigint[])
     )
     SELECT DISTINCT coalesce(live.inventory_item_id, stored.inventory_item_id) AS "inventoryItemId"
     FROM live FULL JOIN stored
       ON live.inventory_item_id = stored.inventory_item_id AND live.location_id = stored.location_id
     WHERE coalesce(stored.observed_at <= $11, true)
       AND (live.available, live.on_hand, live.committed, live.incoming, live.reserved) IS DISTINCT FROM
         (stored.available, stored.on_hand, stored.committed, stored.incoming, stored.reserved)`,
    [
      shop,
      levels.map((level) => level.inventoryItemId),
      levels.map((level) => level.locationId),
      levels.map((level) => level.available),
      levels.map((level) => level.onHand),
      levels.map((level) => level.committed),
      levels.map((level) => level.incoming),
      levels.map((level) => level.reserved),
      inventoryItemIds,
      locationIds,
      observedAt,
    ],
  );
  return rows.map((row) => row.inventoryItemId);
}
