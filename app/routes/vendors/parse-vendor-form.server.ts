import { z } from "zod";
import { toShare } from "~/components/percent";
import { NO_VENDOR_TEXTS, type VendorErrors, type VendorField } from "~/components/vendor-texts";
import { vendorDetailsSchema, type VendorDetails } from "~/data/vendor-details";
import type { Words } from "~/words/words";
import { errorsOf, numberTextSchema, serviceLevelPercentSchema } from "../settings/parse-settings-form.server";

type ParsedVendorForm = { ok: true; details: VendorDetails } | { ok: false; errors: VendorErrors };

const details = vendorDetailsSchema.shape;

/** An amount with a point or a comma before its decimals. */
export const moneyTextSchema = z
  .string()
  .trim()
  .regex(/^-?\d+([.,]\d+)?$/, { error: "must be a number, such as 1250 or 99.50", abort: true })
  // "1,250" is one amount in London and another in Berlin: a thousandfold error is not to be had by guessing.
  .regex(/^(?![1-9]\d{0,2}[.,]\d{3}$)/, "could be read in two ways: leave out the separator of thousands")
  .transform((text) => text.replace(",", "."));

const fieldsSchema = z.object({
  name: details.name,
  email: filled(z.string().trim()).pipe(details.email),
  currency: filled(z.string().trim()).pipe(details.currency),
  exchangeRate: filled(numberTextSchema).pipe(details.exchangeRate),
  minimumOrderValue: filled(moneyTextSchema).pipe(details.minimumOrderValue),
  notes: filled(z.string().transform((text) => text.replaceAll("\r\n", "\n").trim())).pipe(details.notes),
  leadTimeDays: filled(numberTextSchema).pipe(details.leadTimeDays),
  leadTimeStdDevDays: filled(numberTextSchema).pipe(details.leadTimeStdDevDays),
  reviewPeriodDays: filled(numberTextSchema).pipe(details.reviewPeriodDays),
  serviceLevelPercent: filled(serviceLevelPercentSchema)
    .transform((percent) => (percent === null ? null : toShare(percent)))
    .pipe(details.serviceLevel),
  coverageDays: filled(numberTextSchema).pipe(details.coverageDays),
} satisfies Record<VendorField, z.ZodType>);

/** Null for a field that is left empty, or else what the schema makes of its text. */
function filled<Value>(schema: z.ZodType<Value, string>) {
  return z.string("is missing").transform((text, context): Value | null => {
    if (text.trim() === "") return null;
    const parsed = schema.safeParse(text);
    if (parsed.success) return parsed.data;
    for (const { message } of parsed.error.issues) context.addIssue({ code: "custom", message });
    return z.NEVER;
  });
}

/**
 * Parses the form of a vendor. All faults are returned together, each under its field's name, as a sentence without its
 * subject, such as "Can't be negative."
 *
 * @param shopCurrency what a vendor that charges in it needs no exchange rate for
 */
export function parseVendorForm(form: FormData, shopCurrency: string | null, t: Words["t"]): ParsedVendorForm {
  const texts = Object.fromEntries(Object.keys(NO_VENDOR_TEXTS).map((field) => [field, form.get(field) ?? ""]));
  const isShopCurrency = texts.currency === "" || texts.currency === shopCurrency;
  const parsed = fieldsSchema.safeParse(isShopCurrency ? { ...texts, currency: "", exchangeRate: "" } : texts);
  if (!parsed.success) return { ok: false, errors: errorsOf(parsed.error, t) };
  const { serviceLevelPercent: serviceLevel, ...fields } = parsed.data;
  return { ok: true, details: { ...fields, serviceLevel } };
}
