// When a variant could be sold, and when not. The history is kept as changes (table stock_days): a variant has a row for a
// day on which its available quantity became another one, and on days without a row it goes on with what the last row ended
// with. NULL stands for a quantity that is not known.
import { pool } from "~/db.server";
import { isAtPlanningLocation, PLANNING_LOCATIONS } from "./locations";
import { question, type Question } from "./questions";
import type { Transaction } from "./transaction";
import { selectVariants, type VariantSelection } from "./variant-selection";

/** What a shop's stock is recorded by. */
export interface StockObservation {
  /** IANA name of the shop's zone, which decides on which day a quantity was seen or changed. */
  timeZone: string;
  /** When Shopify was asked for the stored levels. */
  observedAt: Date;
  /** When it was asked for all of the shop's levels before; null the first time. */
  lastObservedAt: Date | null;
}

/**
 * Records the stored quantities of some variants, summed over the locations that count in planning, where they differ from
 * what is recorded already; what is unchanged costs no row. Can be repeated.
 *
 * Shopify says when a level last changed, and that dates the change, though it may have been seen days later:
 * - At the very first observation it tells also since when the quantity has been what it is.
 * - A quantity that changed within the day of the last observation or the one after is taken to have been the recorded one
 *   until then.
 * - When longer passed (the app was down, say), the days between are not known: more may have happened on them.
 * - A quantity that is another one though no level changed (other locations count now, a location was closed) is another one
 *   from the day of the observation on.
 *
 * A variant whose stock Shopify does not track has no quantity. Its history, if it has one, ends as not known.
 *
 * @returns the last variant of the selection, to go on after; null when it held none
 */
export async function recordStock(
  shop: string,
  selection: VariantSelection,
  { timeZone, observedAt, lastObservedAt }: StockObservation,
  connection: Transaction = pool,
): Promise<string | null> {
  const { condition, values } = selectVariants(selection, 5);
  const { rows } = await connection.query<{ last: string | null }>(
    `WITH ${PLANNING_LOCATIONS}, variant AS MATERIALIZED (
       SELECT variant_id, inventory_item_id, tracked FROM variants
       WHERE shop = $1 AND deleted_at IS NULL AND ${condition}
     ), observed AS (
       SELECT variant.variant_id, recorded.day AS recorded_day, recorded.available_at_end AS recorded,
         CASE WHEN tracked THEN coalesce(stock.available, 0) END AS available,
         CASE WHEN tracked AND ($4::timestamptz IS NULL OR stock.changed_at > $4)
           THEN (stock.changed_at AT TIME ZONE $2)::date END AS moved_day,
         greatest(($4::timestamptz AT TIME ZONE $2)::date, recorded.day) AS last_seen_day
       FROM variant
         -- One by one from the index: a join may go over all of them for each, before the tables' sizes are known.
         CROSS JOIN LATERAL (
           SELECT sum(available)::integer AS available, max(updated_at) AS changed_at
           FROM inventory_levels AS level
           WHERE level.shop = $1 AND level.inventory_item_id = variant.inventory_item_id
             AND ${isAtPlanningLocation("level")}
         ) AS stock
         LEFT JOIN LATERAL (
           SELECT day, available_at_end FROM stock_days
           WHERE shop = $1 AND stock_days.variant_id = variant.variant_id ORDER BY day DESC LIMIT 1
         ) AS recorded ON true
     ), dated AS (
       SELECT variant_id, recorded, available, last_seen_day,
         greatest(coalesce(moved_day, ($3::timestamptz AT TIME ZONE $2)::date), recorded_day) AS day,
         coalesce(recorded IS NOT NULL AND moved_day > last_seen_day + 1, false) AS after_gap
       FROM observed
     ), recording AS (
       INSERT INTO stock_days (shop, variant_id, day, available_at_begin, available_at_end, lowest_available)
       SELECT $1, variant_id, day, CASE WHEN NOT after_gap THEN recorded END, available,
         CASE WHEN after_gap THEN available ELSE least(recorded, available) END
       FROM dated WHERE available IS DISTINCT FROM recorded OR after_gap
       UNION ALL
       SELECT $1, variant_id, last_seen_day + 1, recorded, NULL, recorded FROM dated WHERE after_gap
       ORDER BY 2, 3
       ON CONFLICT (shop, variant_id, day) DO UPDATE SET
         available_at_end = excluded.available_at_end,
         lowest_available = least(stock_days.lowest_available, excluded.available_at_end)
     )
     SELECT max(variant_id) AS last FROM variant`,
    [shop, timeZone, observedAt, lastObservedAt, ...values],
  );
  return rows[0]?.last ?? null;
}

/** Days in a row that a variant began and ended with nothing to sell. Days are ISO days, both included. */
export interface StockoutSpan {
  variantId: string;
  firstDay: string;
  lastDay: string;
  availableAtBegin: number;
  availableAtEnd: number;
}

/**
 * Puts days out of stock before the recorded history of their variants; what is recorded stands, and where it begins without
 * knowing how its first day began, that is known then. On the days between the spans the quantity is not known. All spans of a
 * variant have to come at once. Can be repeated.
 */
