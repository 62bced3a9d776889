import { isAbsent, type Absence } from "~/planning/absence";
import { calculateDaysOfCover } from "~/planning/days-of-cover";
import type { VariantPlan } from "~/planning/plan";
import type { Words } from "~/words/words";
import { describeAbsence } from "./absence-reasons";
import type { WrittenFigure } from "./reorder-columns";
import type { ShopFormats } from "./shop-formats";

/** A figure of a plan that other terms may change. */
export interface WhatIfFigure {
  label: string;
  write: (plan: VariantPlan) => WrittenFigure;
}

export function whatIfFigures(formats: ShopFormats, currency: string): WhatIfFigure[] {
  const { t } = formats;
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
    figure(t("whatIf.reorderPoint"), (plan) => plan.reorderPoint, formats.quantity),
    figure(t("whatIf.safetyStock"), (plan) => plan.safetyStock, formats.decimal),
    figure(t("whatIf.orderUpTo"), (plan) => plan.orderUpToLevel, formats.quantity),
    figure(t("whatIf.suggestedOrder"), (plan) => plan.suggestedOrderQuantity, formats.quantity),
    figure(
      t("whatIf.orderValue"),
      (plan) => plan.orderValue,
      (value) => formats.money(value, currency),
    ),
    figure(t("whatIf.cover"), coverAfterOrder, (days) =>
      t("counts.days", { count: days, written: formats.days(days) }),
    ),
  ];
}

export function isSameFigure(one: WrittenFigure, other: WrittenFigure): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** What would be other than it is, in a sentence. */
export function describeDifference(
  now: VariantPlan,
  whatIf: VariantPlan,
  figures: readonly WhatIfFigure[],
  t: Words["t"],
): string {
  const say = (written: WrittenFigure) => (typeof written === "string" ? written : t("whatIf.none"));
  const differences = figures
    .filter(({ write }) => !isSameFigure(write(now), write(whatIf)))
    .map(({ label, write }) =>
      t("whatIf.difference", { figure: label, whatIf: say(write(whatIf)), now: say(write(now)) }),
    );
  return differences.length === 0 ? t("whatIf.noDifference") : `${differences.join(", ")}.`;
}

/** How long all units last that are here, incoming or suggested: what is available alone lasts as long on any terms. */
function coverAfterOrder({ inputs, inventoryPosition, suggestedOrderQuantity }: VariantPlan): number | Absence {
  if (isAbsent(suggestedOrderQuantity)) return suggestedOrderQuantity;
  return calculateDaysOfCover(inventoryPosition + suggestedOrderQuantity, inputs.demand);
}
