import { z } from "zod";
import { pool } from "~/db.server";
import type { Calibration } from "~/planning/calibration";
import type { PlanMethod } from "~/planning/plan-method";
import type { DemandClass } from "~/planning/demand-class";
import type {
  AchievedService,
  BacktestGap,
  BacktestOutcome,
  ItemBacktest,
  MethodOutcome,
  ShopBacktest,
} from "~/planning/shop-backtest";
import { storeCalibration } from "./calibrations";
import { holdRun } from "./sync-runs";
import { inTransaction, type Transaction } from "./transaction";
import { batchUpsert, type BatchColumn } from "./upsert";

const share = z.number().nullable();

const achievedSchema = z.object({
  coverage: share,
  cycleService: share,
  fillRate: share,
  stockDays: z.number().nullable(),
}) satisfies z.ZodType<AchievedService>;

const outcomeOfMethodSchema = achievedSchema.extend({
  stockUnits: z.number(),
  stockValue: z.number().nullable(),
}) satisfies z.ZodType<MethodOutcome>;

const methodsSchema = z.object({ normal: outcomeOfMethodSchema, calibrated: outcomeOfMethodSchema });

const outcomeSchema = z.object({
  items: z.int(),
  itemsWithCost: z.int(),
  leadTimes: z.int(),
  promised: z.number(),
  methods: methodsSchema,
}) satisfies z.ZodType<BacktestOutcome>;

const demandClassSchema = z.enum([
  "smooth",
  "erratic",
  "intermittent",
  "lumpy",
  "new",
  "no-sales",
] as const satisfies readonly DemandClass[]);

const verdictSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("judged"),
    firstOrigin: z.int(),
    lastOrigin: z.int(),
    total: outcomeSchema,
    byDemandClass: z.array(z.object({ demandClass: demandClassSchema, outcome: outcomeSchema })),
    byVendor: z.array(
      z.object({ vendorId: z.string().nullable(), vendor: z.string().nullable(), outcome: outcomeSchema }),
    ),
    curve: z.array(
      z.object({
        serviceLevel: z.number(),
        methods: z.object({ normal: achievedSchema, calibrated: achievedSchema }),
      }),
    ),
  }),
  z.object({ kind: z.literal("no-sales") }),
  z.object({ kind: z.literal("short-history"), missingDays: z.int() }),
]) satisfies z.ZodType<ShopBacktest | BacktestGap>;

const resultSchema = z.object({
  /** ISO day: the first whose sales were replayed. */
  firstDay: z.iso.date(),
  /** Items whose sales were replayed, and of how many that sold. */
  items: z.int(),
  itemsSold: z.int(),
  /** The shop's choices that the plans were made by, where nothing else is set for an item. */
  settings: z.object({
    demandWindowDays: z.number(),
    leadTimeDays: z.number(),
    leadTimeStdDevDays: z.number(),
    reviewPeriodDays: z.number(),
    serviceLevel: z.number(),
    coverageDays: z.number(),
  }),
  verdict: verdictSchema,
});

export type BacktestResult = z.infer<typeof resultSchema>;

export interface StoredBacktest extends BacktestResult {
  computedAt: Date;
  /** ISO day: the last whose sales were replayed. */
  windowEnd: string;
}

/** Of a shop, for somebody who wonders what its plans were worth some days ago. */
const KEPT_BACKTESTS = 30;

const ITEM_COLUMNS: BatchColumn<ItemBacktest>[] = [
  { name: "variant_id", type: "bigint", value: ({ variantId }) => variantId },
  { name: "promised", type: "float8", value: ({ promised }) => promised },
  { name: "lead_times", type: "integer", value: ({ leadTimes }) => leadTimes },
  { name: "methods", type: "jsonb", value: ({ methods }) => JSON.stringify(methods) },
];

/**
 * Stores what a run has learnt, all of it or nothing: the shop's backtest, its items' in the place of their former ones,
 * and its calibration. Nothing when the run was ended meanwhile, because the shop uninstalled the app or is being deleted.
 */
