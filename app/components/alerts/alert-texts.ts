import type { AlertsReport } from "~/reports/alerts-report";

type Settings = AlertsReport["settings"];

/** The form, as it is filled in. */
export interface AlertTexts {
  statuses: readonly Settings["statuses"][number][];
  showsOnHome: boolean;
  choosesVendors: boolean;
  vendorIds: readonly string[];
  frequency: Settings["frequency"];
  dailyAt: string;
  hasQuietHours: boolean;
  quietFrom: string;
  quietTo: string;
  language: string;
  /** One a line. */
  emails: string;
  /** Empty to leave the webhook as it is. */
  webhookAddress: string;
}

export type AlertFormErrors = Partial<Record<keyof AlertTexts, string>>;

/** The fields whose errors say nothing any more once a field is changed, besides its own: those that it hides, or that are compared with it. */
const SETTLED_BY: Partial<Record<keyof AlertTexts, readonly (keyof AlertTexts)[]>> = {
  choosesVendors: ["vendorIds"],
  frequency: ["dailyAt"],
  hasQuietHours: ["quietFrom", "quietTo"],
  quietFrom: ["quietTo"],
};

/** The errors that still stand after a change. */
export function withoutSettledErrors(errors: AlertFormErrors, changes: Partial<AlertTexts>): AlertFormErrors {
  const changed = Object.keys(changes) as (keyof AlertTexts)[];
  const settled = new Set(changed.flatMap((field) => [field, ...(SETTLED_BY[field] ?? [])]));
  return Object.fromEntries(Object.entries(errors).filter(([field]) => !settled.has(field as keyof AlertTexts)));
}

const USUAL_QUIET_HOURS = { from: "20:00", to: "07:00" };

/** Stored settings as the form's fields hold them. */
export function writeAlertTexts(settings: Settings): AlertTexts {
  const { from, to } = settings.quietHours ?? USUAL_QUIET_HOURS;
  return {
    statuses: settings.statuses,
    showsOnHome: settings.showsOnHome,
    choosesVendors: settings.vendorIds !== null,
    vendorIds: settings.vendorIds ?? [],
    frequency: settings.frequency,
    dailyAt: settings.dailyAt,
    hasQuietHours: settings.quietHours !== null,
    quietFrom: from,
    quietTo: to,
    language: settings.language,
    emails: settings.emails.join("\n"),
    webhookAddress: "",
  };
}
