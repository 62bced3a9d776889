import { checkDemandStdDev, checkMeanDailyDemand } from "./demand";
import { calculateDaysToCover } from "./lead-time";
import { normalQuantile } from "./normal-quantile";
import { checkLeadTimeStdDev, checkServiceLevel } from "./planning-terms";

/** A shop has a handful of service levels, and each is asked for once a variant. */
const zScores = new Map<number, number>();

/**
 * z = Φ⁻¹(p): how many standard deviations above its mean demand stays with probability p, if it is normal. See
 * {@link normalQuantile}; a table would give two or three digits.
 *
 * Example: a service level of 0.95 has z = 1.6448536269514729, one of 0.5 has z = 0.
 *
 * @param serviceLevel p, probability of no stockout in one lead time
 * @throws {PlanningInputError} unless 0.5 ≤ p < 1
 */
export function zScore(serviceLevel: number): number {
  const known = zScores.get(serviceLevel);
  if (known !== undefined) return known;
  checkServiceLevel(serviceLevel);
  const z = normalQuantile(serviceLevel);
  zScores.set(serviceLevel, z);
  return z;
}

/**
 * `safetyStock`: the units beyond the expected demand that keep the promise of the service level while an order is on
 * its way. With the days to cover D = L + R:
 *
 *     z·σ·√D                        when the lead time is as good as fixed
 *     z·√(D·σ² + μ²·σ_L²)           when it varies by σ_L > 0
 *
 * This is *calculated* safety stock; Shopify's own `safety_stock` (units set aside) is another thing.
 *
 * Example: σ = 5 units, a lead time of 6 days and a service level of 0.9: 1.2815515655446 · 5 · √6 = 15.6957 units
 * (the example of `reorderpoint` in the R package inventorize).
 *
 * @param meanDailyDemand μ, units a day; matters only when the lead time varies
 * @param demandStdDev σ, units; 0 when every day sells the same, and then a fixed lead time needs no safety stock
 * @returns units, unrounded; 0 or more
 * @throws {PlanningInputError} for a service level of 1, a lead time of 0 and whatever else is not allowed
 */
export function calculateSafetyStock({
  meanDailyDemand,
  demandStdDev,
  leadTimeDays,
  leadTimeStdDevDays,
  reviewPeriodDays,
  serviceLevel,
}: {
  meanDailyDemand: number;
  demandStdDev: number;
  leadTimeDays: number;
  leadTimeStdDevDays: number;
  reviewPeriodDays: number;
  serviceLevel: number;
}): number {
  checkMeanDailyDemand(meanDailyDemand);
  checkDemandStdDev(demandStdDev);
  checkLeadTimeStdDev(leadTimeStdDevDays);
  const z = zScore(serviceLevel);
  const daysToCover = calculateDaysToCover(leadTimeDays, reviewPeriodDays);
  if (leadTimeStdDevDays === 0) return z * demandStdDev * Math.sqrt(daysToCover);
  return z * Math.sqrt(daysToCover * demandStdDev ** 2 + (meanDailyDemand * leadTimeStdDevDays) ** 2);
}
