import { beforeEach, describe, expect, it } from "vitest";
import type { SettingsFormValues } from "~/components/settings-form";
import { DEFAULT_SETTINGS, readSettings, saveSettings, type ShopLocation } from "~/data/shop-settings";
import { pool } from "~/db.server";
import { parseSettingsForm } from "~/routes/settings/parse-settings-form.server";
import { saveSettingsForm } from "~/routes/settings/save-settings-form.server";
import { writeSeen, writeSettingsTexts, writeSettingsValues } from "~/routes/settings/settings-texts";
import { wordsOf } from "~/words/all-words.server";

const { t } = wordsOf("en");

const LOCATIONS: ShopLocation[] = [
  { locationId: "31", name: "Warehouse", active: true, countsInPlanning: true },
  { locationId: "32", name: "Shop floor", active: true, countsInPlanning: false },
  { locationId: "33", name: "Old shop", active: false, countsInPlanning: true },
];

/** The form as the page sends it when all of it was changed, to the defaults and the first location. */
function settingsForm(changes: Record<string, string> = {}, locationIds = ["31"]): FormData {
  const form = new FormData();
  const texts: Record<string, string> = {
    ...writeSettingsTexts(DEFAULT_SETTINGS),
    method: DEFAULT_SETTINGS.method,
    ...changes,
  };
  for (const [name, text] of Object.entries(texts)) form.set(name, text);
  for (const name of [...Object.keys(texts), "locationIds"]) form.append("changed", name);
  for (const id of locationIds) form.append("locationIds", id);
  return form;
}

describe("parseSettingsForm", () => {
  it("reads back what the form was filled with", () => {
    expect(parseSettingsForm(settingsForm(), LOCATIONS, t)).toEqual({
      ok: true,
      settings: DEFAULT_SETTINGS,
      locationIds: ["31"],
    });
  });

  it("takes a service level in per cent, without the noise of binary arithmetic, and a decimal comma", () => {
    const parsed = parseSettingsForm(
      settingsForm({ serviceLevelPercent: "57,3", leadTimeDays: " 10.5 " }),
      LOCATIONS,
      t,
    );
    expect(parsed).toMatchObject({ ok: true, settings: { serviceLevel: 0.573, leadTimeDays: 10.5 } });
  });

  it("takes the method", () => {
    expect(parseSettingsForm(settingsForm({ method: "calibrated" }), LOCATIONS, t)).toMatchObject({
      ok: true,
      settings: { method: "calibrated" },
    });
    expect(parseSettingsForm(settingsForm({ method: "magic" }), LOCATIONS, t)).toEqual({
      ok: false,
      errors: { method: "Must be normal or calibrated." },
    });
  });

  it("names every fault at its field", () => {
    const form = settingsForm({ leadTimeDays: "0", demandWindowDays: "7.5", coverageDays: "-1" }, []);
    expect(parseSettingsForm(form, LOCATIONS, t)).toEqual({
      ok: false,
      errors: {
        leadTimeDays: "Must be more than 0 days: goods can't arrive before they are ordered.",
        demandWindowDays: "Must be whole days.",
        coverageDays: "Can't be negative.",
        locationIds: "At least one location has to count: without stock, everything would be reordered.",
      },
    });
  });

  it("names faults of every kind together", () => {
    const faulty = { leadTimeDays: "soon", serviceLevelPercent: "100", overstockDays: "-1", fastMoverDeciles: "11" };
    const parsed = parseSettingsForm(settingsForm(faulty), LOCATIONS, t);
    expect(parsed.ok ? {} : parsed.errors).toEqual({
      leadTimeDays: "Must be a number.",
      serviceLevelPercent: "Must be at most 99.99: no stock makes 100% certain.",
      overstockDays: "Must be more than 0 days.",
      fastMoverDeciles: "Must be 1 to 10.",
    });
  });

  it("names them in the merchant's language", () => {
    const form = settingsForm({ leadTimeDays: "731", serviceLevelPercent: "95" }, []);
    expect(parseSettingsForm(form, LOCATIONS, wordsOf("de").t)).toEqual({
      ok: false,
      errors: {
        leadTimeDays: "Darf höchstens 730 Tage betragen.",
        locationIds: "Mindestens ein Standort muss zählen: Ohne Bestand würde alles nachbestellt.",
      },
    });
  });

  it.each([
    ["100", "Must be at most 99.99: no stock makes 100% certain."],
    ["49.9", "Must be at least 50: below it the safety stock would be negative."],
    ["", "Must be a number."],
    ["high", "Must be a number."],
  ])("refuses a service level of %o per cent", (serviceLevelPercent, message) => {
    expect(parseSettingsForm(settingsForm({ serviceLevelPercent }), LOCATIONS, t)).toEqual({
      ok: false,
      errors: { serviceLevelPercent: message },
    });
  });

  it("leaves out locations that are not the shop's, or deactivated", () => {
    const parsed = parseSettingsForm(settingsForm({}, ["32", "33", "99"]), LOCATIONS, t);
    expect(parsed).toMatchObject({ ok: true, locationIds: ["32"] });
  });

  it("does not ask for a location of a shop whose locations are not known yet", () => {
    expect(parseSettingsForm(settingsForm({}, []), [], t)).toMatchObject({ ok: true, locationIds: [] });
  });
});

