import { fireEvent, screen, within } from "@testing-library/react";
import fc from "fast-check";
import { useState } from "react";
import { describe, expect, it, vi } from "vitest";
import { changedTexts, planWhatIf, writeWhatIf, type WhatIfTexts } from "~/components/what-if";
import { WhatIfCard, type WhatIfCardProps } from "~/components/what-if-card";
import { policyChangesSchema } from "~/data/item-policies";
import { valueOrNull } from "~/planning/absence";
import { CALIBRATION_GROUPS, type CalibrationGroup as Group } from "~/planning/calibration";
import { summarizeDemand } from "~/planning/demand";
import { planVariant, type VariantPlanInput } from "~/planning/plan";
import type { CalibratedDemand } from "~/planning/stock-levels";
import { wordsOf } from "~/words/all-words.server";
import { renderInPolaris } from "./render-in-polaris";

const { t } = wordsOf("en");

/** 2 units every day: the reorder point is 14 · 2 = 28; the level 28 + 30 · 2 = 88; 20 are there, so 68 are missing. */
const inputs: VariantPlanInput = {
  tracked: true,
  demand: { observedDays: 90, units: 180, sumOfSquaredUnits: 360, sellingDays: 90 },
  stock: { available: 20, incoming: 0 },
  terms: {
    leadTimeDays: 14,
    leadTimeStdDevDays: 0,
    reviewPeriodDays: 0,
    serviceLevel: 0.95,
    coverageDays: 30,
    overstockDays: 180,
    minimumOrderQuantity: 0,
    packSize: 1,
  },
  unitCost: 2.5,
  today: "2026-03-10",
};

/** Keeps what is typed, as a page does. */
function Page(props: Omit<WhatIfCardProps, "edits" | "onEdit">) {
  const [edits, setEdits] = useState<Partial<WhatIfTexts>>({});
  return <WhatIfCard {...props} edits={edits} onEdit={setEdits} />;
}

function renderCard(changes: Partial<WhatIfCardProps> = {}) {
  const onApply = vi.fn();
  const props = { inputs, currency: "GBP", calibrated: null, onApply, applying: false, errors: {}, ...changes };
  const { rerender } = renderInPolaris(<Page {...props} />);
  return {
    onApply,
    rerender: (next: Partial<WhatIfCardProps>) => {
      rerender(<Page {...props} {...next} />);
    },
  };
}

const type = (label: string, text: string) => {
  fireEvent.change(screen.getByLabelText(label), { target: { value: text } });
};

/** Figures by name: now, and what if. */
function figures(): Record<string, (string | null)[]> {
  const rows = within(screen.getByRole("table")).getAllByRole("row").slice(1);
  const texts = rows.map((row) => [...row.children].map((cell) => cell.textContent));
  return Object.fromEntries(texts.map(([name, ...cells]) => [name ?? "", cells]));
}

const applyButton = () => screen.getByRole("button", { name: "Apply to this SKU" });
const isDisabled = (button: HTMLElement) =>
  button.getAttribute("aria-disabled") === "true" || button.hasAttribute("disabled");

describe("what if nothing is changed", () => {
  it("is the stored plan, to the last digit, whatever its terms are", () => {
    const plans = fc
      .record({
        leadTimeDays: fc.double({ min: 0.001, max: 730, noNaN: true }),
        serviceLevel: fc.double({ min: 0.5, max: 0.9999, noNaN: true }),
        coverageDays: fc.double({ min: 0, max: 730, noNaN: true }),
        units: fc.array(fc.nat({ max: 500 }), { minLength: 2, maxLength: 90 }),
      })
      .map(({ units, ...terms }) =>
        planVariant({ ...inputs, demand: summarizeDemand(units, 90), terms: { ...inputs.terms, ...terms } }),
      );
    fc.assert(
      fc.property(plans, (plan) => {
        expect(planWhatIf(plan, writeWhatIf(plan), null, t)).toEqual({ kind: "planned", plan });
        expect(changedTexts(plan, writeWhatIf(plan))).toEqual({});
      }),
    );
  });

  it("stores nothing", () => {
    const { onApply } = renderCard();
    expect(isDisabled(applyButton())).toBe(true);
    expect(isDisabled(screen.getByRole("button", { name: "Reset" }))).toBe(true);
    for (const [now, whatIf] of Object.values(figures())) expect(whatIf).toBe(now);
    fireEvent.click(applyButton());
    expect(onApply).not.toHaveBeenCalled();
  });
});

