import { planVariant, type VariantPlan, type VariantPlanInput } from "./plan";
import type { PlanMethod } from "./plan-method";
import type { CalibratedDemand } from "./stock-levels";

/** Terms to try out; what is left out stays as it is. */
export interface TriedTerms {
  leadTimeDays?: number | undefined;
  serviceLevel?: number | undefined;
  coverageDays?: number | undefined;
  method?: PlanMethod | undefined;
}

/**
 * Plans anew what was planned before, on other terms. Without any, the same plan comes out.
 *
 * @param calibrated what the calibrated method needs; null where it can't be tried out
 * @throws {PlanningInputError} for terms that cannot be, as {@link planVariant} does
 */
export function planOnOtherTerms(
  inputs: VariantPlanInput,
  { leadTimeDays, serviceLevel, coverageDays, method }: TriedTerms,
  calibrated: CalibratedDemand | null,
): VariantPlan {
  const terms = {
    ...inputs.terms,
    ...(leadTimeDays !== undefined && { leadTimeDays }),
    ...(serviceLevel !== undefined && { serviceLevel }),
    ...(coverageDays !== undefined && { coverageDays }),
  };
  const asked = method === undefined ? {} : { calibrated: method === "calibrated" ? calibrated : null };
  return planVariant({ ...inputs, terms, ...asked });
}
