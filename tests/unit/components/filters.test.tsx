import { act, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { VendorChoices, type VendorFinder } from "~/components/filters/vendor-choices";
import { ReorderFilters, type ReorderFiltersProps } from "~/components/reorder-filters";
import type { VendorSearch } from "~/components/vendor-search";
import { defaultReorderQuery } from "~/reports/reorder-query";
import { renderInPolaris } from "./render-in-polaris";
import { foundVendors, vendorSearch } from "./vendor-searches";

const EVERYTHING = defaultReorderQuery("all");

function renderFilters(changes: Partial<ReorderFiltersProps> = {}) {
  const onQueryChange = vi.fn<ReorderFiltersProps["onQueryChange"]>();
  const props: ReorderFiltersProps = {
    query: EVERYTHING,
    onQueryChange,
    vendor: null,
    Vendors: () => null,
    locations: [],
    choosesDeciles: true,
    onViewOverwrite: undefined,
    loading: false,
    ...changes,
  };
  const { rerender } = renderInPolaris(<ReorderFilters {...props} />);
  const follow = () => {
    rerender(<ReorderFilters {...props} query={onQueryChange.mock.lastCall?.[0] ?? props.query} />);
  };
  const lastAsked = () => onQueryChange.mock.lastCall?.[0];
  return { onQueryChange, lastAsked, follow };
}

const button = (name: string) => screen.getByRole("button", { name });
const panel = () => screen.queryByRole("dialog");
const focused = () => document.activeElement;

/** Moves the focus as the Tab key and a click on something do. */
function focus(element: HTMLElement): void {
  act(() => {
    element.focus();
  });
}

describe("a filter's panel", () => {
  it.each([
    ["a click", (pill: HTMLElement) => fireEvent.click(pill)],
    ["the key down", (pill: HTMLElement) => fireEvent.keyDown(pill, { key: "ArrowDown" })],
  ])("opens by %s, bears the filter's name, and takes the focus to its first choice", (_by, open) => {
    renderFilters();
    expect(panel()).toBeNull();
    open(button("Status"));
    expect(screen.getByRole("dialog", { name: "Status" }).id).toBe(button("Status").getAttribute("aria-controls"));
    expect(button("Status").getAttribute("aria-expanded")).toBe("true");
    expect(focused()).toBe(screen.getAllByRole("checkbox")[0]);
  });

  it("closes by Escape, and gives the focus back", () => {
    renderFilters();
    fireEvent.click(button("Status"));
    fireEvent.keyDown(screen.getByRole("checkbox", { name: "Overstock" }), { key: "Escape" });
    expect(panel()).toBeNull();
    expect(focused()).toBe(button("Status"));
    expect(button("Status").getAttribute("aria-expanded")).toBe("false");
  });

  it("closes by a click beside it, and stays open for one in it", () => {
    renderFilters();
    fireEvent.click(button("Status"));
    fireEvent.click(screen.getByText("Overstock"));
    expect(panel()).not.toBeNull();
    fireEvent.click(document.body);
    expect(panel()).toBeNull();
    expect(focused()).toBe(button("Status"));
  });

  it("closes when the focus leaves it for something else, and lets it go", () => {
    renderFilters();
    fireEvent.click(button("Status"));
    focus(button("To order"));
    expect(panel()).toBeNull();
    expect(focused()).toBe(button("To order"));
  });

  it("follows its button when that is moved, and stays where it is for what scrolls in it", () => {
    renderFilters();
    const box = vi.spyOn(button("Status"), "getBoundingClientRect");
    const isAt = (left: number) => box.mockReturnValue(DOMRect.fromRect({ x: left, width: 60, height: 20 }));
    vi.spyOn(document.documentElement, "clientWidth", "get").mockReturnValue(1_000);
    isAt(10);
    fireEvent.click(button("Status"));
    isAt(40);
    fireEvent.scroll(screen.getByRole("dialog"));
    expect(panel()?.style.left).toBe("10px");
    fireEvent.scroll(screen.getByRole("search"));
    expect(panel()?.style.left).toBe("40px");
  });

  it("can be cleared beside its name, which has the focus then", () => {
    const { lastAsked } = renderFilters({ query: { ...EVERYTHING, statuses: ["overstock"] } });
    fireEvent.click(button("Clear: Status"));
    expect(lastAsked()?.statuses).toEqual([]);
    expect(focused()).toBe(button("Overstock"));
  });

  it("can be cleared in it, which closes it", () => {
    const { lastAsked } = renderFilters({ query: { ...EVERYTHING, toOrder: true } });
    fireEvent.click(button("Only what is to be ordered"));
    fireEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Clear" }));
    expect(lastAsked()?.toOrder).toBeUndefined();
    expect(panel()).toBeNull();
  });
});

describe("a filter of thousands of choices", () => {
  const locations = Array.from({ length: 2_000 }, (_, index) => ({ value: String(index), label: `Shop ${index}` }));
  const choices = () => screen.getAllByRole("radio").map((radio) => radio.closest("label")?.textContent);

  it("shows the first ones and says how many there are besides", () => {
    renderFilters({ locations });
    fireEvent.click(button("Stocked at"));
    expect(choices()).toEqual(locations.slice(0, 100).map(({ label }) => label));
    expect(screen.getByText("1,900 more. Type to find one.")).toBeDefined();
  });

  it("shows the chosen one, and finds others by what is typed", () => {
    const { lastAsked } = renderFilters({ locations, query: { ...EVERYTHING, locationId: "1500" } });
    fireEvent.click(button("Stocked at: Shop 1500"));
    expect(choices().slice(0, 2)).toEqual(["Shop 1500", "Shop 0"]);
    fireEvent.change(screen.getByRole("searchbox", { name: "Search: Locations" }), { target: { value: "shop 199" } });
    expect(choices()).toHaveLength(11);
    fireEvent.click(screen.getByRole("radio", { name: "Shop 1999" }));
    expect(lastAsked()?.locationId).toBe("1999");
  });
});

describe("the filter of the vendors", () => {
  const ADA = { vendorId: "7", name: "Ada" };
  const choices = () => screen.queryAllByRole("radio").map((radio) => radio.closest("label")?.textContent);
  const note = () => screen.getAllByRole("status").at(-1)?.textContent;

  function openVendors(search: Partial<VendorSearch>, changes: Partial<ReorderFiltersProps> = {}) {
    const asked = vendorSearch(search);
    const Vendors: VendorFinder = (props) => <VendorChoices {...props} search={asked} />;
    const filters = renderFilters({ Vendors, ...changes });
    fireEvent.click(within(screen.getByRole("search")).getByRole("button", { name: /^Vendor/ }));
    return { ...asked, ...filters };
  }

  it("searches for vendors from when it is opened, with the focus where one types, and offers nobody meanwhile", () => {
    const { onSearch } = openVendors({ choices: undefined, isSearching: true });
    expect(choices()).toEqual(["Unassigned"]);
    expect(note()).toBe("Searching vendors");
    const field = screen.getByRole("searchbox", { name: "Search: Vendors" });
    expect(focused()).toBe(field);
    fireEvent.change(field, { target: { value: " ada " } });
    expect(onSearch).toHaveBeenLastCalledWith("ada");
  });

  it("shows who was found, the chosen one always, and says how many there are besides", () => {
    const found = foundVendors({ 8: "Brightside" }, { more: 2_950 });
    openVendors({ choices: found }, { vendor: ADA, query: { ...EVERYTHING, vendorId: "7" } });
    expect(choices()).toEqual(["Unassigned", "Ada", "Brightside"]);
    expect(screen.getByRole<HTMLInputElement>("radio", { name: "Ada" }).checked).toBe(true);
    expect(note()).toBe("2,949 more. Type to find one.");
  });

  it("leaves all where they are when another is chosen, which the arrow keys do from one to the next", () => {
    const found = foundVendors({ 7: "Ada", 8: "Brightside", 9: "Castle" });
    const { follow } = openVendors({ choices: found }, { vendor: ADA, query: { ...EVERYTHING, vendorId: "7" } });
    for (const name of ["Brightside", "Castle"]) {
      fireEvent.click(screen.getByRole("radio", { name }));
      follow();
      expect(choices()).toEqual(["Unassigned", "Ada", "Brightside", "Castle"]);
    }
  });

  it("still has who was chosen from a search after that is cleared", () => {
    const Vendors: VendorFinder = (props) => <VendorChoices {...props} search={found} />;
    let found = vendorSearch({ choices: foundVendors({ 99: "Zoe" }, { q: "zoe" }) });
    const { follow } = renderFilters({ Vendors });
    fireEvent.click(within(screen.getByRole("search")).getByRole("button", { name: /^Vendor/ }));
    found = vendorSearch({ choices: foundVendors({ 7: "Ada" }) });
    fireEvent.click(screen.getByRole("radio", { name: "Zoe" }));
    follow();
    expect(choices()).toEqual(["Unassigned", "Ada", "Zoe"]);
    expect(screen.getByRole<HTMLInputElement>("radio", { name: "Zoe" }).checked).toBe(true);
  });

  it("shows only those that are meant by a search", () => {
    const found = foundVendors({ 8: "Brightside" }, { q: "bright" });
    openVendors({ choices: found }, { vendor: ADA, query: { ...EVERYTHING, vendorId: "7" } });
    expect(choices()).toEqual(["Brightside"]);
    expect(note()).toBe("1 found.");
  });

  it("says that nobody was found", () => {
    openVendors({ choices: foundVendors({}, { q: "zzz" }) });
    expect(choices()).toEqual([]);
    expect(note()).toBe("No vendor matches");
  });

  it("names who was chosen before the list is there that it asks for", () => {
    const { lastAsked, follow } = openVendors({ choices: foundVendors({ 8: "Brightside" }) });
    fireEvent.click(screen.getByRole("radio", { name: "Brightside" }));
    expect(lastAsked()?.vendorId).toBe("8");
    follow();
    expect(button("Vendor: Brightside")).toBeDefined();
  });

  it("names a vendor that is not there any more by its id", () => {
    openVendors({}, { query: { ...EVERYTHING, vendorId: "99" } });
    expect(button("Vendor: 99")).toBeDefined();
  });

  it("says where vendors could not be read, and tries again", () => {
    const { onRetry } = openVendors({ choices: undefined, hasFailed: true });
    expect(note()).toBe("The vendors could not be read.");
    const again = button("Try again");
    focus(again);
    fireEvent.click(again);
    expect(onRetry).toHaveBeenCalledOnce();
    expect(focused()).toBe(screen.getByRole("searchbox", { name: "Search: Vendors" }));
  });
});

describe("the search field", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const field = () => screen.getByRole<HTMLInputElement>("searchbox", { name: "Search by SKU, title or barcode" });
  const type = (value: string) => fireEvent.change(field(), { target: { value } });
  const pause = () => {
    act(() => {
      vi.advanceTimersByTime(300);
    });
  };

  it("asks for nothing while a letter is being put together", () => {
    const { onQueryChange, lastAsked } = renderFilters();
    fireEvent.compositionStart(field());
    type("ら");
    pause();
    fireEvent.keyDown(field(), { key: "Escape", isComposing: true });
    expect([field().value, onQueryChange.mock.calls]).toEqual(["ら", []]);
    fireEvent.compositionEnd(field());
    pause();
    expect(lastAsked()?.q).toBe("ら");
  });

  it.each([
    ["Escape", () => fireEvent.keyDown(field(), { key: "Escape" })],
    ["its button", () => fireEvent.click(button("Clear"))],
  ])("is cleared by %s", (_by, clear) => {
    const { lastAsked } = renderFilters({ query: { ...EVERYTHING, q: "lamp" } });
    clear();
    expect(field().value).toBe("");
    pause();
    expect(lastAsked()?.q).toBe("");
  });

  it("is cleared with all filters, also of what was just typed", () => {
    const { onQueryChange, lastAsked, follow } = renderFilters({ query: { ...EVERYTHING, toOrder: true } });
    type("lam");
    fireEvent.click(button("Clear all"));
    expect(focused()).toBe(button("Status"));
    follow();
    pause();
    expect(field().value).toBe("");
    expect(onQueryChange).toHaveBeenCalledOnce();
    expect(lastAsked()).toMatchObject({ q: "", toOrder: undefined });
  });
});

describe("sorting", () => {
  it("by another column keeps the direction, which is named as the column has it", () => {
    const { lastAsked, follow } = renderFilters({ query: { ...EVERYTHING, sort: "available", direction: "asc" } });
    fireEvent.click(button("Sort the results"));
    expect(focused()).toBe(screen.getByRole("radio", { name: "Available", checked: true }));
    expect(screen.getByRole("radio", { name: "Lowest first", checked: true })).toBeDefined();
    fireEvent.click(screen.getByRole("radio", { name: "SKU" }));
    expect(lastAsked()).toMatchObject({ sort: "sku", direction: "asc" });
    follow();
    fireEvent.click(screen.getByRole("radio", { name: "Z to A" }));
    expect(lastAsked()).toMatchObject({ sort: "sku", direction: "desc" });
  });
});