describe("saveSettingsForm", () => {
  const shop = "settings-form.myshopify.com";

  /** What one of two people who opened the form with the defaults has changed in it. */
  function changedForm(changes: Partial<SettingsFormValues>): FormData {
    const form = new FormData();
    const opened = writeSettingsValues(DEFAULT_SETTINGS, []);
    for (const name of Object.keys(changes) as (keyof SettingsFormValues)[]) {
      form.append("changed", name);
      form.set(`seen.${name}`, writeSeen(opened[name]));
      for (const text of [changes[name] ?? []].flat()) form.append(name, text);
    }
    return form;
  }

  beforeEach(async () => {
    await pool.query("DELETE FROM shops WHERE shop = $1", [shop]);
  });

  it("leaves what was not changed as somebody else has saved it meanwhile", async () => {
    await saveSettings(shop, { serviceLevel: 0.9 });
    expect(await saveSettingsForm(shop, changedForm({ leadTimeDays: "21" }), t)).toMatchObject({ kind: "saved" });
    expect(await readSettings(shop)).toEqual({ ...DEFAULT_SETTINGS, leadTimeDays: 21, serviceLevel: 0.9 });
  });

  it("saves nothing over what somebody else has changed meanwhile, and says so at the field", async () => {
    await saveSettings(shop, { leadTimeDays: 30, method: "calibrated" });
    const form = changedForm({ leadTimeDays: "21", coverageDays: "60" });
    expect(await saveSettingsForm(shop, form, t)).toEqual({
      kind: "invalid",
      errors: {
        leadTimeDays: "Somebody else has changed this to 30 since you opened the page. Save again to keep yours.",
      },
      overtaken: { leadTimeDays: "30" },
    });
    expect(await readSettings(shop)).toMatchObject({ leadTimeDays: 30, coverageDays: 30 });
    form.set("seen.leadTimeDays", "30");
    expect(await saveSettingsForm(shop, form, t)).toMatchObject({ kind: "saved" });
    expect(await readSettings(shop)).toMatchObject({ leadTimeDays: 21, coverageDays: 60, method: "calibrated" });
  });

  it("says it beside what is wrong in other fields, and in the same field only once that is right", async () => {
    await saveSettings(shop, { leadTimeDays: 30, coverageDays: 45 });
    const form = changedForm({ leadTimeDays: "21", coverageDays: "-1", overstockDays: "0" });
    expect(await saveSettingsForm(shop, form, t)).toEqual({
      kind: "invalid",
      errors: {
        leadTimeDays: "Somebody else has changed this to 30 since you opened the page. Save again to keep yours.",
        coverageDays: "Can't be negative.",
        overstockDays: "Must be more than 0 days.",
      },
      overtaken: { leadTimeDays: "30" },
    });
  });

  it("takes it as agreed when both have changed the same to the same", async () => {
    await saveSettings(shop, { leadTimeDays: 21 });
    expect(await saveSettingsForm(shop, changedForm({ leadTimeDays: "21" }), t)).toMatchObject({ kind: "saved" });
  });
});
