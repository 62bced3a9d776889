import { describe, expect, it } from "vitest";
import type { z } from "zod";
import type * as core from "zod/v4/core";
import { tokenNameSchema } from "~/data/api-tokens";
import { policyChangesSchema } from "~/data/item-policies";
import { settingsSchema } from "~/data/shop-settings";
import { vendorDetailsSchema } from "~/data/vendor-details";
import { vendorOfferSchema } from "~/data/vendor-items";
import { alertsFormSchema } from "~/routes/alerts/parse-alerts-form.server";
import { numberTextSchema, serviceLevelPercentSchema } from "~/routes/settings/parse-settings-form.server";
import { newTokenSchema } from "~/routes/tokens/change-tokens.server";
import { moneyTextSchema } from "~/routes/vendors/parse-vendor-form.server";
import { lostExport } from "~/shopify/bulk-operation";
import { classifyFailure } from "~/shopify/classify-failure";
import { TooFewPointsError } from "~/shopify/cost-budget";
import { missingScopeError } from "~/shopify/shopify-error";
import { wordsOf } from "~/words/all-words.server";
import { wordFault } from "~/words/fault-words.server";

const FORMS: Record<string, z.ZodType> = {
  settings: settingsSchema,
  "terms of SKUs": policyChangesSchema,
  vendors: vendorDetailsSchema,
  "vendors' offers": vendorOfferSchema,
  "new tokens": newTokenSchema,
  "tokens' names": tokenNameSchema,
  numbers: numberTextSchema,
  amounts: moneyTextSchema,
  "service levels": serviceLevelPercentSchema,
  alerts: alertsFormSchema,
};

describe("the faults of what a merchant enters", () => {
  it.each(Object.entries(FORMS))("are told in German, of %s", (_form, schema) => {
    const faults = [...new Set(faultsOf(schema))];
    expect(faults).not.toEqual([]);
    const { t } = wordsOf("de");
    const notInGerman = faults.filter((fault) => wordFault(fault, t) === fault);
    expect(notInGerman).toEqual([]);
    // An English separator of thousands is a German decimal point.
    expect(faults.map((fault) => wordFault(fault, t)).filter((words) => /\d,\d{3}\b/u.test(words))).toEqual([]);
  });
});

describe("what goes wrong with Shopify", () => {
  it("is told in German, with what it is about", () => {
    const { t } = wordsOf("de");
    expect(wordFault(missingScopeError(["read_orders"]).message, t)).toMatch(/Zugriffsrechte fehlen: read_orders\./u);
    const failures = [
      missingScopeError([]),
      lostExport("has expired"),
      new TooFewPointsError(1_000),
      ...[401, 402, 429, 500].map((status) => classifyFailure(new Response(null, { status })).error),
    ].map(({ message }) => message);
    expect(failures.filter((message) => wordFault(message, t) === message)).toEqual([]);
  });
});

/** All that a schema and the schemas in it have to say of an input that they refuse. */
function faultsOf({ _zod: { def } }: core.$ZodType): string[] {
  const rules = [def, ...(def.checks ?? []).map((check) => check._zod.def)];
  return [...rules.flatMap(wordsOfRule), ...partsOf(def).flatMap(faultsOf)];
}

/** What a rule says; what it says of itself does not depend on the input. */
function wordsOfRule({ error }: { error?: unknown }): string[] {
  if (error === undefined) return [];
  const words = (error as core.$ZodErrorMap)({ code: "custom", input: undefined });
  return typeof words === "string" ? [words] : [words?.message ?? ""];
}

/** The schemas that a schema is made of. */
function partsOf(def: core.$ZodTypeDef): core.$ZodType[] {
  const {
    shape,
    element,
    innerType,
    in: from,
    out: to,
  } = def as Partial<
    Pick<core.$ZodObjectDef, "shape"> &
      Pick<core.$ZodArrayDef, "element"> &
      Pick<core.$ZodNullableDef, "innerType"> &
      Pick<core.$ZodPipeDef, "in" | "out">
  >;
  return [...Object.values(shape ?? {}), element, innerType, from, to].filter((part) => part !== undefined);
}
