import { countsInPlanning } from "./locations";
import { question, type Question } from "./questions";

/** The stock of one inventory item at one location, in units. */
export interface ItemLevel {
  locationId: string;
  location: string;
  active: boolean;
  countsInPlanning: boolean;
  /** Net of committed, can be negative. */
  available: number;
  onHand: number;
  committed: number;
  incoming: number;
  reserved: number;
  /** ISO 8601, UTC. */
  updatedAt: string;
}

/** The levels of an inventory item, by location name; locations that do not stock it are absent. */
export function itemLevels(inventoryItemId: string): Question<ItemLevel[]> {
  return question(
    (values) => `SELECT level.location_id::text AS "locationId", location.name AS location, location.active,
        ${countsInPlanning("location")} AS "countsInPlanning", level.available, level.on_hand AS "onHand",
        level.committed, level.incoming, level.reserved, level.updated_at AS "updatedAt"
      FROM inventory_levels AS level
        JOIN locations AS location ON location.shop = level.shop AND location.location_id = level.location_id
      WHERE level.shop = $1 AND level.inventory_item_id = ${values.add(inventoryItemId)}::bigint
      ORDER BY location.name, level.location_id`,
    (rows: readonly ItemLevel[]) => rows.map((row) => ({ ...row, updatedAt: new Date(row.updatedAt).toISOString() })),
  );
}
