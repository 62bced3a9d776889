import type { SettingsTexts } from "~/components/settings-form";

type SettingNumbers = { [Name in Exclude<keyof SettingsTexts, "serviceLevelPercent">]: number } & {
  /** Between 0 and 1; the form shows it in per cent. */
  serviceLevel: number;
};

const DECIMALS_OF_PERCENT = 6;

/** Stored settings as the form's fields hold them. */
export function writeSettingsTexts(settings: SettingNumbers): SettingsTexts {
  return {
    leadTimeDays: String(settings.leadTimeDays),
    leadTimeStdDevDays: String(settings.leadTimeStdDevDays),
    serviceLevelPercent: String(round(settings.serviceLevel * 100)),
    reviewPeriodDays: String(settings.reviewPeriodDays),
    demandWindowDays: String(settings.demandWindowDays),
    coverageDays: String(settings.coverageDays),
    overstockDays: String(settings.overstockDays),
    fastMoverDeciles: String(settings.fastMoverDeciles),
  };
}

/** 57.5 per cent as 0.575: without the noise that binary arithmetic adds to a decimal. */
export function toShare(percent: number): number {
  return round(percent / 100);
}

function round(value: number): number {
  return Number(value.toFixed(DECIMALS_OF_PERCENT));
}
