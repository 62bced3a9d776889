import { planningVariant, stockoutSpans } from "./stock-history";

/**
 * Units that a variant sold in each of 13 weeks, the earliest first. null stands for a week that tells nothing of its demand:
 * one that began before the variant's sales were known, or throughout which it was out of stock.
 */
export type WeeklyDemand = readonly (number | null)[];

const WEEKS = 13;
const FIRST_DAY = `(plans.window_end - ${7 * WEEKS - 1})`;

/**
 * SQL of the {@link WeeklyDemand} of a row of `plans`, for a statement whose $1 is the shop. The weeks are whole and end where
 * the plan's demand window does, whatever its length. A statement that sorts and limits its rows works it out for those that
 * remain.
 */
export const WEEKLY_DEMAND = `(
  WITH variant AS (${planningVariant("variant_id = plans.variant_id")}), ${stockoutSpans(FIRST_DAY, "plans.window_end")},
    -- Once for all weeks.
    unsellable AS MATERIALIZED (SELECT first_day, last_day FROM stockout), history AS (
      SELECT greatest(orders_known_from, created_day) AS first_day FROM variant CROSS JOIN shops
      WHERE shop = $1 AND orders_known_from IS NOT NULL
    ), sold AS (
      SELECT (day - ${FIRST_DAY}) / 7 AS week, sum(units)::integer AS units FROM daily_demand
      WHERE shop = $1 AND daily_demand.variant_id = plans.variant_id AND day BETWEEN ${FIRST_DAY} AND plans.window_end
      GROUP BY 1
    )
  SELECT array_agg(
    CASE WHEN history.first_day <= week.first_day AND (sold.units > 0 OR stockout_days < 7) THEN coalesce(sold.units, 0) END
    ORDER BY number
  )
  FROM generate_series(0, ${WEEKS - 1}) AS weeks (number)
    CROSS JOIN LATERAL (
      SELECT ${FIRST_DAY} + 7 * number AS first_day, ${FIRST_DAY} + 7 * number + 6 AS last_day
    ) AS week
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(least(span.last_day, week.last_day) - greatest(span.first_day, week.first_day) + 1), 0)
        AS stockout_days
      FROM unsellable AS span WHERE span.first_day <= week.last_day AND span.last_day >= week.first_day
    ) AS stock
    LEFT JOIN sold ON sold.week = number
    LEFT JOIN history ON true
)`;
