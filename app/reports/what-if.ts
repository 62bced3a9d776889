import { planVariant, type VariantPlan } from "~/planning/plan";
import { planOnOtherTerms, type TriedTerms } from "~/planning/what-if";
import { readItem } from "./item-report";
import type { ReorderRow } from "./reorder-row";

/** One variant's plan as it is, and as it would be on other terms. */
export interface WhatIf {
  row: ReorderRow;
  now: VariantPlan;
  tried: VariantPlan;
}

/**
 * Tries other terms out on one variant, by the arithmetic of its page; nothing is stored. null when the shop has no such
 * variant, or none planned yet.
 *
 * @throws {PlanningInputError} for terms that cannot be
 */
export async function readWhatIf(shop: string, variantId: string, terms: TriedTerms): Promise<WhatIf | null> {
  const item = await readItem(shop, variantId);
  if (item === null) return null;
  const { row, planInputs, calibrated } = item;
  return { row, now: planVariant(planInputs), tried: planOnOtherTerms(planInputs, terms, calibrated) };
}