describe("what if a term is another one", () => {
  it("shows the plan of before beside the one that would be", () => {
    renderCard();
    type("Lead time", "21"); // 42 units, up to 102: 82 are missing, and 20 + 82 last 51 days.
    expect(figures()).toEqual({
      "Reorder point": ["28", "42"],
      "Safety stock": ["0", "0"],
      "Order up to": ["88", "102"],
      "Suggested order": ["68", "82"],
      "Order value": ["£170.00", "£205.00"],
      "Cover with incoming and order": ["44 days", "51 days"],
    });
  });

  it("tells a screen reader what is other, once the typing pauses", async () => {
    renderCard();
    type("Coverage", "10,5"); // 28 + 21 = 49, so 29 are missing.
    expect(screen.getByRole("status").textContent).toBe("");
    await expect
      .poll(() => screen.getByRole("status").textContent)
      .toBe(
        "Order up to 49 instead of 88, Suggested order 29 instead of 68, Order value £72.50 instead of £170.00, " +
          "Cover with incoming and order 24.5 days instead of 44 days.",
      );
  });

  it("hands on what was changed, and only that", () => {
    const { onApply } = renderCard();
    type("Lead time", "21");
    type("Service level", "97.5");
    type("Lead time", "14");
    fireEvent.click(applyButton());
    expect(onApply.mock.calls).toEqual([[{ serviceLevelPercent: "97.5" }]]);
  });

  it("can be taken back", () => {
    renderCard();
    type("Lead time", "21");
    fireEvent.click(screen.getByRole("button", { name: "Reset" }));
    expect(screen.getByLabelText<HTMLInputElement>("Lead time").value).toBe("14");
    expect(figures()["Reorder point"]).toEqual(["28", "28"]);
  });

  it("keeps what is typed over other terms that are stored meanwhile, until they are the same", () => {
    const { rerender } = renderCard();
    type("Lead time", "21");
    rerender({ inputs: { ...inputs, terms: { ...inputs.terms, leadTimeDays: 7 } } });
    expect(figures()["Reorder point"]).toEqual(["14", "42"]);
    rerender({ inputs: { ...inputs, terms: { ...inputs.terms, leadTimeDays: 21 } } });
    expect(figures()["Reorder point"]).toEqual(["42", "42"]);
    expect(isDisabled(applyButton())).toBe(true);
  });
});

