import type { ActionFunctionArgs } from "@remix-run/node";
import { readPlanAge } from "~/data/plan-age";
import { readSettings, saveSettings, type ShopSettings } from "~/data/shop-settings";
import { leaveSetup, noteSetupSteps } from "~/data/shop-setup";
import { authenticate } from "~/shopify.server";
import { enqueueReplan } from "~/sync/job-queue";
import { wordsFor } from "~/words/request-language.server";
import { parseSetupForm, settingsOf } from "./setup/parse-setup-form.server";

/** A step of the set-up is done, or the set-up is put aside or taken up again. */
export async function action({ request }: ActionFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const { shop } = session;
  const parsed = parseSetupForm(await request.formData(), wordsFor(request).t);
  if (!parsed.ok) return { error: parsed.error, step: parsed.step };
  const { form } = parsed;
  if (form.step === "leave" || form.step === "resume") {
    await leaveSetup(shop, form.step === "leave");
    return NO_ERROR;
  }
  const settings = settingsOf(form);
  if (settings) await saveWhereOther(shop, settings);
  await noteSetupSteps(shop, [form.step]);
  return NO_ERROR;
}

const NO_ERROR = { error: null, step: null };

/** To keep what holds has no plan made anew. */
async function saveWhereOther(shop: string, changes: Partial<ShopSettings>): Promise<void> {
  const stored = await readSettings(shop);
  const names = Object.keys(changes) as (keyof ShopSettings)[];
  if (names.every((name) => stored[name] === changes[name])) return;
  await saveSettings(shop, changes);
  if ((await readPlanAge(shop)).skus > 0) await enqueueReplan(shop);
}
