import { data } from "@remix-run/node";
import { z } from "zod";
import { toShare } from "~/components/percent";
import type { TermErrors, TermField } from "~/components/term-texts";
import { policyChangesSchema, type PolicyChanges, type SeenTerms } from "~/data/item-policies";
import type { Words } from "~/words/words";
import { errorsOf, filledNumberSchema, serviceLevelPercentSchema } from "../settings/parse-settings-form.server";

type ParsedPolicyForm = { ok: true; changes: PolicyChanges } | { ok: false; errors: TermErrors };

const ranges = policyChangesSchema.shape;

const textsSchema = z
  .object({
    leadTimeDays: filledNumberSchema.pipe(ranges.leadTimeDays),
    leadTimeStdDevDays: filledNumberSchema.pipe(ranges.leadTimeStdDevDays),
    reviewPeriodDays: filledNumberSchema.pipe(ranges.reviewPeriodDays),
    serviceLevelPercent: serviceLevelPercentSchema,
    coverageDays: filledNumberSchema.pipe(ranges.coverageDays),
    minimumOrderQuantity: filledNumberSchema.pipe(ranges.minimumOrderQuantity),
    packSize: filledNumberSchema.pipe(ranges.packSize),
    method: ranges.method,
  } satisfies Record<TermField, z.ZodType>)
  .partial();

/**
 * Parses a form of terms: a field that is missing leaves its term as it is, an empty one takes it away. All faults are
 * returned together, each under its field's name, as a sentence without its subject, such as "Must be at least 1."
 */
export function parsePolicyForm(form: FormData, t: Words["t"]): ParsedPolicyForm {
  const texts = textsSchema.safeParse(readFilled(form));
  if (!texts.success) return { ok: false, errors: errorsOf(texts.error, t) };

  const { serviceLevelPercent, ...filled } = texts.data;
  const changes = {
    ...filled,
    ...(serviceLevelPercent !== undefined && { serviceLevel: toShare(serviceLevelPercent) }),
    ...readCleared(form),
    ...readExcluded(form),
  };
  return { ok: true, changes };
}

const seenTermsSchema = z.preprocess(parseJson, policyChangesSchema);

/**
 * The terms as the form's page showed them.
 *
 * @throws a response of status 400 for what no page of the app sends
 */
export function parseSeenTerms(form: FormData): SeenTerms {
  const parsed = seenTermsSchema.safeParse(form.get("seenTerms"));
  if (!parsed.success) throw data("The form does not say which terms it showed", { status: 400 });
  return parsed.data;
}

function parseJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}

const FIELDS = textsSchema.keyof().options;

function readFilled(form: FormData): Record<string, FormDataEntryValue> {
  const fields = FIELDS.map((field) => [field, form.get(field)] as const);
  return Object.fromEntries(fields.filter((entry): entry is [TermField, string] => !isAbsentOrEmpty(entry[1])));
}

function readCleared(form: FormData): Record<string, null> {
  const cleared = FIELDS.filter((field) => form.has(field) && isAbsentOrEmpty(form.get(field)));
  return Object.fromEntries(cleared.map((field) => [field === "serviceLevelPercent" ? "serviceLevel" : field, null]));
}

/** Whether there is to be a plan at all: "true" for none, an empty text for one. */
function readExcluded(form: FormData): Pick<PolicyChanges, "excluded"> {
  if (!form.has("excluded")) return {};
  return { excluded: form.get("excluded") === "true" ? true : null };
}

function isAbsentOrEmpty(text: FormDataEntryValue | null): boolean {
  return text === null || (typeof text === "string" && text.trim() === "");
}
