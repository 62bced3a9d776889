// @vitest-environment jsdom
import "./browser-stand-ins";
import { fireEvent, screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { SettingsForm, type SettingsFormErrors, type SettingsFormValues } from "~/components/settings-form";
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
  locationIds: ["31"],
};

function renderForm(errors: SettingsFormErrors = {}) {
  const onChange = vi.fn();
  const onSubmit = vi.fn();
  renderInPolaris(
    <SettingsForm
      values={values}
      errors={errors}
      locations={[
        { locationId: "31", name: "Warehouse", active: true },
        { locationId: "32", name: "Shop floor", active: true },
        { locationId: "33", name: "Old shop", active: false },
      ]}
      onChange={onChange}
      onSubmit={onSubmit}
      disabled={false}
    />,
  );
  return { onChange, onSubmit };
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

  it("says that at least one location has to count", () => {
    renderForm({ locationIds: "At least one location has to count." });
    expect(screen.getByText("At least one location has to count.")).toBeDefined();
  });
});
