import { act, renderHook } from "@testing-library/react";
import { expect, it } from "vitest";
import type { SettingsFormValues } from "~/components/settings-form";
import type { SettingsAnswer } from "~/routes/settings/save-settings-form.server";
import { useSettingsEdits } from "~/routes/settings/use-settings-edits";

const OPENED: SettingsFormValues = {
  leadTimeDays: "14",
  leadTimeStdDevDays: "0",
  serviceLevelPercent: "95",
  reviewPeriodDays: "0",
  demandWindowDays: "90",
  coverageDays: "30",
  overstockDays: "180",
  fastMoverDeciles: "1",
  method: "normal",
  locationIds: ["31"],
};

interface Props {
  stored: SettingsFormValues;
  answer?: SettingsAnswer | null;
}

function openForm() {
  const form = renderHook(({ stored, answer }: Props) => useSettingsEdits(stored, answer), {
    initialProps: { stored: OPENED },
  });
  return {
    type: (changes: Partial<SettingsFormValues>) => {
      act(() => {
        form.result.current.onChange({ ...form.result.current.values, ...changes });
      });
    },
    /** The page is read anew, perhaps after an answer. */
    read: (stored: Partial<SettingsFormValues>, answer?: SettingsAnswer | null) => {
      form.rerender({ stored: { ...OPENED, ...stored }, ...(answer !== undefined && { answer }) });
    },
    sent: () => Object.fromEntries(form.result.current.toFormData()),
    form: form.result,
  };
}

const refusal = (overtaken: Partial<SettingsFormValues>): SettingsAnswer => ({
  kind: "invalid",
  errors: {},
  overtaken,
});

it("an edit is sent with what it was typed over, also once somebody else has saved the same field", () => {
  const { type, read, sent } = openForm();
  type({ leadTimeDays: "21" });
  read({ leadTimeDays: "30" });
  type({ leadTimeDays: "22" });
  expect(sent()).toEqual({ changed: "leadTimeDays", leadTimeDays: "22", "seen.leadTimeDays": "14" });
});

it("a field that somebody else has saved before it is typed over is typed over that", () => {
  const { type, read, sent } = openForm();
  type({ coverageDays: "60" });
  read({ leadTimeDays: "30" });
  type({ leadTimeDays: "21" });
  expect(sent()).toMatchObject({ "seen.coverageDays": "30", "seen.leadTimeDays": "30" });
});

it("a refusal counts as told only for the fields that it names, an answer that did not come for none", () => {
  const { type, read, sent } = openForm();
  type({ leadTimeDays: "21", coverageDays: "60" });
  const others = { leadTimeDays: "30", coverageDays: "45" };
  read(others, null);
  expect(sent()).toMatchObject({ "seen.leadTimeDays": "14", "seen.coverageDays": "30" });
  read(others, refusal({ leadTimeDays: "30" }));
  expect(sent()).toMatchObject({ "seen.leadTimeDays": "30", "seen.coverageDays": "30" });
  read(others, refusal({ coverageDays: "45" }));
  expect(sent()).toMatchObject({ "seen.leadTimeDays": "30", "seen.coverageDays": "45" });
});

it("what was saved though no answer came is no edit any more, and what is typed next is typed over it", () => {
  const { type, read, sent, form } = openForm();
  type({ leadTimeDays: "21" });
  read({ leadTimeDays: "21" }, null);
  expect(form.current.isChanged).toBe(false);
  type({ leadTimeDays: "22" });
  expect(sent()).toMatchObject({ "seen.leadTimeDays": "21" });
});

it.each(["saved", "discarded"])("once they are %s the edits are forgotten with what they were typed over", (how) => {
  const { type, read, sent, form } = openForm();
  type({ leadTimeDays: "21" });
  if (how === "saved") read({ leadTimeDays: "30" }, { kind: "saved", savedAt: "2026-03-01T10:00:00.000Z", skus: 0 });
  else {
    act(() => {
      form.current.discard();
    });
    read({ leadTimeDays: "30" });
  }
  expect(form.current.values.leadTimeDays).toBe("30");
  type({ leadTimeDays: "31" });
  expect(sent()).toMatchObject({ "seen.leadTimeDays": "30" });
});
