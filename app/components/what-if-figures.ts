import { isAbsent, type Absence } from "~/planning/absence";
import { calculateDaysOfCover } from "~/planning/days-of-cover";
import type { VariantPlan } from "~/planning/plan";
import { describeAbsence } from "./absence-reasons";
import type { WrittenFigure } from "./reorder-columns";
import { countOf, type ShopFormats } from "./shop-formats";

/** A figure of a plan that other terms may change. */
export interface WhatIfFigure {
  label: string;
  write: (plan: VariantPlan) => WrittenFigure;
}

export function whatIfFigures(formats: ShopFormats, currency: string): WhatIfFigure[] {
  const figure = (
    label: string,
    valueOf: (plan: VariantPlan) => number | Absence,
    write: (value: number) => string,
  ): WhatIfFigure => ({
    label,
    write: (plan) => {
      const value = valueOf(plan);
      return isAbsent(value) ? { absence: describeAbsence(value, formats) } : write(value);
    },
  });
  return [
    figure("Reorder point", (plan) => plan.reorderPoint, formats.quantity),
    figure("Safety stock", (plan) => plan.safetyStock, formats.decimal),
    figure("Order up to", (plan) => plan.orderUpToLevel, formats.quantity),
    figure("Suggested order", (plan) => plan.suggestedOrderQuantity, formats.quantity),
    figure(
      "Order value",
      (plan) => plan.orderValue,
      (value) => formats.money(value, currency),
    ),
    figure("Cover with incoming and order", coverAfterOrder, (days) => countOf(days, "day", formats.days(days))),
  ];
}

export function isSameFigure(one: WrittenFigure, other: WrittenFigure): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** What would be other than it is, in a sentence. */
export function describeDifference(now: VariantPlan, whatIf: VariantPlan, figures: readonly WhatIfFigure[]): string {
  const say = (written: WrittenFigure) => (typeof written === "string" ? written : "none");
  const differences = figures
    .filter(({ write }) => !isSameFigure(write(now), write(whatIf)))
    .map(({ label, write }) => `${label} ${say(write(whatIf))} instead of ${say(write(now))}`);
  return differences.length === 0 ? "These terms change no figure." : `${differences.join(", ")}.`;
}

/** How long all units last that are here, incoming or suggested: what is available alone lasts as long on any terms. */
function coverAfterOrder({ inputs, inventoryPosition, suggestedOrderQuantity }: VariantPlan): number | Absence {
  if (isAbsent(suggestedOrderQuantity)) return suggestedOrderQuantity;
  return calculateDaysOfCover(inventoryPosition + suggestedOrderQuantity, inputs.demand);
}
