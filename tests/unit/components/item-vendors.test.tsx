import { fireEvent, screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { AssignVendorModal } from "~/components/assign-vendor-modal";
import type { TermChange } from "~/components/audit-trail-card";
import { ItemVendorsCard, type ItemVendorsCardProps } from "~/components/item-vendors-card";
import { writeOfferTexts } from "~/components/offer-texts";
import { describeVendorItemChange } from "~/components/offer-words";
import { RemoveItemVendorModal } from "~/components/remove-item-vendor-modal";
import { RemoveVendorModal } from "~/components/remove-vendor-modal";
import { createShopFormats } from "~/components/shop-formats";
import { wordsOf } from "~/words/all-words.server";
import type { VendorChoices, VendorSearch } from "~/components/vendor-search";
import type { ItemVendorRow } from "~/reports/item-vendors";
import { renderInPolaris } from "./render-in-polaris";
import { foundVendors, vendorSearch } from "./vendor-searches";

const ACME: ItemVendorRow = {
  vendorId: "17",
  vendor: "Acme",
  preferred: true,
  vendorSku: "A-1",
  unitCost: "1.25",
  minimumOrderQuantity: null,
  packSize: 12,
  leadTimeDays: null,
  currency: "EUR",
  isConvertible: false,
  isArchived: false,
};
const BRIGHTSIDE: ItemVendorRow = {
  ...ACME,
  vendorId: "18",
  vendor: "<b>Brightside</b>",
  preferred: false,
  vendorSku: null,
  unitCost: null,
  packSize: null,
  currency: "GBP",
  isConvertible: true,
};

function renderCard(changes: Partial<ItemVendorsCardProps> = {}) {
  const handlers = { onChange: vi.fn(), onSubmit: vi.fn(), onAdd: vi.fn(), onPrefer: vi.fn(), onRemove: vi.fn() };
  const { vendors = [ACME, BRIGHTSIDE] } = changes;
  const texts = new Map(vendors.map((vendor) => [vendor.vendorId, writeOfferTexts(vendor)]));
  const props = { vendors, texts, shopifyVendor: null, errors: {}, disabled: false, ...handlers, ...changes };
  renderInPolaris(<ItemVendorsCard {...props} />);
  return handlers;
}

const fieldsOf = (label: string) =>
  screen.getAllByRole<HTMLInputElement>("textbox", { name: new RegExp(`^${label}( units| days| [A-Z]{3})?$`) });

describe("ItemVendorsCard", () => {
  it("shows each vendor and what it offers, with the currency of its costs", () => {
    renderCard();
    expect(screen.getAllByRole("link").map((link) => [link.textContent, link.getAttribute("href")])).toEqual([
      ["Acme", "/app/vendors/17"],
      ["<b>Brightside</b>", "/app/vendors/18"],
    ]);
    expect(screen.getAllByText("Preferred")).toHaveLength(1);
    expect(fieldsOf("Vendor SKU").map(({ value }) => value)).toEqual(["A-1", ""]);
    expect(fieldsOf("Pack size").map(({ value }) => value)).toEqual(["12", ""]);
    expect(screen.getByRole<HTMLInputElement>("textbox", { name: "Unit cost EUR" }).value).toBe("1.25");
    expect(screen.getByText("Plans keep Shopify’s cost: there is no exchange rate for EUR.")).toBeDefined();
    expect(screen.getByRole("textbox", { name: "Unit cost GBP" })).toBeDefined();
  });

  it("hands on what is typed and asked for, of which vendor", () => {
    const { onChange, onPrefer, onRemove } = renderCard();
    const [, packSize] = fieldsOf("Pack size");
    if (packSize) fireEvent.change(packSize, { target: { value: "6" } });
    expect(onChange).toHaveBeenCalledExactlyOnceWith("18", { packSize: "6" });
    fireEvent.click(screen.getByRole("button", { name: "Make <b>Brightside</b> the preferred vendor" }));
    expect(onPrefer).toHaveBeenCalledExactlyOnceWith("18");
    fireEvent.click(screen.getByRole("button", { name: "Remove Acme" }));
    expect(onRemove).toHaveBeenCalledExactlyOnceWith(ACME);
    expect(screen.queryByRole("button", { name: /Make Acme/ })).toBeNull();
  });

  it("puts an error at its vendor's field, and the focus there", () => {
    renderCard({ errors: { "18.vendorSku": "“A-1” is what this vendor calls MUG-2." } });
    const [ofAcme, ofBrightside] = fieldsOf("Vendor SKU");
    expect(ofAcme?.getAttribute("aria-invalid")).not.toBe("true");
    expect(ofBrightside?.getAttribute("aria-invalid")).toBe("true");
    expect(document.activeElement).toBe(ofBrightside);
  });

  it("says what it means to have no vendor", () => {
    renderCard({ vendors: [] });
    expect(screen.getByText("Unassigned: nobody supplies this SKU")).toBeDefined();
    expect(screen.getByText(/no vendor’s order includes it/)).toBeDefined();
  });

  it("offers the vendor that Shopify names, unless it is archived, and does not prefer archived ones", () => {
    const { onPrefer } = renderCard({ shopifyVendor: { vendorId: "19", name: "Cobalt", isArchived: false } });
    expect(screen.getByText("Shopify names Cobalt as the vendor")).toBeDefined();
    fireEvent.click(screen.getByRole("button", { name: "Use Shopify’s vendor" }));
    expect(onPrefer).toHaveBeenCalledExactlyOnceWith("19");
  });

  it("neither prefers nor takes over archived vendors", () => {
    renderCard({
      vendors: [ACME, { ...BRIGHTSIDE, isArchived: true }],
      shopifyVendor: { vendorId: "19", name: "Cobalt", isArchived: true },
    });
    expect(screen.queryByRole("button", { name: /preferred vendor|Shopify’s vendor/ })).toBeNull();
    expect(screen.getByText("Archived")).toBeDefined();
  });
});

describe("the words of a change of vendors", () => {
  const formats = createShopFormats({ locale: "en-GB", timeZone: "UTC" }, wordsOf("en"));
  const describeChange = (oldValue: unknown, newValue: unknown, importId: string | null = null) => {
    const entry: TermChange = {
      entryId: "1",
      at: "2026-03-10T06:00:00.000Z",
      actor: { id: "shopify", name: "Shopify" },
      field: "vendorItem",
      oldValue,
      newValue,
      importId,
    };
    return describeVendorItemChange(entry, formats);
  };
  const bare = { ...ACME, vendorSku: null, unitCost: null, packSize: null };

  it.each([
    [null, bare, "Acme: added as preferred vendor"],
    [
      null,
      { ...ACME, preferred: false },
      "Acme: added as another source, vendor SKU A-1, unit cost 1.25, pack size 12",
    ],
    [ACME, null, "Acme: removed"],
    [ACME, { ...ACME, packSize: 6, leadTimeDays: 1 }, "Acme: pack size 12 → 6, lead time not set → 1 day"],
    [{ ...bare, preferred: false }, { ...bare, unitCost: "2" }, "Acme: now preferred, unit cost not set → 2"],
    [
      bare,
      { ...bare, preferred: false, minimumOrderQuantity: 1500 },
      "Acme: no longer preferred, minimum order not set → 1,500",
    ],
  ])("are told by what was and is", (oldValue, newValue, words) => {
    expect(describeChange(oldValue, newValue)).toBe(words);
  });

  it("say so when a file made it", () => {
    expect(describeChange(ACME, null, "import-1")).toBe("Acme: removed (by a file)");
  });
});

const CHOICES = foundVendors({ 17: "Acme", 18: "Brightside" });

const inDialog = () => within(screen.getByRole("dialog", { hidden: true }));
const buttonOf = (name: string) => inDialog().getByRole("button", { name, hidden: true });
const isDisabled = (name: string) => buttonOf(name).getAttribute("aria-disabled") === "true";
const vendorField = () => inDialog().getByRole("combobox", { name: "Vendor", hidden: true });
const options = () => screen.queryAllByRole("option", { hidden: true }).map(({ textContent }) => textContent);
const choose = (name: string) => {
  fireEvent.click(screen.getByRole("option", { name, hidden: true }));
};

describe("AssignVendorModal", () => {
  function renderModal() {
    const handlers = { onAssign: vi.fn(), onClose: vi.fn() };
    const search = vendorSearch({ choices: CHOICES });
    const modal = (changes: Partial<VendorSearch>) => (
      <AssignVendorModal
        title="Assign a vendor to 2 SKUs"
        search={{ ...search, ...changes }}
        saving={false}
        {...handlers}
      />
    );
    const { rerender } = renderInPolaris(modal({}));
    return {
      ...handlers,
      ...search,
      fail: () => {
        rerender(modal({ hasFailed: true }));
      },
      answer: (choices: VendorChoices) => {
        rerender(modal({ choices }));
      },
    };
  }

  it("assigns the chosen vendor as the preferred one, and leaves the others unless it is told not to", () => {
    const { onAssign } = renderModal();
    expect(isDisabled("Assign")).toBe(true);
    fireEvent.focus(vendorField());
    expect(options()).toEqual(["Acme", "Brightside"]);
    choose("Brightside");
    fireEvent.click(buttonOf("Assign"));
    const vendor = { vendorId: "18", name: "Brightside" };
    expect(onAssign).toHaveBeenLastCalledWith({ vendor, preferred: true, removeOthers: false });
    fireEvent.click(inDialog().getByLabelText("As the preferred vendor"));
    fireEvent.click(inDialog().getByLabelText("Remove the other vendors"));
    fireEvent.click(buttonOf("Assign"));
    expect(onAssign).toHaveBeenLastCalledWith({ vendor, preferred: false, removeOthers: true });
  });

  it("searches for what is typed, and creates a vendor only where nobody has the name", () => {
    const { onSearch, onAssign, answer } = renderModal();
    fireEvent.focus(vendorField());
    fireEvent.change(vendorField(), { target: { value: " =New  one " } });
    expect(onSearch).toHaveBeenLastCalledWith("=New one");
    expect(options()).not.toContain("Create vendor “=New one”");
    answer({ ...CHOICES, q: "=New one", vendors: [] });
    choose("Create vendor “=New one”");
    fireEvent.click(buttonOf("Assign"));
    expect(onAssign).toHaveBeenLastCalledWith(expect.objectContaining({ vendor: { name: "=New one" } }));

    fireEvent.change(vendorField(), { target: { value: "old acme" } });
    expect(isDisabled("Assign")).toBe(true);
    answer({ ...CHOICES, q: "old acme", vendors: [], named: { vendorId: "17", name: "Acme", isArchived: false } });
    expect(options()).toEqual(["Acme"]);
    answer({ ...CHOICES, q: "old acme", vendors: [], named: { vendorId: "17", name: "Acme", isArchived: true } });
    expect(options()).toEqual([]);
    expect(inDialog().getByText("Acme is archived. Restore it to assign SKUs to it.")).toBeDefined();
  });

  it("offers to search again where a search got no answer", () => {
    const { fail, onRetry } = renderModal();
    fireEvent.focus(vendorField());
    fail();
    expect(inDialog().getByRole("status").textContent).toBe("The vendors could not be read.");
    fireEvent.click(buttonOf("Try again"));
    expect(onRetry).toHaveBeenCalledOnce();
    expect(document.activeElement).toBe(vendorField());
  });
});

describe("RemoveVendorModal", () => {
  it("removes the preferred vendors, all, or a certain one, and says what becomes of the SKUs", () => {
    const onRemove = vi.fn();
    const props = {
      count: 1200,
      search: vendorSearch({ choices: CHOICES }),
      saving: false,
      onRemove,
      onClose: vi.fn(),
    };
    renderInPolaris(<RemoveVendorModal {...props} />);
    expect(inDialog().getByText("Remove a vendor from 1,200 SKUs")).toBeDefined();
    expect(inDialog().getByText(/SKUs without any vendor become unassigned/)).toBeDefined();
    fireEvent.click(buttonOf("Remove"));
    expect(onRemove).toHaveBeenLastCalledWith({ whom: "preferred" });
    fireEvent.click(inDialog().getByLabelText("All vendors"));
    fireEvent.click(buttonOf("Remove"));
    expect(onRemove).toHaveBeenLastCalledWith({ whom: "all" });
    fireEvent.click(inDialog().getByLabelText("A certain vendor"));
    expect(isDisabled("Remove")).toBe(true);
    fireEvent.focus(vendorField());
    choose("Acme");
    fireEvent.click(buttonOf("Remove"));
    expect(onRemove).toHaveBeenLastCalledWith({ vendorId: "17" });
  });
});

describe("RemoveItemVendorModal", () => {
  it.each([
    [ACME, true, /The SKU is unassigned then/],
    [ACME, false, /ordered from another of its vendors then/],
    [BRIGHTSIDE, false, /ordered from the same vendor as before/],
  ])("says what becomes of the SKU", (vendor, isOnly, effect) => {
    const props = { vendor, isOnly, saving: false, onRemove: vi.fn(), onClose: vi.fn() };
    renderInPolaris(<RemoveItemVendorModal {...props} />);
    expect(inDialog().getByText(effect)).toBeDefined();
  });
});