describe("what if the method is another one", () => {
  const factors = CALIBRATION_GROUPS.map((group): [Group, number[]] => [group, [1, 2]]);
  const calibrated: CalibratedDemand = {
    // 10 units every fifth day: the same mean as ever, but in other portions.
    history: { units: Array.from({ length: 90 }, (_, day) => (day % 5 === 0 ? 10 : 0)) },
    windowDays: 90,
    calibration: {
      targets: [0.9, 0.95],
      safetyFactors: Object.fromEntries(factors) as Record<Group, number[]>,
      demandLevel: 1,
      replayedLeadTimes: 5_000,
    },
  };
  const lumpy = { ...inputs, demand: { observedDays: 90, units: 180, sumOfSquaredUnits: 1800, sellingDays: 18 } };

  it("says why the figures stay the formula's while the shop has no calibration", () => {
    renderCard({ inputs: lumpy, calibrated: { ...calibrated, calibration: null } });
    expect(screen.queryByText(/short to calibrate/)).toBeNull();
    fireEvent.change(screen.getByLabelText("Method"), { target: { value: "calibrated" } });
    expect(screen.getByText(/your shop's history is still too short to calibrate it/)).toBeDefined();
  });

  it("plans by what the calibrated one has learnt, and stores the method alone", () => {
    const { onApply } = renderCard({ inputs: lumpy, calibrated });
    const expected = planVariant({ ...lumpy, calibrated });
    expect(expected.method).toBe("calibrated");
    fireEvent.change(screen.getByLabelText("Method"), { target: { value: "calibrated" } });
    const [now, whatIf] = figures()["Reorder point"] ?? [];
    expect(whatIf).toBe(String(valueOrNull(expected.reorderPoint)));
    expect(whatIf).not.toBe(now);
    fireEvent.click(applyButton());
    expect(onApply.mock.calls).toEqual([[{ method: "calibrated" }]]);
  });

  it("plans by the formula again where the plan is calibrated", () => {
    renderCard({ inputs: { ...lumpy, calibrated }, calibrated });
    expect(screen.getByLabelText<HTMLSelectElement>("Method").value).toBe("calibrated");
    fireEvent.change(screen.getByLabelText("Method"), { target: { value: "normal" } });
    expect(figures()["Reorder point"]?.[1]).toBe(String(valueOrNull(planVariant(lumpy).reorderPoint)));
  });

  it("can't be asked for where nothing is known of it", () => {
    renderCard();
    expect(screen.getByLabelText("Method").hasAttribute("disabled")).toBe(true);
  });
});

describe("what if a term can't be", () => {
  it.each([
    ["Lead time", "0", "Must be more than 0 days: goods can't arrive before they are ordered."],
    ["Lead time", "soon", "Must be a number."],
    ["Service level", "100", "Must be at most 99.99: no stock makes 100% certain."],
    ["Lead time", "5000", "Must be at most 730 days."],
    ["Coverage", "-1", "Can't be negative."],
    ["Coverage", "", "Must be a number."],
  ])("says at %s of %j why, and shows no number", (label, text, reason) => {
    const { onApply } = renderCard();
    type(label, text);
    const field = screen.getByLabelText(label);
    expect(field.getAttribute("aria-invalid")).toBe("true");
    const describedBy = (field.getAttribute("aria-describedby") ?? "").split(" ");
    expect(describedBy.map((id) => document.getElementById(id)?.textContent)).toContain(reason);
    for (const [, whatIf] of Object.values(figures())) expect(whatIf).toBe("–None. Not on these terms.");
    expect(isDisabled(applyButton())).toBe(true);
    fireEvent.submit(field);
    expect(onApply).not.toHaveBeenCalled();
  });

  it("shows what the server refused at its field, as long as it is typed", () => {
    const { rerender } = renderCard();
    type("Lead time", "700");
    rerender({ errors: { leadTimeDays: "Can't be read." } });
    expect(screen.getByText("Can't be read.")).toBeDefined();
    fireEvent.click(screen.getByRole("button", { name: "Reset" }));
    expect(screen.queryByText("Can't be read.")).toBeNull();
  });

  it("tells a screen reader of every fault at which field it is", async () => {
    renderCard();
    type("Lead time", "-2");
    type("Coverage", "");
    await expect
      .poll(() => screen.getByRole("status").textContent)
      .toBe(
        "Lead time: Must be more than 0 days: goods can't arrive before they are ordered. Coverage: Must be a number.",
      );
  });

  it("can't be more than may be stored", () => {
    const plan = planVariant(inputs);
    const accepts = (field: "leadTimeDays" | "coverageDays" | "serviceLevelPercent", value: number) =>
      planWhatIf(plan, { ...writeWhatIf(plan), [field]: String(value) }, null, t).kind === "planned";
    const stored = policyChangesSchema.shape;
    for (const days of [-1, 0, 0.5, 730, 731]) {
      expect(accepts("leadTimeDays", days)).toBe(stored.leadTimeDays.safeParse(days).success);
      expect(accepts("coverageDays", days)).toBe(stored.coverageDays.safeParse(days).success);
    }
    for (const percent of [49.9, 50, 99.99, 99.991]) {
      expect(accepts("serviceLevelPercent", percent)).toBe(stored.serviceLevel.safeParse(percent / 100).success);
    }
  });

  it("has nothing to try out without a reorder point", () => {
    renderCard({ inputs: { ...inputs, demand: { observedDays: 0, units: 0, sumOfSquaredUnits: 0, sellingDays: 0 } } });
    expect(screen.getByText(/^There is nothing to try out yet\. Only 0 days of history/)).toBeDefined();
    expect(screen.queryByRole("button")).toBeNull();
  });
});
