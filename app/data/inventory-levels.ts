import { pool } from "~/db.server";
import { batchUpsert, type BatchColumn } from "./upsert";

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
export async function storeLevels(shop: string, levels: readonly LevelFacts[], observedAt: Date): Promise<void> {
  if (levels.length === 0) return;
  // Variants that share an inventory item bring its levels once each.
  const rows = new Map(
    levels.map((level) => [`${level.inventoryItemId}@${level.locationId}`, { ...level, observedAt }]),
  );
  await pool.query(
    batchUpsert(shop, [...rows.values()], {
      table: "inventory_levels",
      key: ["inventory_item_id", "location_id"],
      columns: LEVEL_COLUMNS,
      overwriteWhen: "excluded.observed_at >= inventory_levels.observed_at",
    }),
  );
}

/** Removes the levels that a complete catalogue, asked for at `observedAt`, did not list: stocked there no more. */
export async function removeUnlistedLevels(shop: string, observedAt: Date): Promise<void> {
  await pool.query("DELETE FROM inventory_levels WHERE shop = $1 AND observed_at < $2", [shop, observedAt]);
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
  const { rows } = await pool.query<{ variantId: string }>(
    `SELECT variant_id AS "variantId" FROM variants
     WHERE shop = $1 AND inventory_item_id = ANY($2::bigint[]) AND deleted_at IS NULL`,
    [shop, changedItemIds],
  );
  return rows.map((row) => row.variantId);
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
