import { data } from "@remix-run/node";
import { z } from "zod";
import { toShare } from "~/components/percent";
import type { TermErrors, TermField } from "~/components/term-texts";
import { policyChangesSchema, type PolicyChanges, type SeenTerms } from "~/data/item-policies";
import type { Words } from "~/words/words";
import { errorsOf, numberTextSchema, serviceLevelPercentSchema } from "../settings/parse-settings-form.server";

type ParsedPolicyForm = { ok: true; changes: PolicyChanges } | { ok: false; errors: TermErrors };

const textsSchema = z
  .object({
    leadTimeDays: numberTextSchema,
    leadTimeStdDevDays: numberTextSchema,
    reviewPeriodDays: numberTextSchema,
    serviceLevelPercent: serviceLevelPercentSchema,
    coverageDays: numberTextSchema,
    minimumOrderQuantity: numberTextSchema,
    packSize: numberTextSchema,
    method: z.string(),
  } satisfies Record<TermField, z.ZodType>)
  .partial();

/**
 * Parses a form of terms: a field that is missing leaves its term as it is, an empty one takes it away. All faults are
 * returned together, each under its field's name, as a sentence without its subject, such as "Must be at least 1."
 */
export function parsePolicyForm(form: FormData, t: Words["t"]): ParsedPolicyForm {
  const texts = textsSchema.safeParse(readFilled(form));
  if (!texts.success) return { ok: false, errors: errorsOf(texts.error, t) };

  const { serviceLevelPercent, ...terms } = texts.data;
  const changes = policyChangesSchema.safeParse({
    ...terms,
    ...(serviceLevelPercent !== undefined && { serviceLevel: toShare(serviceLevelPercent) }),
    ...readCleared(form),
    ...readExcluded(form),
  });
  return changes.success ? { ok: true, changes: changes.data } : { ok: false, errors: errorsOf(changes.error, t) };
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
