import facts from "./retail-demand-facts.json";

/** The 10th, 25th, 50th, 75th and 90th percentile of a figure over the SKUs of a group. */
export type Percentiles = readonly [p10: number, p25: number, p50: number, p75: number, p90: number];

/** How the SKUs of one twentieth of a shop's range sell: one of twenty groups, ordered by how often they sell. */
export interface SpeedGroup {
  /** Days with at least one sale, as a share of all days. */
  shareOfDaysWithSale: Percentiles;
  meanUnitsOnSellingDay: Percentiles;
  /** Coefficient of variation (standard deviation over mean) of the units on selling days. */
  variationOfUnitsOnSellingDay: Percentiles;
  unitPrice: Percentiles;
  /** Day of the first sale, 0 the first day of the year and 1 the last. */
  firstSaleAsShareOfYear: Percentiles;
  secondHalfOverFirstHalfUnits: Percentiles;
}

/**
 * Statistics of a real gift shop that the generated one reproduces.
 *
 * Source: measured on 373 complete days (2010-12-01 to 2011-12-08) of "Online Retail", Daqing Chen, UCI Machine
 * Learning Repository, https://doi.org/10.24432/C5BW33, licence CC BY 4.0. Only figures are kept here, no sales data.
 * The slowest group has too few sales for a coefficient of variation; it borrows its neighbour's.
 */
export const demandFacts = {
  skus: facts.skus,
  days: facts.days,
  orderLines: facts.orderLines,
  invoices: facts.invoices,
  zeroDemandShareOfSkuDays: facts.zeroDemandShareOfSkuDays,
  unitsPerWeekdayMondayToSunday: facts.unitsPerWeekdayMondayToSunday,
  /** Mean units per calendar day, closed days included, by year and month. December 2011 is its first eight days. */
  meanDailyUnitsByMonth: facts.meanDailyUnitsByMonth,
  /** Percentiles of the number of lines of one invoice. */
  linesPerInvoice: facts.linesPerInvoice,
  /** Share of all units by tenths of the SKUs, fastest first. */
  shareOfUnitsByVelocityDecile: facts.shareOfUnitsByVelocityDecile,
  groupsFromSlowestToFastest: facts.groupsFromSlowestToFastest.map((group): SpeedGroup => ({
    shareOfDaysWithSale: asPercentiles(group.shareOfDaysWithSale),
    meanUnitsOnSellingDay: asPercentiles(group.meanUnitsOnSellingDay),
    variationOfUnitsOnSellingDay: asPercentiles(group.variationOfUnitsOnSellingDay),
    unitPrice: asPercentiles(group.unitPrice),
    firstSaleAsShareOfYear: asPercentiles(group.firstSaleAsShareOfYear),
    secondHalfOverFirstHalfUnits: asPercentiles(group.secondHalfOverFirstHalfUnits),
  })),
};

function asPercentiles(values: number[]): Percentiles {
  const [p10, p25, p50, p75, p90] = values;
  if (p10 === undefined || p25 === undefined || p50 === undefined || p75 === undefined || p90 === undefined) {
    throw new RangeError(`Five percentiles expected, got ${values.length}`);
  }
  return [p10, p25, p50, p75, p90];
}
