import { writePercent } from "~/components/percent";
import type { SettingsTexts } from "~/components/settings-form";

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
