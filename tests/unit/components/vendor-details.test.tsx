import { fireEvent, screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { TermChange } from "~/components/audit-trail-card";
import { ChangedMeanwhile } from "~/components/changed-meanwhile";
import { MergeVendorModal } from "~/components/merge-vendor-modal";
import { RetireVendorCard } from "~/components/retire-vendor-card";
import { describeVendorChange } from "~/components/vendor-changes";
import { VendorForm } from "~/components/vendor-form";
import { NO_VENDOR_TEXTS, writeVendorTexts, type VendorErrors, type VendorTexts } from "~/components/vendor-texts";
import type { VendorUses } from "~/reports/vendor-details";
import { SHOP_TERMS } from "../planning/term-examples";
import { renderInPolaris } from "./render-in-polaris";
import { foundVendors, vendorSearch } from "./vendor-searches";

function renderForm(texts: Partial<VendorTexts> = {}, errors: VendorErrors = {}) {
  const onChange = vi.fn();
  renderInPolaris(
    <VendorForm
      texts={{ ...NO_VENDOR_TEXTS, ...texts }}
      errors={errors}
      defaults={{ terms: SHOP_TERMS, currency: "GBP", currencies: [{ code: "USD", name: "US Dollar" }] }}
      otherNames={["northlight ceramics"]}
      onChange={onChange}
      onSubmit={vi.fn()}
      disabled={false}
    />,
  );
  return onChange;
}

/** What a screen reader says after a field's name. */
function descriptionOf(field: HTMLElement): string {
  const ids = (field.getAttribute("aria-describedby") ?? "").split(" ");
  return ids.map((id) => document.getElementById(id)?.textContent).join(" ");
}

const fieldOf = (label: string) => screen.getByRole<HTMLInputElement>("textbox", { name: new RegExp(`^${label}`) });

describe("VendorForm", () => {
  it("shows the shop's term where a field is empty, and what it stands for where it is not", () => {
    renderForm({ leadTimeDays: "30" });
    expect(fieldOf("Lead time days").value).toBe("30");
    expect(descriptionOf(fieldOf("Lead time days"))).toContain("Otherwise 14 days, shop setting.");
    expect(fieldOf("Service level").placeholder).toBe("95");
    expect(descriptionOf(fieldOf("Service level"))).toContain("Now 95%, shop setting.");
    expect(descriptionOf(fieldOf("Name"))).toBe("Also found under: northlight ceramics.");
  });

  it("asks for the exchange rate only of another currency than the shop's", () => {
    renderForm();
    expect(screen.queryByRole("textbox", { name: /^Exchange rate/ })).toBeNull();
    expect(fieldOf("Minimum order value").closest(".Polaris-TextField")?.textContent).toContain("GBP");
  });

  it("says what happens without a rate, and counts the minimum in the vendor's currency", () => {
    const onChange = renderForm({ currency: "USD" });
    expect(descriptionOf(fieldOf("Exchange rate"))).toContain("use each SKU’s unit cost in Shopify");
    expect(fieldOf("Exchange rate").closest(".Polaris-TextField")?.textContent).toBe("1 USD =GBP");
    expect(fieldOf("Minimum order value").closest(".Polaris-TextField")?.textContent).toContain("USD");
    fireEvent.change(fieldOf("Exchange rate"), { target: { value: "0.8" } });
    expect(onChange).toHaveBeenLastCalledWith({ exchangeRate: "0.8" });
  });

  it("puts every error at its field, and the focus at the first", () => {
    renderForm({ name: "A" }, { name: "Is taken.", coverageDays: "Can't be negative." });
    expect(descriptionOf(fieldOf("Name"))).toContain("Is taken.");
    expect(fieldOf("Coverage").getAttribute("aria-invalid")).toBe("true");
    expect(document.activeElement).toBe(fieldOf("Name"));
  });
});

describe("the texts of a vendor", () => {
  it("write small rates without powers of ten, and the service level in per cent", () => {
    const vendor = {
      name: "A",
      email: null,
      currency: "VND",
      exchangeRate: 0.00000003,
      minimumOrderValue: "500",
      notes: null,
    };
    const terms = {
      leadTimeDays: 7.5,
      leadTimeStdDevDays: null,
      reviewPeriodDays: 0,
      serviceLevel: 0.975,
      coverageDays: null,
    };
    expect(writeVendorTexts({ ...vendor, ...terms })).toEqual({
      ...NO_VENDOR_TEXTS,
      name: "A",
      currency: "VND",
      exchangeRate: "0.00000003",
      minimumOrderValue: "500",
      leadTimeDays: "7.5",
      reviewPeriodDays: "0",
      serviceLevelPercent: "97.5",
    });
  });
});

describe("RetireVendorCard", () => {
  function renderCard(uses: VendorUses, { canBeDeleted = false, archivedAt = null as string | null } = {}) {
    const actions = { onMerge: vi.fn(), onArchive: vi.fn(), onRestore: vi.fn(), onDelete: vi.fn() };
    renderInPolaris(
      <RetireVendorCard
        name="Acme"
        uses={uses}
        canBeDeleted={canBeDeleted}
        archivedAt={archivedAt}
        busy={false}
        {...actions}
      />,
    );
    return actions;
  }

  it("says why a vendor can only be archived", () => {
    const { onArchive } = renderCard({ preferredSkus: 1_234, otherSkus: 1, inShopify: true });
    const reason = /^1,234 SKUs are ordered from it, it is another source of 1 SKU and products in Shopify name it/;
    expect(screen.getByText(reason)).toBeDefined();
    expect(screen.queryByRole("button", { name: "Delete…" })).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Archive" }));
    expect(onArchive).toHaveBeenCalledOnce();
  });

  it("deletes what nothing refers to, once that is confirmed", () => {
    const { onDelete } = renderCard({ preferredSkus: 0, otherSkus: 0, inShopify: false }, { canBeDeleted: true });
    fireEvent.click(screen.getByRole("button", { name: "Delete…" }));
    expect(onDelete).not.toHaveBeenCalled();
    const dialog = screen.getByRole("dialog", { hidden: true });
    fireEvent.click(within(dialog).getByRole("button", { name: "Delete vendor", hidden: true }));
    expect(onDelete).toHaveBeenCalledOnce();
  });

  it("restores an archived one", () => {
    const uses = { preferredSkus: 0, otherSkus: 2, inShopify: false };
    const { onRestore } = renderCard(uses, { archivedAt: "2026-03-10T06:00:00.000Z" });
    expect(
      screen.getByText(/^Since 10 Mar 2026, 06:00 it is not offered.*It is another source of 2 SKUs/),
    ).toBeDefined();
    fireEvent.click(screen.getByRole("button", { name: "Restore" }));
    expect(onRestore).toHaveBeenCalledOnce();
  });
});

describe("MergeVendorModal", () => {
  const acme = { vendorId: "7", name: "Acme" };
  const brightside = { vendorId: "8", name: "Brightside" };

  function renderModal(chosen?: typeof acme) {
    const actions = { onChoose: vi.fn(), onMerge: vi.fn(), onClose: vi.fn() };
    const search = vendorSearch({ choices: foundVendors({ 7: "Acme", 8: "Brightside" }) });
    renderInPolaris(
      <MergeVendorModal
        vendor={acme}
        skus={34}
        search={search}
        chosen={chosen}
        suggested={undefined}
        failure={undefined}
        merging={false}
        {...actions}
      />,
    );
    return { ...actions, dialog: within(screen.getByRole("dialog", { hidden: true })) };
  }

  it("offers every vendor but the one that goes", () => {
    const { dialog, onChoose } = renderModal();
    expect(dialog.getAllByRole("radio", { hidden: true })).toHaveLength(1);
    expect(dialog.getByRole("button", { name: "Merge", hidden: true }).getAttribute("aria-disabled")).toBe("true");
    fireEvent.click(dialog.getByRole("radio", { name: "Brightside", hidden: true }));
    expect(onChoose).toHaveBeenCalledExactlyOnceWith(expect.objectContaining(brightside));
  });

  it("says what moves and which terms hold before it merges", () => {
    const { dialog, onMerge } = renderModal(brightside);
    expect(dialog.getByText("34 SKUs of Acme move to Brightside.")).toBeDefined();
    expect(dialog.getByText(/terms and notes of Brightside hold; those of Acme go/)).toBeDefined();
    expect(dialog.getByText(/Both names lead to Brightside from now on/)).toBeDefined();
    fireEvent.click(dialog.getByRole("button", { name: "Merge into Brightside", hidden: true }));
    expect(onMerge).toHaveBeenCalledOnce();
  });
});

describe("the changes of a vendor", () => {
  const entry: TermChange = {
    entryId: "2",
    at: "2026-03-10T06:00:00.000Z",
    actor: { id: "user 1", name: "Ada" },
    field: "leadTimeDays",
    oldValue: null,
    newValue: 30,
  };

  it("are told in words", () => {
    const changes: Partial<TermChange>[] = [
      {},
      { field: "serviceLevel", oldValue: 0.95, newValue: null },
      { field: "minimumOrderValue", newValue: "500" },
      { field: "name", newValue: "Acme" },
      { field: "name", oldValue: "Acme", newValue: "Acme Ltd" },
      { field: "archived", oldValue: false, newValue: true },
      { field: "mergedVendor", newValue: "Brightside" },
      { field: "notes", newValue: "x" },
    ];
    const entries = changes.map((change, index) => ({ ...entry, ...change, entryId: String(index) }));
    renderInPolaris(<ChangedMeanwhile subject="vendor" entries={entries} describe={describeVendorChange} />);
    const told = screen
      .getAllByRole("listitem")
      .map((item) => item.textContent?.replace(" · Ada, 10 Mar 2026, 06:00", ""));
    expect(told).toEqual([
      "Lead time: not set → 30 days",
      "Service level: 95% → not set",
      "Minimum order value: not set → 500",
      "Added as “Acme”",
      "Name: Acme → Acme Ltd",
      "Archived",
      "“Brightside” was merged into this vendor",
      "Notes changed",
    ]);
  });
});
