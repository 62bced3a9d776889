import { z } from "zod";
import type { AlertFormErrors } from "~/components/alerts/alert-texts";
import { alertSettingsSchema } from "~/data/alert-settings";
import { environment } from "~/ops/env";
import type { WantedAlerts } from "~/sync/alerts/change-alerts";
import { wordFault } from "~/words/fault-words.server";
import { LANGUAGES, type Words } from "~/words/words";

type ParsedAlertsForm =
  { ok: true; wanted: Pick<WantedAlerts, "settings" | "webhook"> } | { ok: false; errors: AlertFormErrors };

const MOST_IN_ADDRESS = 2_000;

const webhookAddressSchema = z
  .string()
  .trim()
  .max(MOST_IN_ADDRESS, "must be an address that begins with https://")
  .refine((text) => text === "" || isWebhookAddress(text), "must be an address that begins with https://");

/** A name and password in it would be shown to whoever sees it, and are no part of what webhooks are. */
function isWebhookAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  const isTls = protocol === "https:" || (environment().allowsLoopbackWebhooks && protocol === "http:");
  return isTls && username === "" && password === "";
}

export const alertsFormSchema = z.object({
  settings: alertSettingsSchema.extend({ language: z.enum(LANGUAGES, "must be one of the choices") }),
  webhookAddress: webhookAddressSchema,
});

/** Parses the form; all faults are returned together, each under its field's name, in the words of whoever filled it in. */
export function parseAlertsForm(form: FormData, t: Words["t"]): ParsedAlertsForm {
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value : "";
  };
  const frequency = text("frequency");
  const parsed = alertsFormSchema.safeParse({
    settings: {
      statuses: form.getAll("statuses"),
      showsOnHome: form.has("showsOnHome"),
      emails: splitAddresses(text("emails")),
      frequency,
      // Whoever hears at once does not see the field.
      dailyAt: frequency === "daily" ? text("dailyAt") : text("dailyAt") || undefined,
      quietHours: form.has("hasQuietHours") ? { from: text("quietFrom"), to: text("quietTo") } : null,
      vendorIds: form.has("choosesVendors") ? form.getAll("vendorIds") : null,
      language: text("language"),
    },
    webhookAddress: text("webhookAddress"),
  });
  if (!parsed.success) return { ok: false, errors: errorsOf(parsed.error, t) };
  const { settings, webhookAddress: address } = parsed.data;
  return { ok: true, wanted: { settings, webhook: address === "" ? { kind: "kept" } : { kind: "set", address } } };
}

/** One a line, or as people copy them from their mail program; each once. */
function splitAddresses(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/u).filter(Boolean))];
}

/** By the names of the form's fields. */
function errorsOf({ issues }: z.ZodError, t: Words["t"]): AlertFormErrors {
  const errors: AlertFormErrors = {};
  for (const { path, message } of issues) {
    const fault = wordFault(message, t);
    errors[fieldOf(path)] ??= `${fault.charAt(0).toUpperCase()}${fault.slice(1)}.`;
  }
  return errors;
}

function fieldOf([first, second, third]: PropertyKey[]): keyof AlertFormErrors {
  if (first === "webhookAddress") return "webhookAddress";
  if (second === "quietHours") return third === "to" ? "quietTo" : "quietFrom";
  return second as keyof AlertFormErrors;
}
