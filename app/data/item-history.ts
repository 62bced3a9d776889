import { question, type Question } from "./questions";
import { stockoutSpans, planningVariant } from "./stock-history";

/** One calendar day of a variant, as charts show it. */
export interface HistoryDay {
  /** ISO day in the shop's time zone. */
  day: string;
  /** Units sold that day; 0 also where orders of that day are not stored. */
  units: number;
  /** Whether it was a day out of stock, which tells nothing of demand. */
  outOfStock: boolean;
}

/**
 * A variant's days from `firstDay` to `lastDay`, both included, every one in order; none when the last lies before the
 * first.
 */
export function itemHistory(
  variantId: string,
  { firstDay, lastDay }: { firstDay: string; lastDay: string },
): Question<HistoryDay[]> {
  return question(
    (values) => {
      const variant = `${values.add(variantId)}::bigint`;
      const [first, last] = [`${values.add(firstDay)}::date`, `${values.add(lastDay)}::date`];
      return `WITH variant AS (${planningVariant(`variant_id = ${variant}`)}), ${stockoutSpans(first, last)},
          -- Once for all days.
          unsellable AS MATERIALIZED (SELECT first_day, last_day FROM stockout)
        SELECT calendar.day::date AS day, coalesce(demand.units, 0) AS units,
          coalesce(demand.units, 0) = 0
            AND EXISTS (SELECT FROM unsellable WHERE calendar.day BETWEEN first_day AND last_day) AS "outOfStock"
        FROM generate_series(${first}::timestamp, ${last}::timestamp, INTERVAL '1 day') AS calendar (day)
          LEFT JOIN daily_demand AS demand
            ON demand.shop = $1 AND demand.variant_id = ${variant} AND demand.day = calendar.day::date
        ORDER BY calendar.day`;
    },
    (rows: readonly HistoryDay[]) => [...rows],
  );
}

/**
 * The first day of which a variant's sales are known: not before it was created, nor before the first day from which every
 * order is stored; null while no orders are.
 */
export function historyStart(variantId: string): Question<string | null> {
  return question(
    (values) => `SELECT greatest(orders_known_from, (created_at AT TIME ZONE time_zone)::date) AS "firstDay"
      FROM variants JOIN shops USING (shop)
      WHERE shop = $1 AND variant_id = ${values.add(variantId)}::bigint AND orders_known_from IS NOT NULL`,
    ([known]: readonly { firstDay: string | null }[]) => known?.firstDay ?? null,
  );
}
