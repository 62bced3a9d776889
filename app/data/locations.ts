import { pool } from "~/db.server";

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

/** Ids of the locations whose stock can be sold and counts in planning. */
export async function readPlanningLocationIds(shop: string): Promise<string[]> {
  const { rows } = await pool.query<{ locationId: string }>(
    `SELECT location_id AS "locationId" FROM locations
     WHERE shop = $1 AND active AND counts_in_planning ORDER BY location_id`,
    [shop],
  );
  return rows.map((row) => row.locationId);
}
