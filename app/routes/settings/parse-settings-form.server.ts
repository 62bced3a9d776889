import { z } from "zod";
import { toShare } from "~/components/percent";
import type { SettingsFormErrors } from "~/components/settings-form";
import { settingsSchema, type ShopLocation, type ShopSettings } from "~/data/shop-settings";
import { toFaultSentence } from "~/words/fault-sentence";
import { wordFault } from "~/words/fault-words.server";
import type { Words } from "~/words/words";

type ParsedSettingsForm =
  { ok: true; settings: Partial<ShopSettings>; locationIds: string[] } | { ok: false; errors: SettingsFormErrors };

/** A number as people type it, with a point or a comma. */
export const numberTextSchema = z
  .string("is missing")
  .trim()
  .regex(/^-?\d+([.,]\d+)?$/, "must be a number")
  .transform((text) => Number(text.replace(",", ".")));

/** The same, to be checked by what allows for no number too. */
export const filledNumberSchema: z.ZodType<number | null | undefined, string> = numberTextSchema;

export const serviceLevelPercentSchema = numberTextSchema.pipe(
  z
    .number()
    .min(50, "must be at least 50: below it the safety stock would be negative")
    .max(99.99, "must be at most 99.99: no stock makes 100% certain"),
);

const ranges = settingsSchema.shape;

const fieldsSchema = z.object({
  leadTimeDays: numberTextSchema.pipe(ranges.leadTimeDays.unwrap()),
  leadTimeStdDevDays: numberTextSchema.pipe(ranges.leadTimeStdDevDays.unwrap()),
  serviceLevelPercent: serviceLevelPercentSchema,
  reviewPeriodDays: numberTextSchema.pipe(ranges.reviewPeriodDays.unwrap()),
  demandWindowDays: numberTextSchema.pipe(ranges.demandWindowDays.unwrap()),
  coverageDays: numberTextSchema.pipe(ranges.coverageDays.unwrap()),
  overstockDays: numberTextSchema.pipe(ranges.overstockDays.unwrap()),
  fastMoverDeciles: numberTextSchema.pipe(ranges.fastMoverDeciles.unwrap()),
  method: ranges.method.unwrap(),
});

/**
 * Parses the settings form: the fields whose names stand under `changed`, since what holds for the others somebody else may have
 * saved meanwhile. `locations` are the shop's; without a choice of them there are no `locationIds`. All faults are returned
 * together, each under its field's name, as a sentence without its subject, such as "Must be at least 7 days."
 */
export function parseSettingsForm(
  form: FormData,
  locations: readonly ShopLocation[],
  t: Words["t"],
): ParsedSettingsForm {
  const changed = new Set(form.getAll("changed"));
  const fields = fieldsSchema.partial().safeParse(Object.fromEntries([...form].filter(([name]) => changed.has(name))));
  const choosesLocations = changed.has("locationIds");
  const errors = {
    ...(fields.error && errorsOf(fields.error, t)),
    ...(choosesLocations && locationErrors(form, locations, t)),
  };
  if (!fields.success || Object.keys(errors).length > 0) return { ok: false, errors };
  const { serviceLevelPercent, ...others } = fields.data;
  const settings = {
    ...others,
    ...(serviceLevelPercent !== undefined && { serviceLevel: toShare(serviceLevelPercent) }),
  };
  return { ok: true, settings, locationIds: choosesLocations ? chosenLocations(form, locations) : [] };
}

/** The faults by the names of their fields, as sentences without their subject. */
export function errorsOf(error: z.ZodError, t: Words["t"]): Record<string, string> {
  return Object.fromEntries(
    error.issues.map(({ path, message }) => [String(path[0]), toFaultSentence(wordFault(message, t))]),
  );
}

/** Only active locations of the shop can count; anything else in the form is left out. */
function chosenLocations(form: FormData, locations: readonly ShopLocation[]): string[] {
  const chosen = new Set(form.getAll("locationIds"));
  return locations.filter(({ active, locationId }) => active && chosen.has(locationId)).map((one) => one.locationId);
}

function locationErrors(form: FormData, locations: readonly ShopLocation[], t: Words["t"]): SettingsFormErrors {
  const hasChoice = locations.some((location) => location.active);
  if (!hasChoice || chosenLocations(form, locations).length > 0) return {};
  return { locationIds: t("settings.locations.countsNone") };
}
