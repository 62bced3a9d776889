import { DEMAND_BATCH, readWindowDemand, type WindowDemand } from "~/data/plan-inputs";
import type { VariantSelection } from "~/data/variant-selection";
import { isAbsent } from "~/planning/absence";
import { addDays } from "~/planning/calendar";
import { demandWindow, type DemandSums } from "~/planning/demand";
import { classifyDemand, type DemandClass } from "~/planning/demand-class";
import { assignVelocityDeciles } from "~/planning/velocity";

/** A shop's demand window, and what is known of the one before. */
export interface WindowDays {
  shop: string;
  /** ISO day in the shop's time zone, the one after the window. */
  today: string;
  /** Days of the demand window, shorter than the merchant's choice where orders are not known that far back. */
  windowDays: number;
  /** Whether the orders of as many days before the window are known too. */
  isFormerWindowKnown: boolean;
}

/** What a variant sold in its part of the demand window. */
export interface VariantDemand {
  sums: DemandSums;
  outOfStockDays: number;
  demandClass: DemandClass;
  /** Units sold in the demand window before; null where not all of it is known, or the variant is younger. */
  formerUnitsSold: number | null;
}

export const NO_DEMAND_YET: VariantDemand = {
  sums: { observedDays: 0, units: 0, sumOfSquaredUnits: 0, sellingDays: 0 },
  outOfStockDays: 0,
  demandClass: "new",
  formerUnitsSold: null,
};

/** The demand of every variant of a shop, by id. */
export async function readAllDemand(days: WindowDays, signal?: AbortSignal): Promise<Map<string, VariantDemand>> {
  const all = new Map<string, VariantDemand>();
  for (let after = "-1"; ;) {
    signal?.throwIfAborted();
    const demands = await readSums(days, { after, limit: DEMAND_BATCH });
    const last = demands.at(-1);
    if (!last) return all;
    for (const sums of demands) all.set(sums.variantId, summarize(days, sums));
    after = last.variantId;
  }
}

/** The demand of some variants, by id. */
export async function readDemandOf(
  days: WindowDays,
  variantIds: readonly string[],
): Promise<Map<string, VariantDemand>> {
  const demands = await readSums(days, { variantIds });
  return new Map(demands.map((sums) => [sums.variantId, summarize(days, sums)]));
}

function readSums({ shop, today, windowDays }: WindowDays, selection: VariantSelection): Promise<WindowDemand[]> {
  return readWindowDemand(shop, selection, { firstDay: addDays(today, -windowDays), lastDay: addDays(today, -1) });
}

function summarize(
  { today, windowDays, isFormerWindowKnown }: WindowDays,
  { createdDay, outOfStockDays, units, formerUnits, sumOfSquaredUnits, sellingDays }: WindowDemand,
): VariantDemand {
  const days = windowDays === 0 ? 0 : demandWindow({ today, windowDays, createdDay }).days;
  const sums = { observedDays: days - outOfStockDays, units, sumOfSquaredUnits, sellingDays };
  const demandClass = classifyDemand(sums, { createdInWindow: days < windowDays });
  const isFormerKnown = isFormerWindowKnown && createdDay <= addDays(today, -2 * windowDays);
  return { sums, outOfStockDays, demandClass, formerUnitsSold: isFormerKnown ? formerUnits : null };
}

/** The velocity deciles of variants among each other, by id; without an entry for those that sold nothing. */
export function velocityDeciles(demands: ReadonlyMap<string, VariantDemand>): Map<string, number> {
  const velocities = [...demands].map(([variantId, { sums }]) => ({
    variantId,
    units: sums.units,
    meanDailyDemand: sums.observedDays === 0 ? 0 : sums.units / sums.observedDays,
  }));
  const deciles = new Map<string, number>();
  for (const [variantId, decile] of assignVelocityDeciles(velocities)) {
    if (!isAbsent(decile)) deciles.set(variantId, decile);
  }
  return deciles;
}
