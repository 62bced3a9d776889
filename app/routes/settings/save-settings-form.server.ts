import type { SettingsFormErrors, SettingsFormValues } from "~/components/settings-form";
import { readPlanAge } from "~/data/plan-age";
import { readLocations, readSettings, saveSettings, setLocationCounts } from "~/data/shop-settings";
import { noteSetupSteps } from "~/data/shop-setup";
import type { Words } from "~/words/words";
import { parseSettingsForm } from "./parse-settings-form.server";
import { writeSeen, writeSettingsValues } from "./settings-texts";

/** What became of the settings form. */
export type SettingsAnswer =
  | { kind: "invalid"; errors: SettingsFormErrors }
  | {
      kind: "saved";
      /** ISO 8601, UTC. */
      savedAt: string;
      /** How many SKUs are to be planned anew. */
      skus: number;
    };

/**
 * Saves what was changed in the settings form, unless something in it is wrong, or somebody else changed the same meanwhile: then
 * nothing is saved, and each such field says why.
 */
export async function saveSettingsForm(shop: string, form: FormData, t: Words["t"]): Promise<SettingsAnswer> {
  const [settings, locations] = await Promise.all([readSettings(shop), readLocations(shop)]);
  const parsed = parseSettingsForm(form, locations, t);
  if (!parsed.ok) return { kind: "invalid", errors: parsed.errors };
  const errors = findOvertaken(form, writeSettingsValues(settings, locations), t);
  if (Object.keys(errors).length > 0) return { kind: "invalid", errors };

  await saveSettings(shop, parsed.settings);
  await noteSetupSteps(shop, ["leadTime", "serviceLevel"]);
  if (parsed.locationIds.length > 0) await setLocationCounts(shop, parsed.locationIds);
  const savedAt = new Date().toISOString();
  const { skus } = await readPlanAge(shop);
  return { kind: "saved", savedAt, skus };
}

/** The changed fields that no longer hold what the form was opened with, nor what it is to make of them. */
function findOvertaken(form: FormData, stored: SettingsFormValues, t: Words["t"]): SettingsFormErrors {
  const names = (Object.keys(stored) as (keyof SettingsFormValues)[]).filter((name) => {
    const now = writeSeen(stored[name]);
    const isChanged = form.getAll("changed").includes(name);
    return isChanged && form.get(`seen.${name}`) !== now && writeSeen(form.getAll(name).map(String)) !== now;
  });
  return Object.fromEntries(
    names.map((name) => {
      const isNumber = name !== "method" && name !== "locationIds";
      return [name, isNumber ? t("settings.changedTo", { value: stored[name] }) : t("settings.changedMeanwhile")];
    }),
  );
}
