import { z } from "zod";
import { pool } from "~/db.server";
import type { PlanMethod } from "~/planning/plan-method";
import { countsInPlanning } from "./locations";
import { noteReplanAsked, REPLAN_ASKED_NOW } from "./plan-age";
import { ask, question } from "./questions";
import { inTransaction } from "./transaction";

const METHODS = ["normal", "calibrated"] as const satisfies readonly PlanMethod[];

const finite = z.number({ error: "must be a number" });

/**
 * How a shop wants its stock planned. All periods are calendar days. The ranges are what the merchant may enter; the
 * upper ends guard against slips of the keyboard, not against bold plans.
 */
export const settingsSchema = z.object({
  /** From placing an order to having the goods on the shelf. */
  leadTimeDays: finite
    .gt(0, "must be more than 0 days: goods can't arrive before they are ordered")
    .max(730, "must be at most 730 days")
    .default(14),
  /** How much the lead time itself varies; 0 when it is as good as fixed. */
  leadTimeStdDevDays: finite.min(0, "can't be negative").max(365, "must be at most 365 days").default(0),
  /** Probability of no stockout in one lead time. */
  serviceLevel: finite
    .min(0.5, "must be at least 0.5 (50%): below it the safety stock would be negative")
    .max(0.9999, "must be at most 0.9999 (99.99%): no stock makes 100% certain")
    .default(0.95),
  /** Days between occasions to order; 0 when an order can be placed on any day. */
  reviewPeriodDays: finite.min(0, "can't be negative").max(365, "must be at most 365 days").default(0),
  /** The last complete days from which demand is estimated. */
  demandWindowDays: finite
    .int("must be whole days")
    .min(7, "must be at least 7 days")
    .max(400, "must be at most 400 days: orders are kept that far back")
    .default(90),
  /** How long an order is to last beyond the reorder point. */
  coverageDays: finite.min(0, "can't be negative").max(730, "must be at most 730 days").default(30),
  /** Stock that lasts longer than this counts as too much. */
  overstockDays: finite.gt(0, "must be more than 0 days").max(3650, "must be at most 3650 days").default(180),
  /** Fast movers are the velocity deciles 1 to this one. */
  fastMoverDeciles: finite
    .int("must be a whole number")
    .min(1, "must be 1 to 10")
    .max(10, "must be 1 to 10")
    .default(1),
  /** How reorder points are found where nothing else is set for an item. */
  method: z.enum(METHODS, "must be normal or calibrated").default("normal"),
});

export type ShopSettings = z.infer<typeof settingsSchema>;

/** What holds until the merchant changes it. */
export const DEFAULT_SETTINGS: ShopSettings = settingsSchema.parse({});

/** A shop's settings: the stored ones over the defaults. A shop that is not stored yet has the defaults. */
export async function readSettings(shop: string): Promise<ShopSettings> {
  return ask(shop, SETTINGS);
}

export const SETTINGS = question(
  () => "SELECT settings FROM shops WHERE shop = $1",
  ([stored]: readonly { settings: unknown }[]) => settingsSchema.parse(stored?.settings ?? {}),
);

/**
 * Stores the settings given over the ones that hold, and asks for plans that follow them. Whatever is not given stays as it is, also
 * where somebody else changes it at the same time.
 */
export async function saveSettings(shop: string, changes: Partial<ShopSettings>): Promise<ShopSettings> {
  const valid = settingsSchema.parse({ ...DEFAULT_SETTINGS, ...changes });
  const names = Object.keys(changes) as (keyof ShopSettings)[];
  const given = Object.fromEntries(names.map((name) => [name, valid[name]]));
  const { rows } = await pool.query<{ settings: unknown }>(
    `INSERT INTO shops (shop, settings) VALUES ($1, $2)
     ON CONFLICT (shop) DO UPDATE
     SET settings = shops.settings || excluded.settings, replan_asked_at = ${REPLAN_ASKED_NOW}
     RETURNING settings`,
    [shop, JSON.stringify(given)],
  );
  return settingsSchema.parse(rows[0]?.settings);
}

export interface ShopLocation {
  locationId: string;
  name: string;
  /** Deactivated locations hold no stock that can be sold; they never count in planning. */
  active: boolean;
  countsInPlanning: boolean;
}

/**
 * The shop's locations, by name; deactivated ones last. All active ones count in planning as long as the merchant chose
 * none of them.
 */
export async function readLocations(shop: string): Promise<ShopLocation[]> {
  const { rows } = await pool.query<ShopLocation>(
    `SELECT location_id::text AS "locationId", name, active, ${countsInPlanning("locations")} AS "countsInPlanning"
     FROM locations WHERE shop = $1 ORDER BY ${LOCATION_ORDER}`,
    [shop],
  );
  return rows;
}

/** In which locations are listed, as columns of theirs. */
export const LOCATION_ORDER = "active DESC, name, location_id";

/**
 * Makes exactly these of the active locations count in planning, and asks for plans that follow. What was chosen for a
 * deactivated location stays, for the day on which it is active again.
 *
 * @throws {RangeError} when none of them is an active location of the shop: a plan without stock would reorder everything
 */
export async function setLocationCounts(shop: string, locationIds: string[]): Promise<void> {
  const known = await pool.query(
    "SELECT 1 FROM locations WHERE shop = $1 AND active AND location_id = ANY($2::bigint[]) LIMIT 1",
    [shop, locationIds],
  );
  if (known.rows.length === 0) throw new RangeError("At least one active location has to count in planning");
  await inTransaction(async (transaction) => {
    await transaction.query(
      "UPDATE locations SET counts_in_planning = location_id = ANY($2::bigint[]) WHERE shop = $1 AND active",
      [shop, locationIds],
    );
    await noteReplanAsked(shop, transaction);
  });
}
