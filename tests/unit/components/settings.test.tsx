import { fireEvent, screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import {
  SettingsForm,
  type CalibrationState,
  type SettingsFormErrors,
  type SettingsFormValues,
} from "~/components/settings-form";
import { renderInPolaris } from "./render-in-polaris";

const values: SettingsFormValues = {
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

function renderForm(
  errors: SettingsFormErrors = {},
  {
    calibration = "ready",
    isSaving = false,
    ...changes
  }: Partial<SettingsFormValues> & { calibration?: CalibrationState; isSaving?: boolean } = {},
) {
  const onChange = vi.fn();
  const onSubmit = vi.fn();
  const form = (disabled: boolean) => (
    <SettingsForm
      values={{ ...values, ...changes }}
      calibration={calibration}
      errors={errors}
      locations={[
        { locationId: "31", name: "Warehouse", active: true },
        { locationId: "32", name: "Shop floor", active: true },
        { locationId: "33", name: "Old shop", active: false },
      ]}
      onChange={onChange}
      onSubmit={onSubmit}
      disabled={disabled}
    />
  );
  const { rerender } = renderInPolaris(form(isSaving));
  const enable = () => {
    rerender(form(false));
  };
  return { onChange, onSubmit, enable };
}

describe("SettingsForm", () => {
  it("hands on what is typed", () => {
    const { onChange } = renderForm();
    fireEvent.change(screen.getByLabelText("Lead time"), { target: { value: "21" } });
    expect(onChange).toHaveBeenLastCalledWith({ ...values, leadTimeDays: "21" });
  });

  it("offers the active locations and hands on which of them count", () => {
    const { onChange } = renderForm();
    expect(screen.queryByLabelText("Old shop")).toBeNull();
    fireEvent.click(screen.getByLabelText("Shop floor"));
    expect(onChange).toHaveBeenLastCalledWith({ ...values, locationIds: ["31", "32"] });
  });

  it("hands on the method", () => {
    const { onChange } = renderForm();
    fireEvent.click(screen.getByLabelText("Calibrated on your sales"));
    expect(onChange).toHaveBeenLastCalledWith({ ...values, method: "calibrated" });
  });

  it.each([
    ["not-replayed", /not been replayed yet/],
    ["too-thin", /too short yet to learn from/],
  ] as const)("says what the calibrated method does while it is %s", (calibration, words) => {
    renderForm({}, { method: "calibrated", calibration });
    expect(screen.getByText(words)).toBeDefined();
  });

  it("says nothing of it while the formula is chosen, or once the method has learnt", () => {
    renderForm({}, { calibration: "too-thin" });
    renderForm({}, { method: "calibrated", calibration: "ready" });
    expect(screen.queryByText(/history is too short|not been replayed/)).toBeNull();
  });

  it("puts an error at its field, where a screen reader finds it", () => {
    renderForm({ serviceLevelPercent: "Must be at most 99.99." });
    const field = screen.getByLabelText("Service level");
    expect(field.getAttribute("aria-invalid")).toBe("true");
    const described = (field.getAttribute("aria-describedby") ?? "")
      .split(" ")
      .map((id) => document.getElementById(id));
    expect(described.map((element) => element?.textContent).join(" ")).toContain("Must be at most 99.99.");
    expect(screen.getByLabelText("Lead time").getAttribute("aria-invalid")).toBe("false");
  });

  it("says that at least one location has to count, and puts the focus there once fields take it again", () => {
    const { enable } = renderForm({ locationIds: "At least one location has to count." }, { isSaving: true });
    expect(screen.getByText("At least one location has to count.")).toBeDefined();
    enable();
    expect(document.activeElement).toBe(screen.getByLabelText("Warehouse"));
  });
});
