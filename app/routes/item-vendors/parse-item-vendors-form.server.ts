import { data } from "@remix-run/node";
import { z } from "zod";
import type { OfferErrors, OfferField } from "~/components/offer-texts";
import type { ItemVendorsChange } from "~/data/item-vendors";
import { vendorOfferSchema } from "~/data/vendor-items";
import { vendorNameSchema } from "~/data/vendors";
import { numericIdSchema } from "~/reports/numeric-id";
import type { Words } from "~/words/words";
import { errorsOf, filledNumberSchema } from "../settings/parse-settings-form.server";

type ParsedItemVendorsForm =
  { ok: true; change: ItemVendorsChange } | { ok: false; errors: Partial<Record<string, string>> };

const checkboxSchema = z
  .literal("true")
  .optional()
  .transform((text) => text === "true");

const formSchema = z.union([
  z.object({
    change: z.literal("assign"),
    vendorId: numericIdSchema,
    preferred: checkboxSchema,
    removeOthers: checkboxSchema,
  }),
  z.object({
    change: z.literal("assign"),
    vendorName: z.string(),
    preferred: checkboxSchema,
    removeOthers: checkboxSchema,
  }),
  z.object({ change: z.literal("remove"), whom: z.enum(["preferred", "all"]) }),
  z.object({ change: z.literal("remove"), vendorId: numericIdSchema }),
  z.object({ change: z.literal("offers") }),
]);

/**
 * Parses a change of the vendors of these variants. Of an offer, a field that is missing leaves what it states as it is, an
 * empty one takes it away. Faults are returned together, each under its field's name, as a sentence without its subject.
 *
 * @throws a response of status 400 for a form that states no change
 */
export function parseItemVendorsForm(form: FormData, variantIds: string[], t: Words["t"]): ParsedItemVendorsForm {
  const parsed = formSchema.safeParse(Object.fromEntries(form));
  if (!parsed.success) throw data("The form states no change of vendors", { status: 400 });
  const fields = parsed.data;
  switch (fields.change) {
    case "assign": {
      const { change: kind, preferred, removeOthers } = fields;
      if ("vendorId" in fields) {
        const vendor = { vendorId: fields.vendorId };
        return { ok: true, change: { kind, variantIds, vendor, preferred, removeOthers } };
      }
      const name = z.object({ vendorName: vendorNameSchema }).safeParse(fields);
      if (!name.success) return { ok: false, errors: errorsOf(name.error, t) };
      const vendor = { name: name.data.vendorName };
      return { ok: true, change: { kind, variantIds, vendor, preferred, removeOthers } };
    }
    case "remove": {
      const whom = "whom" in fields ? fields.whom : { vendorId: fields.vendorId };
      return { ok: true, change: { kind: "remove", variantIds, whom } };
    }
    case "offers":
      return parseOffers(form, onlyOne(variantIds), t);
  }
}

/** A vendor's SKU names one variant: what is offered is stated for each by itself. */
function onlyOne(variantIds: readonly string[]): string {
  const [variantId, ...others] = variantIds;
  if (variantId === undefined || others.length > 0) throw data("Offers are of one SKU at a time", { status: 400 });
  return variantId;
}

const ranges = vendorOfferSchema.shape;

const offerTextsSchema = z
  .object({
    vendorSku: ranges.vendorSku,
    unitCost: z
      .string()
      .transform((text): string | null | undefined => text.replace(",", "."))
      .pipe(ranges.unitCost),
    minimumOrderQuantity: filledNumberSchema.pipe(ranges.minimumOrderQuantity),
    packSize: filledNumberSchema.pipe(ranges.packSize),
    leadTimeDays: filledNumberSchema.pipe(ranges.leadTimeDays),
  } satisfies Record<OfferField, z.ZodType>)
  .partial();

function parseOffers(form: FormData, variantId: string, t: Words["t"]): ParsedItemVendorsForm {
  const parsed = [...readOfferTexts(form)].map(([vendorId, texts]) => ({ vendorId, ...parseOffer(texts, t) }));
  const errors: OfferErrors = Object.fromEntries(
    parsed.flatMap(({ vendorId, errors = {} }) =>
      Object.entries(errors).map(([field, error]) => [`${vendorId}.${field}`, error]),
    ),
  );
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  const offers = parsed.map(({ vendorId, offer = {} }) => ({ vendorId, offer }));
  return { ok: true, change: { kind: "offers", variantId, offers } };
}

/** What is typed, by vendor: the names of the form's fields are such as "17.packSize". */
function readOfferTexts(form: FormData): Map<string, Partial<Record<OfferField, string>>> {
  const offers = new Map<string, Partial<Record<OfferField, string>>>();
  for (const [name, text] of form) {
    const [vendorId = "", field = ""] = name.split(".");
    const parsed = offerTextsSchema.keyof().safeParse(field);
    if (!parsed.success || typeof text !== "string" || !numericIdSchema.safeParse(vendorId).success) continue;
    offers.set(vendorId, { ...offers.get(vendorId), [parsed.data]: text.trim() });
  }
  return offers;
}

function parseOffer(texts: Partial<Record<OfferField, string>>, t: Words["t"]) {
  const filled = Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ""));
  const isCleared = Object.entries(texts).filter(([, text]) => text === "");
  const cleared = Object.fromEntries(isCleared.map(([field]) => [field, null]));
  const parsed = offerTextsSchema.safeParse(filled);
  return parsed.success ? { offer: { ...parsed.data, ...cleared } } : { errors: errorsOf(parsed.error, t) };
}
