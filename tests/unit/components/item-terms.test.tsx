import { fireEvent, screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { AuditTrailCard, describeChange, type TermChange } from "~/components/audit-trail-card";
import { BulkTermsModal } from "~/components/bulk-terms-modal";
import { ItemTermsCard } from "~/components/item-terms-card";
import { writeTermTexts, type TermErrors } from "~/components/term-texts";
import type { TermLevels } from "~/planning/resolve-terms";
import { itemPolicy, SHOP_TERMS, vendorItemTerms, vendorTerms } from "../planning/term-examples";
import { renderInPolaris } from "./render-in-polaris";

const LEVELS: TermLevels = {
  item: itemPolicy({ leadTimeDays: 45, serviceLevel: 0.575 }),
  vendorItem: vendorItemTerms({ packSize: 12 }),
  vendor: vendorTerms({ leadTimeDays: 30, coverageDays: 10 }),
  shop: SHOP_TERMS,
};

/** What a screen reader says after a field's name. */
function descriptionOf(field: HTMLElement): string {
  const ids = (field.getAttribute("aria-describedby") ?? "").split(" ");
  return ids.map((id) => document.getElementById(id)?.textContent).join(" ");
}

function renderCard(errors: TermErrors = {}) {
  const onChange = vi.fn();
  const texts = writeTermTexts(LEVELS.item);
  const props = { levels: LEVELS, texts, errors, onChange, onSubmit: vi.fn(), disabled: false };
  renderInPolaris(<ItemTermsCard {...props} />);
  return { onChange };
}

const fieldOf = (label: string) =>
  screen.getByRole<HTMLInputElement>("textbox", { name: new RegExp(`^${label} (days|%|units)$`) });

describe("ItemTermsCard", () => {
  it("shows every term in force and where it comes from", () => {
    renderCard();
    expect(fieldOf("Lead time").value).toBe("45");
    expect(descriptionOf(fieldOf("Lead time"))).toBe("Set for this SKU. Otherwise 30 days, from the vendor.");
    expect(fieldOf("Service level").value).toBe("57.5");
    expect(descriptionOf(fieldOf("Service level"))).toBe("Set for this SKU. Otherwise 95%, shop setting.");
    expect(descriptionOf(fieldOf("Coverage"))).toBe("10 days, from the vendor.");
    expect(fieldOf("Pack size").value).toBe("");
    expect(fieldOf("Pack size").placeholder).toBe("12");
    expect(descriptionOf(fieldOf("Pack size"))).toBe("12 units, agreed with the vendor for this SKU.");
    expect(descriptionOf(fieldOf("Minimum order"))).toBe("no minimum, shop setting.");
    expect(screen.getByRole("option", { name: "Formula for normal demand (shop setting)" })).toBeDefined();
  });

  it("hands on what is typed, and takes a term away", () => {
    const { onChange } = renderCard();
    fireEvent.change(fieldOf("Pack size"), { target: { value: "6" } });
    expect(onChange).toHaveBeenLastCalledWith({ packSize: "6" });
    fireEvent.click(screen.getByRole("button", { name: "Use the vendor’s lead time" }));
    expect(onChange).toHaveBeenLastCalledWith({ leadTimeDays: "" });
    fireEvent.click(screen.getByRole("button", { name: "Use the shop’s service level" }));
    expect(onChange).toHaveBeenLastCalledWith({ serviceLevelPercent: "" });
    expect(screen.queryByRole("button", { name: /coverage/ })).toBeNull();
  });

  it("puts an error at its field, and the focus there", () => {
    renderCard({ packSize: "Must be at least 1." });
    expect(fieldOf("Pack size").getAttribute("aria-invalid")).toBe("true");
    expect(descriptionOf(fieldOf("Pack size"))).toContain("Must be at least 1.");
    expect(document.activeElement).toBe(fieldOf("Pack size"));
  });
});

describe("AuditTrailCard", () => {
  it("says who changed what, and when", () => {
    const entry: TermChange = {
      entryId: "2",
      at: "2026-03-10T06:00:00.000Z",
      actor: { id: "user 123456", name: null },
      field: "serviceLevel",
      oldValue: null,
      newValue: 0.98,
    };
    const earlier = { ...entry, entryId: "1", field: "method", oldValue: "normal", newValue: "calibrated" };
    renderInPolaris(
      <AuditTrailCard
        title="Changes"
        emptyText="None."
        entries={[entry, { ...earlier, actor: { id: "user 1", name: "Ada" } }]}
        describe={describeChange}
      />,
    );
    expect(screen.getAllByRole("listitem").map((item) => item.textContent)).toEqual([
      "Service level: not set → 98% · Staff member 123456, 10 Mar 2026, 06:00",
      "Method: Formula for normal demand → Calibrated on your sales · Ada, 10 Mar 2026, 06:00",
    ]);
  });
});

describe("BulkTermsModal", () => {
  const inDialog = () => within(screen.getByRole("dialog", { hidden: true }));
  const choose = (label: string, option: string) => {
    fireEvent.change(inDialog().getByLabelText(label), { target: { value: option } });
  };

  it("changes the terms that are set or taken away, and leaves the others", () => {
    const onApply = vi.fn();
    const props = { count: 2, errors: {}, saving: false, onApply, onClose: vi.fn() };
    renderInPolaris(<BulkTermsModal {...props} />);
    const apply = () => inDialog().getByRole("button", { name: "Apply", hidden: true });
    expect(inDialog().getByText("Change planning terms of 2 SKUs")).toBeDefined();
    expect(apply().getAttribute("aria-disabled")).toBe("true");

    choose("Lead time", "set");
    expect(apply().getAttribute("aria-disabled")).toBe("true"); // Nothing typed is nothing to set.
    fireEvent.change(inDialog().getByLabelText("New value: Lead time"), { target: { value: "30" } });
    choose("Pack size", "clear");
    choose("Method", "set");
    choose("Coverage", "set");
    choose("Coverage", "keep");
    fireEvent.click(apply());
    expect(onApply).toHaveBeenCalledExactlyOnceWith({ leadTimeDays: "30", packSize: "", method: "normal" });
  });
});
