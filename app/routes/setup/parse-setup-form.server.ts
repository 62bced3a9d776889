import { z } from "zod";
import { toShare } from "~/components/percent";
import { settingsSchema, type ShopSettings } from "~/data/shop-settings";
import type { Words } from "~/words/words";
import { errorsOf, numberTextSchema, serviceLevelPercentSchema } from "../settings/parse-settings-form.server";

const formSchema = z.discriminatedUnion("step", [
  z.object({ step: z.literal("leadTime"), text: numberTextSchema.pipe(settingsSchema.shape.leadTimeDays.unwrap()) }),
  z.object({ step: z.literal("serviceLevel"), text: serviceLevelPercentSchema.transform(toShare) }),
  z.object({ step: z.literal("vendors") }),
  z.object({ step: z.literal("leave") }),
  z.object({ step: z.literal("resume") }),
]);

type SetupForm = z.infer<typeof formSchema>;

type ParsedSetupForm =
  | { ok: true; form: SetupForm }
  /** `step`: whose text it was, as the form says. */
  | { ok: false; error: string; step: FormDataEntryValue | null };

/** Parses what the set-up sends; a text that cannot be used is told as a sentence without its subject. */
export function parseSetupForm(form: FormData, t: Words["t"]): ParsedSetupForm {
  const parsed = formSchema.safeParse(Object.fromEntries(form));
  if (parsed.success) return { ok: true, form: parsed.data };
  const [error = "Cannot be read."] = Object.values(errorsOf(parsed.error, t));
  return { ok: false, error, step: form.get("step") };
}

/** What a step changes of the shop's settings; null where it changes nothing. */
export function settingsOf(form: SetupForm): Partial<ShopSettings> | null {
  if (form.step === "leadTime") return { leadTimeDays: form.text };
  if (form.step === "serviceLevel") return { serviceLevel: form.text };
  return null;
}
