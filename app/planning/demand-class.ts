import { checkDemandSums, scaledSquaredDeviations } from "./demand";
import type { DemandSums } from "./demand";

export const DEMAND_CLASSES = ["smooth", "erratic", "intermittent", "lumpy", "new", "no-sales"] as const;

/** How a variant's demand comes: how often it sells, and in how different amounts. */
export type DemandClass = (typeof DEMAND_CLASSES)[number];

/** The classes of demand that has shown how it comes. */
export type SellingPattern = Exclude<DemandClass, "new" | "no-sales">;

/** Days between selling days beyond which demand counts as intermittent. */
const LONGEST_FREQUENT_INTERVAL_DAYS = 1.32;
/** CV² of the sizes beyond which they count as different. */
const LARGEST_EVEN_SIZE_VARIATION = 0.49;
/** With fewer, neither an interval nor a variation has been seen. */
const LEAST_OBSERVED_DAYS = 2;
const LEAST_SELLING_DAYS = 2;

/**
 * The class of a variant's demand, by the mean interval between its selling days p and the squared coefficient of
 * variation CV² of the units of a selling day:
 *
 *                  CV² ≤ 0.49      CV² > 0.49
 *     p ≤ 1.32     smooth          erratic
 *     p > 1.32     intermittent    lumpy
 *
 * Apart from these, the first of:
 * - `new`: fewer than two observed days; or fewer than two selling days of a variant that was created inside the window,
 *   whose next weeks may show anything;
 * - `no-sales`: nothing was sold in the window.
 *
 * A single selling day in a whole window shows a long interval but no variation: intermittent.
 *
 * Source: Syntetos, Boylan, Croston 2005, "On the categorization of demand patterns", Journal of the Operational Research
 * Society 56: the cut-offs are where the error of Croston's forecast passes that of Syntetos and Boylan's. The cut-off
 * itself belongs to the lower side, as in `idclass` of the R package tsintermittent.
 *
 * Example: 90 observed days with sales on 30 of them, 20 of 1 unit and 10 of 4: p = 3; the mean is 2 and s² = 60/29, so
 * CV² = 0.517: lumpy. With 3 units instead of 4, CV² = 0.331: intermittent.
 *
 * @param demand of the observed days
 * @param createdInWindow whether the variant was created after the first day of the shop's demand window
 * @throws {PlanningInputError} for sums that no demand can have
 */
export function classifyDemand(demand: DemandSums, { createdInWindow }: { createdInWindow: boolean }): DemandClass {
  checkDemandSums(demand);
  const { observedDays, sellingDays } = demand;
  if (observedDays < LEAST_OBSERVED_DAYS) return "new";
  if (createdInWindow && sellingDays < LEAST_SELLING_DAYS) return "new";
  if (sellingDays === 0) return "no-sales";
  return classifySellingPattern(calculateMeanSalesInterval(demand), calculateSizeVariation(demand));
}

/**
 * The class by both measures, as in the table of {@link classifyDemand}.
 *
 * @param meanSalesInterval p, periods
 * @param sizeVariation CV² of the units of a selling period
 */
export function classifySellingPattern(meanSalesInterval: number, sizeVariation: number): SellingPattern {
  const sellsEvenly = sizeVariation <= LARGEST_EVEN_SIZE_VARIATION;
  if (meanSalesInterval <= LONGEST_FREQUENT_INTERVAL_DAYS) return sellsEvenly ? "smooth" : "erratic";
  return sellsEvenly ? "intermittent" : "lumpy";
}

/**
 * p = n / m, observed days by selling days. The mean of the gaps alone would leave out the days before the first sale and
 * after the last one, and would not exist for a single sale.
 */
function calculateMeanSalesInterval({ observedDays, sellingDays }: DemandSums): number {
  return observedDays / sellingDays;
}

/**
 * CV² = s² / x̄² of the m selling days, days without a sale left out, with the sample variance (divisor m − 1) as in
 * tsintermittent and as in the standard deviation of daily demand:
 *
 *     CV² = m·(m·Σx² − (Σx)²) / ((m − 1)·(Σx)²)
 *
 * The days without a sale add nothing to either sum, so those of the window serve. Numerator and denominator are whole
 * and, below 2⁵³, exact.
 *
 * @returns 0 with a single selling day
 */
function calculateSizeVariation(demand: DemandSums): number {
  const { sellingDays, units } = demand;
  if (sellingDays < LEAST_SELLING_DAYS) return 0;
  return (sellingDays * scaledSquaredDeviations(demand, sellingDays)) / ((sellingDays - 1) * units * units);
}