export async function storeBacktest(
  shop: string,
  runId: string,
  { computedAt, windowEnd, ...result }: StoredBacktest,
  { itemBacktests, calibration }: { itemBacktests: readonly ItemBacktest[]; calibration: Calibration | null },
): Promise<void> {
  await inTransaction(async (transaction) => {
    if (!(await holdRun(shop, transaction, runId))) return;
    await transaction.query("INSERT INTO backtests (shop, computed_at, window_end, result) VALUES ($1, $2, $3, $4)", [
      shop,
      computedAt,
      windowEnd,
      JSON.stringify(result),
    ]);
    await forgetOldBacktests(shop, transaction);
    await transaction.query("DELETE FROM item_backtests WHERE shop = $1", [shop]);
    if (itemBacktests.length > 0) {
      await transaction.query(
        batchUpsert(shop, itemBacktests, { table: "item_backtests", key: ["variant_id"], columns: ITEM_COLUMNS }),
      );
    }
    await storeCalibration(shop, transaction, { calibration, windowEnd, computedAt });
  });
}

async function forgetOldBacktests(shop: string, transaction: Transaction): Promise<void> {
  await transaction.query(
    `DELETE FROM backtests WHERE shop = $1 AND computed_at NOT IN (
       SELECT computed_at FROM backtests WHERE shop = $1 ORDER BY computed_at DESC LIMIT $2
     )`,
    [shop, KEPT_BACKTESTS],
  );
}

/** The shop's latest backtest; null before the first one, and when the stored one is of a version that knew others. */
export async function readLatestBacktest(shop: string): Promise<StoredBacktest | null> {
  const { rows } = await pool.query<{ computedAt: Date; windowEnd: string; result: unknown }>(
    `SELECT computed_at AS "computedAt", window_end AS "windowEnd", result FROM backtests
     WHERE shop = $1 ORDER BY computed_at DESC LIMIT 1`,
    [shop],
  );
  const [latest] = rows;
  const result = resultSchema.safeParse(latest?.result).data;
  return latest && result ? { computedAt: latest.computedAt, windowEnd: latest.windowEnd, ...result } : null;
}

/** What became of the promises made for one vendor's items. */
export interface VendorService {
  /** The mean of their service levels. */
  promised: number;
  /** The share of lead times that were covered. */
  coverage: number;
}

/** What the shop's latest backtest says of its vendors under one method, by vendor id; null stands for no vendor. */
export async function readVendorService(shop: string, method: PlanMethod): Promise<Map<string | null, VendorService>> {
  const { rows } = await pool.query<VendorService & { vendorId: string | null }>(
    `SELECT line ->> 'vendorId' AS "vendorId", (line -> 'outcome' ->> 'promised')::float8 AS promised,
       (line -> 'outcome' -> 'methods' -> $2 ->> 'coverage')::float8 AS coverage
     FROM (SELECT result FROM backtests WHERE shop = $1 ORDER BY computed_at DESC LIMIT 1) AS latest,
       jsonb_array_elements(result -> 'verdict' -> 'byVendor') AS line
     WHERE line -> 'outcome' -> 'methods' -> $2 ->> 'coverage' IS NOT NULL`,
    [shop, method],
  );
  return new Map(rows.map(({ vendorId, ...service }) => [vendorId, service]));
}

/** The last day that the shop's latest backtest knows; null before the first one. */
export async function readBacktestWindowEnd(shop: string): Promise<string | null> {
  const { rows } = await pool.query<{ windowEnd: string }>(
    `SELECT window_end AS "windowEnd" FROM backtests WHERE shop = $1 ORDER BY computed_at DESC LIMIT 1`,
    [shop],
  );
  return rows[0]?.windowEnd ?? null;
}

/** When the shop's latest backtest was computed; null before the first one. */
export async function readBacktestTime(shop: string): Promise<Date | null> {
  const { rows } = await pool.query<{ computedAt: Date | null }>(
    `SELECT max(computed_at) AS "computedAt" FROM backtests WHERE shop = $1`,
    [shop],
  );
  return rows[0]?.computedAt ?? null;
}

/** What the latest backtest says of one item; null when it could not judge the item. */
export async function readItemBacktest(shop: string, variantId: string): Promise<ItemBacktest | null> {
  const { rows } = await pool.query<{ promised: number; leadTimes: number; methods: unknown }>(
    `SELECT promised, lead_times AS "leadTimes", methods FROM item_backtests
     WHERE shop = $1 AND variant_id = $2::bigint`,
    [shop, variantId],
  );
  const [item] = rows;
  const methods = methodsSchema.safeParse(item?.methods).data;
  return item && methods ? { variantId, promised: item.promised, leadTimes: item.leadTimes, methods } : null;
}