export async function storeStockouts(shop: string, spans: readonly StockoutSpan[]): Promise<void> {
  await pool.query(
    `WITH earlier AS MATERIALIZED (
       SELECT span.*, recorded.first_day AS recorded_from
       FROM unnest($2::bigint[], $3::date[], $4::date[], $5::integer[], $6::integer[])
           AS span (variant_id, first_day, last_day, available_at_begin, available_at_end)
         CROSS JOIN LATERAL (
           SELECT min(day) AS first_day FROM stock_days WHERE shop = $1 AND stock_days.variant_id = span.variant_id
         ) AS recorded
       WHERE span.first_day <= recorded.first_day
     ), continued AS (
       UPDATE stock_days SET
         available_at_begin = CASE WHEN first_day = recorded_from THEN earlier.available_at_begin
           ELSE earlier.available_at_end END
       FROM earlier
       WHERE stock_days.shop = $1 AND stock_days.variant_id = earlier.variant_id AND stock_days.day = recorded_from
         AND stock_days.available_at_begin IS NULL AND last_day >= recorded_from - 1
     )
     INSERT INTO stock_days (shop, variant_id, day, available_at_begin, available_at_end, lowest_available)
     SELECT $1, variant_id, first_day, available_at_begin, available_at_end, least(available_at_begin, available_at_end)
     FROM earlier WHERE first_day < recorded_from
     UNION ALL
     SELECT $1, variant_id, last_day + 1, available_at_end, NULL, available_at_end
     FROM earlier WHERE last_day < recorded_from - 1
     ORDER BY 2, 3
     ON CONFLICT (shop, variant_id, day) DO NOTHING`,
    [
      shop,
      spans.map((span) => span.variantId),
      spans.map((span) => span.firstDay),
      spans.map((span) => span.lastDay),
      spans.map((span) => span.availableAtBegin),
      spans.map((span) => span.availableAtEnd),
    ],
  );
}

/**
 * SQL of a common table expression `stockout`: the spans of days, from `first_day` to `last_day`, that variants began and
 * ended with nothing to sell, as far as is known; days with a sale on them included. It needs {@link planningVariant} as one
 * named `variant` before it. Nothing is known of days after the last observation.
 *
 * @param from SQL of the first day to look at
 * @param to SQL of the last day
 */
export function stockoutSpans(from: string, to: string): string {
  return `changed AS (
      SELECT variant.variant_id, created_day, seen_day, change.day, available_at_begin, available_at_end,
        lead(change.day) OVER (PARTITION BY variant.variant_id ORDER BY change.day) AS next_day
      FROM variant CROSS JOIN LATERAL (
        (SELECT day, available_at_begin, available_at_end FROM stock_days
         WHERE shop = $1 AND stock_days.variant_id = variant.variant_id AND day <= ${from}
         ORDER BY day DESC LIMIT 1)
        UNION ALL
        SELECT day, available_at_begin, available_at_end FROM stock_days
        WHERE shop = $1 AND stock_days.variant_id = variant.variant_id AND day > ${from} AND day <= ${to}
      ) AS change
      WHERE tracked
    ), stockout AS (
      SELECT variant_id, first_day, last_day FROM changed CROSS JOIN LATERAL (
        SELECT greatest(CASE WHEN available_at_begin <= 0 THEN day ELSE day + 1 END, created_day, ${from}) AS first_day,
          least(next_day - 1, seen_day, ${to}) AS last_day
      ) AS span
      WHERE available_at_end <= 0 AND first_day <= last_day
    )`;
}

/**
 * The days out of stock of some variants among the `days` that end with `lastDay`: days that a variant began and ended with
 * nothing available, as far as is known, and on which nothing was sold.
 *
 * @returns days after the first one, in order, by variant id; variants that were never out of stock have no entry
 */
export async function readStockoutOffsets(
  shop: string,
  selection: VariantSelection,
  { lastDay, days }: { lastDay: string; days: number },
): Promise<Map<string, number[]>> {
  const { condition, values } = selectVariants(selection, 4);
  const firstDay = "($2::date - $3::integer + 1)";
  const { rows } = await pool.query<{ variantId: string; offsets: number[] }>(
    `WITH variant AS (${planningVariant(condition)}), ${stockoutSpans(firstDay, "$2::date")}
     SELECT variant_id AS "variantId", array_agg(calendar.day::date - ${firstDay} ORDER BY calendar.day) AS offsets
     FROM stockout
       CROSS JOIN LATERAL (
         SELECT coalesce(array_agg(day), '{}') AS days FROM daily_demand
         WHERE shop = $1 AND daily_demand.variant_id = stockout.variant_id AND day BETWEEN first_day AND last_day
           AND units > 0
       ) AS sold
       CROSS JOIN LATERAL generate_series(first_day::timestamp, last_day::timestamp, INTERVAL '1 day') AS calendar (day)
     WHERE calendar.day::date <> ALL(sold.days)
     GROUP BY variant_id`,
    [shop, lastDay, days, ...values],
  );
  return new Map(rows.map((row) => [row.variantId, row.offsets]));
}

/**
 * SQL of the variants to look at, with the days on which each was created and the shop's stock was seen last, in the shop's
 * time zone.
 *
 * @param condition which variants
 */
export function planningVariant(condition: string): string {
  return `SELECT variant_id, tracked, (variants.created_at AT TIME ZONE coalesce(time_zone, 'UTC'))::date AS created_day,
      (stock_observed_at AT TIME ZONE coalesce(time_zone, 'UTC'))::date AS seen_day
    FROM variants JOIN shops USING (shop) WHERE shop = $1 AND deleted_at IS NULL AND ${condition}`;
}

/** The first day of which is known whether a variant was in stock; null before the first observation. */
export function stockKnownFrom(variantId: string): Question<string | null> {
  return question(
    (values) => `SELECT least(
        (SELECT stock_known_from FROM shops WHERE shop = $1),
        (SELECT min(day) FROM stock_days WHERE shop = $1 AND variant_id = ${values.add(variantId)}::bigint)
      ) AS day`,
    ([known]: readonly { day: string | null }[]) => known?.day ?? null,
  );
}
