import { z } from "zod";
import { pool } from "~/db.server";
import type { Calibration, CalibrationGroup } from "~/planning/calibration";
import { ask, question, type Question } from "./questions";
import type { Transaction } from "./transaction";

const groupSchema = z.enum([
  "smooth slow",
  "smooth medium",
  "smooth fast",
  "erratic slow",
  "erratic medium",
  "erratic fast",
  "intermittent slow",
  "intermittent medium",
  "intermittent fast",
  "lumpy slow",
  "lumpy medium",
  "lumpy fast",
] as const satisfies readonly CalibrationGroup[]);

const calibrationSchema = z.object({
  targets: z.array(z.number()),
  safetyFactors: z.record(groupSchema, z.array(z.number())),
  demandLevel: z.number(),
  replayedLeadTimes: z.number(),
}) satisfies z.ZodType<Calibration>;

/**
 * What the shop's replayed history teaches its calibrated plans; null before the first replay, while too few lead times
 * were over, and when the stored one is of a version of the app that grouped items otherwise: the next replay brings one.
 */
export async function readCalibration(shop: string): Promise<Calibration | null> {
  return ask(shop, CALIBRATION);
}

/** Whether the shop has a calibration to plan by; "too-thin" when its history was replayed but taught too little. */
export async function readCalibrationState(shop: string): Promise<"ready" | "not-replayed" | "too-thin"> {
  const stored = await ask(shop, STORED_CALIBRATION);
  if (stored === undefined) return "not-replayed";
  return stored === null ? "too-thin" : "ready";
}

/** Undefined without a replay that this version of the app made, null when it taught too little. */
const STORED_CALIBRATION = question(
  () => "SELECT calibration FROM calibrations WHERE shop = $1",
  ([stored]: readonly { calibration: unknown }[]) => calibrationSchema.nullable().safeParse(stored?.calibration).data,
);

/** As {@link readCalibration}. */
export const CALIBRATION: Question<Calibration | null> = {
  ...STORED_CALIBRATION,
  read: (rows) => STORED_CALIBRATION.read(rows) ?? null,
};

/** Whether any item of the shop is to be planned by the calibrated method. */
export async function usesCalibration(shop: string): Promise<boolean> {
  const { rows } = await pool.query<{ uses: boolean }>(
    `SELECT EXISTS (SELECT FROM shops WHERE shop = $1 AND settings ->> 'method' = 'calibrated')
       OR EXISTS (SELECT FROM item_policies WHERE shop = $1 AND method = 'calibrated') AS uses`,
    [shop],
  );
  return rows[0]?.uses ?? false;
}

/**
 * Stores a calibration in the place of the shop's former one.
 *
 * @param calibration null while too few lead times were over
 * @param windowEnd ISO day: the last one that it knows
 */
export async function storeCalibration(
  shop: string,
  transaction: Transaction,
  { calibration, windowEnd, computedAt }: { calibration: Calibration | null; windowEnd: string; computedAt: Date },
): Promise<void> {
  await transaction.query(
    `INSERT INTO calibrations (shop, calibration, window_end, computed_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (shop) DO UPDATE SET
       calibration = excluded.calibration, window_end = excluded.window_end, computed_at = excluded.computed_at`,
    [shop, calibration && JSON.stringify(calibration), windowEnd, computedAt],
  );
}
