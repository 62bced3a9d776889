// A shop's leaky bucket of points, by which Shopify limits requests: one account for all processes, kept by the clock of the
// database. A request takes the points that it may cost before it is sent; when it is answered, what it did not cost comes back.
// So the account holds what Shopify's bucket does, less what requests under way will still be charged.
import { pool } from "~/db.server";

export interface PointsWish {
  points: number;
  /** interactive: a person waits for the answer, who may empty the bucket. Work in the background leaves a part to people. */
  priority: "interactive" | "background";
}

/** What an answer says of its request. */
export interface PointsCharge {
  /** Points taken by {@link reservePoints} before. */
  reserved: number;
  /** Points that Shopify charged. */
  spent: number;
  /** Shopify's bucket after that. */
  bucket: { maximumAvailable: number; currentlyAvailable: number; restoreRate: number };
}

/** That of Shopify's smallest plan, until the shop's first answer tells its own. */
const FIRST_BUCKET = { maximum: 2_000, restoreRate: 100 };
/** The part of the bucket that work in the background leaves to people who wait. */
const SHARE_FOR_PEOPLE = 0.2;
/** A page comes back for its points a moment after it could have them. */
const PAGE_RETURNS_WITHIN = "1 second";

/** What the bucket holds now. */
const HELD = `least(maximum, available + restore_rate * greatest(0, extract(epoch FROM clock_timestamp() - as_of)::float8))`;

/** What the bucket has to hold for $2 points; $3: a person waits for them. A request that costs more than it ever holds goes when it is full. */
const NEEDED = `least(maximum, $2::float8 + CASE WHEN $3::boolean THEN 0 ELSE greatest(
  maximum * ${SHARE_FOR_PEOPLE}, CASE WHEN page_waiting_until > clock_timestamp() THEN page_needs ELSE 0 END) END)`;

const WAIT_SECONDS = `greatest(0, ${NEEDED} - ${HELD}) / restore_rate`;

/**
 * Takes points out of the shop's bucket, all or none.
 *
 * @returns 0 when they are taken; otherwise in how many milliseconds the bucket will hold enough, if nobody else takes any
 */
export async function reservePoints(shop: string, wish: PointsWish): Promise<number> {
  if (await takePoints(shop, wish)) return 0;
  const waitMs = await noteWaiting(shop, wish);
  if (waitMs !== null) return waitMs;
  // Of a shop that is being deleted no account is opened.
  return (await openBudget(shop)) ? reservePoints(shop, wish) : 0;
}

/** The condition and the change are one statement, so that two processes never take the same points. */
async function takePoints(shop: string, { points, priority }: PointsWish): Promise<boolean> {
  const { rowCount } = await pool.query(
    `UPDATE api_budgets SET available = ${HELD} - $2, as_of = clock_timestamp(),
       page_waiting_until = CASE WHEN $3 THEN NULL ELSE page_waiting_until END
     WHERE shop = $1 AND ${HELD} >= ${NEEDED}`,
    [shop, points, priority === "interactive"],
  );
  return rowCount === 1;
}

/** @returns milliseconds until the points are there; null when the shop has no account */
async function noteWaiting(shop: string, { points, priority }: PointsWish): Promise<number | null> {
  const { rows } = await pool.query<{ waitMs: number }>(
    `UPDATE api_budgets SET available = ${HELD}, as_of = clock_timestamp(),
       waiting_until = greatest(waiting_until, clock_timestamp() + make_interval(secs => ${WAIT_SECONDS})),
       page_needs = CASE WHEN $3 THEN $2 ELSE page_needs END,
       page_waiting_until = CASE WHEN $3
         THEN clock_timestamp() + make_interval(secs => ${WAIT_SECONDS}) + interval '${PAGE_RETURNS_WITHIN}'
         ELSE page_waiting_until END
     WHERE shop = $1
     RETURNING greatest(1, ceil(1000 * ${WAIT_SECONDS}))::float8 AS "waitMs"`,
    [shop, points, priority === "interactive"],
  );
  return rows[0]?.waitMs ?? null;
}

/** @returns false for a shop that is not stored */
async function openBudget(shop: string): Promise<boolean> {
  const { maximum, restoreRate } = FIRST_BUCKET;
  await pool.query(
    `INSERT INTO api_budgets (shop, available, maximum, restore_rate, as_of)
     SELECT shop, $2, $2, $3, clock_timestamp() FROM shops WHERE shop = $1
     ON CONFLICT (shop) DO NOTHING`,
    [shop, maximum, restoreRate],
  );
  const { rowCount } = await pool.query("SELECT FROM api_budgets WHERE shop = $1", [shop]);
  return rowCount === 1;
}

const SPANS = 12;
const SPAN_SECONDS = 300;
const SPAN = `floor(extract(epoch FROM clock_timestamp()) / ${SPAN_SECONDS})::bigint`;
/** Points spent in each span of the last hour, the one under way first. */
const SPENT = `(array_fill(0::float8, ARRAY[least(${SPANS}, greatest(0, ${SPAN} - spent_span))::integer]) || spent)[1:${SPANS}]`;

/**
 * Accounts for an answer. Shopify's word can lower what is left, never raise it: Shopify does not know yet of requests that are
 * on their way. Where the account holds too little, as after a process was killed with points reserved, the rest flows back.
 * A bucket that becomes a larger one, with another plan of the shop's, is so at once.
 */
export async function settlePoints(shop: string, { reserved, spent, bucket }: PointsCharge): Promise<void> {
  await pool.query(
    `UPDATE api_budgets SET
       available = least($4::float8, ${HELD} + $2::float8 - maximum + $5::float8 - $6::float8),
       maximum = $2, restore_rate = $3::float8, as_of = clock_timestamp(),
       spent = ARRAY[coalesce((${SPENT})[1], 0) + $6::float8] || (${SPENT})[2:${SPANS}], spent_span = ${SPAN}
     WHERE shop = $1`,
    [shop, bucket.maximumAvailable, bucket.restoreRate, bucket.currentlyAvailable, reserved, spent],
  );
}

export interface ApiBudget {
  /** Points spent in the last hour, to five minutes. */
  spentLastHour: number;
  /** Points that flow back in an hour. */
  restoredPerHour: number;
  /** Points in the bucket now, and how many it holds at most. */
  available: number;
  maximum: number;
  /** Whether requests wait for points now. */
  isWaiting: boolean;
}

/** How a shop's account stands; null before its first request. */
export async function readApiBudget(shop: string): Promise<ApiBudget | null> {
  const { rows } = await pool.query<ApiBudget>(
    `SELECT (SELECT coalesce(sum(points), 0) FROM unnest(${SPENT}) AS points) AS "spentLastHour",
       restore_rate * 3600 AS "restoredPerHour", greatest(0, ${HELD}) AS available, maximum,
       coalesce(waiting_until > clock_timestamp(), false) AS "isWaiting"
     FROM api_budgets WHERE shop = $1`,
    [shop],
  );
  return rows[0] ?? null;
}
