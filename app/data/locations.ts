import { pool } from "~/db.server";

/**
 * The SQL condition under which a location's stock counts in planning: it is active, and the merchant's choice. When the
 * merchant chose only locations that are deactivated by now, all active ones count: without any, everything would be
 * planned as out of stock.
 *
 * @param location name of a row of `locations` in the query
 */
export function countsInPlanning(location: string): string {
  return `(${location}.active AND (${location}.counts_in_planning OR NOT EXISTS (
    SELECT FROM locations AS chosen WHERE chosen.shop = ${location}.shop AND chosen.active AND chosen.counts_in_planning
  )))`;
}

/**
 * SQL of a common table expression for {@link isAtPlanningLocation}: the ids of a shop's locations whose stock counts, found
 * once for all levels that are looked at. $1 is the shop.
 */
export const PLANNING_LOCATIONS = `planning_locations AS MATERIALIZED (
    SELECT array_agg(location_id) AS ids FROM locations WHERE shop = $1 AND ${countsInPlanning("locations")}
  )`;

/** The SQL condition under which a level's stock counts in planning, in a query with {@link PLANNING_LOCATIONS}. */
export function isAtPlanningLocation(level: string): string {
  return `${level}.location_id = ANY((SELECT ids FROM planning_locations)::bigint[])`;
}

/**
 * Stores all locations of a shop; one that Shopify does not list any more becomes inactive. Which of them count in
 * planning is the merchant's choice and stays; a new one counts.
 */
export async function storeLocations(
  shop: string,
  locations: readonly { locationId: string; name: string; active: boolean }[],
): Promise<void> {
  const ids = locations.map((location) => location.locationId);
  await pool.query(
    `INSERT INTO locations (shop, location_id, name, active)
     SELECT $1, location_id, name, active
     FROM unnest($2::bigint[], $3::text[], $4::boolean[]) AS batch (location_id, name, active)
     ON CONFLICT (shop, location_id) DO UPDATE SET name = excluded.name, active = excluded.active`,
    [shop, ids, locations.map((location) => location.name), locations.map((location) => location.active)],
  );
  await pool.query(
    "UPDATE locations SET active = false WHERE shop = $1 AND active AND location_id <> ALL($2::bigint[])",
    [shop, ids],
  );
}

/** Ids of the locations that are active. */
export async function readActiveLocationIds(shop: string): Promise<string[]> {
  const { rows } = await pool.query<{ locationId: string }>(
    `SELECT location_id AS "locationId" FROM locations WHERE shop = $1 AND active ORDER BY location_id`,
    [shop],
  );
  return rows.map((row) => row.locationId);
}

/** Ids of the locations whose stock counts in planning, by {@link countsInPlanning}. */
export async function readPlanningLocationIds(shop: string): Promise<string[]> {
  const { rows } = await pool.query<{ locationId: string }>(
    `SELECT location_id AS "locationId" FROM locations
     WHERE shop = $1 AND ${countsInPlanning("locations")} ORDER BY location_id`,
    [shop],
  );
  return rows.map((row) => row.locationId);
}
