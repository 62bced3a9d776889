import { writePercent } from "~/components/percent";
import type { SettingsFormValues, SettingsTexts } from "~/components/settings-form";
import type { PlanMethod } from "~/planning/plan-method";

type SettingNumbers = { [Name in Exclude<keyof SettingsTexts, "serviceLevelPercent">]: number } & {
  /** Between 0 and 1; the form shows it in per cent. */
  serviceLevel: number;
};

/** Stored settings as the form's fields hold them. */
export function writeSettingsTexts(settings: SettingNumbers): SettingsTexts {
  return {
    leadTimeDays: String(settings.leadTimeDays),
    leadTimeStdDevDays: String(settings.leadTimeStdDevDays),
    serviceLevelPercent: writePercent(settings.serviceLevel),
    reviewPeriodDays: String(settings.reviewPeriodDays),
    demandWindowDays: String(settings.demandWindowDays),
    coverageDays: String(settings.coverageDays),
    overstockDays: String(settings.overstockDays),
    fastMoverDeciles: String(settings.fastMoverDeciles),
  };
}

/** What holds, as the form's fields hold it. */
export function writeSettingsValues(
  settings: SettingNumbers & { method: PlanMethod },
  locations: readonly { locationId: string; active: boolean; countsInPlanning: boolean }[],
): SettingsFormValues {
  return {
    ...writeSettingsTexts(settings),
    method: settings.method,
    locationIds: locations
      .filter(({ active, countsInPlanning }) => active && countsInPlanning)
      .map((one) => one.locationId),
  };
}

/** Those of the form's fields that hold something else than what is stored, each as it is now. */
export function differingValues(values: SettingsFormValues, stored: SettingsFormValues): Partial<SettingsFormValues> {
  const names = Object.keys(stored) as (keyof SettingsFormValues)[];
  const differing = names.filter((name) => writeSeen(values[name]) !== writeSeen(stored[name]));
  return Object.fromEntries(differing.map((name) => [name, values[name]]));
}

/** A field's value in one text, the same for the same choices in another order. */
export function writeSeen(value: string | readonly string[]): string {
  return typeof value === "string" ? value : [...value].sort().join(",");
}
