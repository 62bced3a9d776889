import { pickBy } from "es-toolkit/object";
import type { SettingsFormErrors, SettingsFormValues } from "~/components/settings-form";
import { readPlanAge } from "~/data/plan-age";
import { readLocations, readSettings, saveSettings, setLocationCounts } from "~/data/shop-settings";
import { noteSetupSteps } from "~/data/shop-setup";
import type { Words } from "~/words/words";
import { parseSettingsForm } from "./parse-settings-form.server";
import { writeSeen, writeSettingsValues } from "./settings-texts";

/** What became of the settings form. */
export type SettingsAnswer =
  | {
      kind: "invalid";
      errors: SettingsFormErrors;
      /** What the fields hold whose error says that somebody else has changed them: the next save may be over that. */
      overtaken: Partial<SettingsFormValues>;
    }
  | {
      kind: "saved";
      /** ISO 8601, UTC. */
      savedAt: string;
      /** How many SKUs are to be planned anew. */
      skus: number;
    };

/**
 * Saves what was changed in the settings form, unless something in it is wrong, or somebody else has changed the same since it was
 * typed over: then nothing is saved, and each such field says why.
 */
export async function saveSettingsForm(shop: string, form: FormData, t: Words["t"]): Promise<SettingsAnswer> {
  const [settings, locations] = await Promise.all([readSettings(shop), readLocations(shop)]);
  const parsed = parseSettingsForm(form, locations, t);
  const faults: SettingsFormErrors = parsed.ok ? {} : parsed.errors;
  // Where both are wrong the fault comes first: the other is told once what is to be saved is settled.
  const overtaken = pickBy(
    findOvertaken(form, writeSettingsValues(settings, locations)),
    (_, name) => faults[name] === undefined,
  );
  const errors = { ...faults, ...tellOvertaken(overtaken, t) };
  if (!parsed.ok || Object.keys(errors).length > 0) return { kind: "invalid", errors, overtaken };

  await saveSettings(shop, parsed.settings);
  await noteSetupSteps(shop, ["leadTime", "serviceLevel"]);
  if (parsed.locationIds.length > 0) await setLocationCounts(shop, parsed.locationIds);
  const savedAt = new Date().toISOString();
  const { skus } = await readPlanAge(shop);
  return { kind: "saved", savedAt, skus };
}

/** The changed fields that no longer hold what was typed over, nor what the form is to make of them, each with what it holds now. */
function findOvertaken(form: FormData, stored: SettingsFormValues): Partial<SettingsFormValues> {
  const changed = form.getAll("changed");
  return pickBy(stored, (value, name) => {
    const now = writeSeen(value);
    const texts = [form.get(`seen.${name}`), writeSeen(form.getAll(name).map(String))];
    return changed.includes(name) && !texts.includes(now);
  });
}

function tellOvertaken(overtaken: Partial<SettingsFormValues>, t: Words["t"]): SettingsFormErrors {
  return Object.fromEntries(
    Object.entries(overtaken).map(([name, value]) => {
      const isNumber = name !== "method" && name !== "locationIds";
      return [name, isNumber ? t("settings.changedTo", { value }) : t("settings.changedMeanwhile")];
    }),
  );
}
