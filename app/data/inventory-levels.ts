import { pool } from "~/db.server";
import type { Transaction } from "./transaction";
import { readVariantIdsOfItems } from "./variants";
import { batchComparison, batchUpsert, type BatchColumn } from "./upsert";

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

interface LevelRow extends LevelFacts {
  observedAt: Date;
}

const LEVEL_COLUMNS: BatchColumn<LevelRow>[] = [
  { name: "inventory_item_id", type: "bigint", value: (row) => row.inventoryItemId },
  { name: "location_id", type: "bigint", value: (row) => row.locationId },
  { name: "available", type: "integer", value: (row) => row.available },
  { name: "on_hand", type: "integer", value: (row) => row.onHand },
  { name: "committed", type: "integer", value: (row) => row.committed },
  { name: "incoming", type: "integer", value: (row) => row.incoming },
  { name: "reserved", type: "integer", value: (row) => row.reserved },
  { name: "updated_at", type: "timestamptz", value: (row) => row.updatedAt },
  { name: "observed_at", type: "timestamptz", value: (row) => row.observedAt },
];

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
    batchUpsert(shop, observedRows(levels, observedAt), {
      table: "inventory_levels",
      key: ["inventory_item_id", "location_id"],
      columns: LEVEL_COLUMNS,
      overwriteWhen: "excluded.observed_at >= inventory_levels.observed_at",
    }),
  );
}

/** Variants that share an inventory item bring its levels once each. */
function observedRows(levels: readonly LevelFacts[], observedAt: Date): LevelRow[] {
  const rows = levels.map((level): [string, LevelRow] => [
    `${level.inventoryItemId}@${level.locationId}`,
    { ...level, observedAt },
  ]);
  return [...new Map(rows).values()];
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
}

/** Those of the levels that {@link storeLevels} would change in more than their times. */
export async function findDifferingLevels(
  transaction: Transaction,
  shop: string,
  levels: readonly LevelFacts[],
  observedAt: Date,
): Promise<DifferingLevel[]> {
  const { rows } = await transaction.query<{ inventory_item_id: string; location_id: string; isNew: boolean }>(
    batchComparison(shop, observedRows(levels, observedAt), {
      table: "inventory_levels",
      key: ["inventory_item_id", "location_id"],
      columns: LEVEL_COLUMNS,
      facts: ["available", "on_hand", "committed", "incoming", "reserved"],
      storedIsOlderWhen: "batch.observed_at >= stored.observed_at",
    }),
  );
  return rows.map(({ inventory_item_id: inventoryItemId, location_id: locationId, isNew }) => ({
    inventoryItemId,
    locationId,
    isNew,
  }));
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
    `DELETE FROM inventory_levels WHERE shop = $1 AND observed_at < $2
     RETURNING inventory_item_id AS "inventoryItemId", location_id AS "locationId"`,
    [shop, observedAt],
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
     WHERE shop = $1 AND inventory_item_id = ANY($2::bigint[]) AND location_id = ANY($3::bigint[]) AND observed_at < $4`,
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
