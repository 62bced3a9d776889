import { setViewportWidth } from "./browser-stand-ins";
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { USUAL_LOOK } from "~/components/list-look";
import type { LiveAnswer } from "~/components/live-rows";
import { VendorChoices, type VendorFinder } from "~/components/filters/vendor-choices";
import { ReorderList, type ReorderListProps } from "~/components/reorder-list";
import { TermField } from "~/components/term-field";
import { useRowSelection } from "~/components/row-selection";
import { defaultReorderQuery, serializeReorderQuery, type ReorderQuery } from "~/reports/reorder-query";
import type { ReorderRow } from "~/reports/reorder-row";
import { renderInPolaris } from "./render-in-polaris";
import { newVariantRow, reorderRow } from "./reorder-rows";
import { foundVendors, vendorSearch } from "./vendor-searches";

const unanswered = new Promise<LiveAnswer>(() => undefined);
const Vendors: VendorFinder = (props) => (
  <VendorChoices {...props} search={vendorSearch({ choices: foundVendors({ 7: "Northlight" }) })} />
);
const LOCATIONS = [
  { value: "31", label: "Warehouse" },
  { value: "32", label: "Shop floor" },
];

function listProps(changes: Partial<ReorderListProps> = {}): ReorderListProps {
  return {
    rows: [reorderRow()],
    previous: null,
    next: null,
    live: unanswered,
    query: defaultReorderQuery("all"),
    onQueryChange: () => undefined,
    vendor: { vendorId: "7", name: "Northlight" },
    Vendors,
    locations: LOCATIONS,
    choosesDeciles: true,
    loading: false,
    isPhone: false,
    selection: { selected: [], isWholeList: false, select: vi.fn(), selectWholeList: vi.fn(), clear: vi.fn() },
    actions: [],
    listSize: 1,
    views: [],
    viewId: null,
    viewChanges: { onSelect: vi.fn(), onCreate: vi.fn(), onRename: vi.fn(), onDelete: vi.fn() },
    onViewOverwrite: undefined,
    look: USUAL_LOOK,
    onLookChange: () => undefined,
    Editor: () => null,
    emptyTitle: "There is nothing to plan yet",
    emptyExplanation: "Add products in Shopify.",
    ...changes,
  };
}

function renderList(changes: Partial<ReorderListProps> = {}) {
  const onQueryChange = vi.fn<ReorderListProps["onQueryChange"]>();
  const props = listProps({ onQueryChange, ...changes });
  return { onQueryChange, props, ...renderInPolaris(<ReorderList {...props} />) };
}

/** The bar of filters; headings of the table bear some of the same names. */
function filterBar() {
  return within(screen.getByRole("search"));
}

function openFilter(name: string): void {
  fireEvent.click(filterBar().getByRole("button", { name }));
}

/** The cells of a variant's row, by their headings. */
function cellsOf(title: string): Record<string, string> {
  const row = screen.getByRole("link", { name: title }).closest("tr");
  if (!row) throw new Error(`${title} is not in a table row`);
  const headings = screen.getAllByRole("columnheader").map((heading) => heading.textContent);
  const cells = within(row).getAllByRole("cell");
  return Object.fromEntries(cells.map((cell, index) => [headings[index] ?? "", cell.textContent.trim()]));
}

afterEach(() => {
  setViewportWidth();
});

describe("ReorderList", () => {
  it("shows a variant's figures in the shop's language and currency", () => {
    renderList();
    expect(cellsOf("Hanging lantern")).toMatchObject({
      Product: "Hanging lanternRed",
      SKU: "LANTERN-RED",
      Status: "Reorder now",
      "To order": "155",
      "Order value": "£325.50",
      Available: "12",
      Incoming: "0",
      "Sells a day": "3.20",
      "Days of cover": "3.8",
      "Reorder point": "71",
      Decile: "1",
      Vendor: "Northlight",
    });
  });

  it("says that none is left where more is sold than there is, in the place of days below 0", () => {
    renderList({ rows: [reorderRow({ available: -5, daysOfCover: -1.5625 })] });
    expect(cellsOf("Hanging lantern")).toMatchObject({ Available: "-5", "Days of cover": "none left" });
  });

  it("leads from a title to the variant's page", () => {
    renderList();
    expect(screen.getByRole("link", { name: "Hanging lantern" }).getAttribute("href")).toBe("/app/items/101");
  });

  it("shows a dash with its reason where a value does not exist, and never a 0", () => {
    renderList({ rows: [newVariantRow({ sku: null, vendor: null, vendorId: null, unitCost: null })] });
    const reason = "–None. Only 0 days of history; planning needs at least 2.";
    expect(cellsOf("Hanging lantern")).toMatchObject({
      SKU: "–None. This variant has no SKU in Shopify.",
      Status: "Too little history",
      "To order": reason,
      "Order value": reason,
      "Sells a day": reason,
      "Days of cover": reason,
      "Reorder point": reason,
      Decile: "–None. Nothing was sold in the demand window.",
      Vendor: "Unassigned. No vendor supplies this SKU.",
    });
  });

  it("lists the same figures under one another where columns do not fit", () => {
    setViewportWidth(375);
    renderList({ rows: [reorderRow({ orderValue: null, unitCost: null })] });
    expect(screen.queryByRole("table")).toBeNull();
    const item = screen.getByRole("link", { name: "Hanging lantern" }).closest("li");
    if (!item) throw new Error("The variant is not in a list");
    expect(within(item).getByText("Red · LANTERN-RED · Northlight")).toBeDefined();
    const terms = within(item)
      .getAllByRole("term")
      .map((term) => term.textContent);
    const figures = within(item)
      .getAllByRole("definition")
      .map((figure) => figure.textContent);
    expect(Object.fromEntries(terms.map((term, index) => [term, figures[index]]))).toMatchObject({
      "To order": "155",
      "Order value": "–None. No unit cost is entered in Shopify.",
      "Days of cover": "3.8",
    });
  });

  it("asks for another order by a click on a heading, from the first page", () => {
    const { onQueryChange } = renderList({ query: { ...defaultReorderQuery("all"), after: "cursor" } });
    fireEvent.click(within(screen.getByRole("table")).getByRole("button", { name: /Days of cover/ }));
    expect(onQueryChange).toHaveBeenLastCalledWith(
      expect.objectContaining({ sort: "daysOfCover", direction: "asc", after: undefined, before: undefined }),
      undefined,
    );
  });

  it("turns the direction of the column that is sorted by", () => {
    const { onQueryChange } = renderList();
    fireEvent.click(within(screen.getByRole("table")).getByRole("button", { name: /To order/ }));
    expect(onQueryChange).toHaveBeenLastCalledWith(
      expect.objectContaining({ sort: "suggestedOrderQuantity", direction: "asc" }),
      undefined,
    );
  });

  it("asks for the next and the previous page by their cursors", () => {
    const { onQueryChange } = renderList({ previous: "back", next: "on" });
    const turning = () => screen.getByRole("table").closest('[class*="turning"]');
    expect(turning()).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Next" }));
    // Shows that it was asked for in the frame of the click.
    expect(turning()).not.toBeNull();
    expect(onQueryChange).toHaveBeenLastCalledWith(
      expect.objectContaining({ after: "on", before: undefined }),
      undefined,
    );
    fireEvent.click(screen.getByRole("button", { name: "Previous" }));
    expect(onQueryChange).toHaveBeenLastCalledWith(
      expect.objectContaining({ after: undefined, before: "back" }),
      undefined,
    );
  });

  describe("search", () => {
    afterEach(() => {
      vi.useRealTimers();
    });

    it("is asked for once, when the typing pauses", () => {
      vi.useFakeTimers();
      const { onQueryChange } = renderList();
      const field = screen.getByPlaceholderText("Search by SKU, title or barcode");
      fireEvent.change(field, { target: { value: "lan" } });
      act(() => {
        vi.advanceTimersByTime(200);
      });
      fireEvent.change(field, { target: { value: "lantern" } });
      act(() => {
        vi.advanceTimersByTime(299);
      });
      expect(onQueryChange).not.toHaveBeenCalled();
      act(() => {
        vi.advanceTimersByTime(1);
      });
      expect(onQueryChange).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ q: "lantern" }), {
        replace: false,
      });
    });

    it("follows the address when one goes back", () => {
      const { rerender, props } = renderList({ query: { ...defaultReorderQuery("all"), q: "lantern" } });
      rerender(<ReorderList {...props} query={defaultReorderQuery("all")} />);
      expect(screen.getByPlaceholderText<HTMLInputElement>("Search by SKU, title or barcode").value).toBe("");
    });
  });

  describe("filters", () => {
    const filtered: ReorderQuery = {
      ...defaultReorderQuery("all"),
      statuses: ["out-of-stock", "reorder-now"],
      demandClasses: ["lumpy", "new"],
      vendorId: "7",
      deciles: [1, 2],
      locationId: "31",
    };

    it("show what is applied in words", () => {
      renderList({ query: filtered });
      for (const label of [
        "Out of stock, Reorder now",
        "Vendor: Northlight",
        "Decile: 1, 2",
        "Demand: Lumpy, New",
        "Stocked at: Warehouse",
      ]) {
        expect(screen.getAllByText(label).length, label).toBeGreaterThan(0);
      }
    });

    it("add a status, from the first page", async () => {
      const { onQueryChange } = renderList({ query: { ...defaultReorderQuery("all"), after: "cursor" } });
      openFilter("Status");
      fireEvent.click(screen.getByRole("checkbox", { name: "Overstock" }));
      expect(onQueryChange).toHaveBeenLastCalledWith(
        expect.objectContaining({ statuses: ["overstock"], after: undefined }),
        undefined,
      );
    });

    it("choose a vendor, also none", async () => {
      const { onQueryChange } = renderList();
      openFilter("Vendor");
      fireEvent.click(screen.getByRole("radio", { name: "Unassigned" }));
      expect(onQueryChange).toHaveBeenLastCalledWith(expect.objectContaining({ vendorId: "none" }), undefined);
    });

    it("keep a choice that is still loading when another one follows", async () => {
      const { onQueryChange, props, rerender } = renderList();
      openFilter("Status");
      fireEvent.click(screen.getByRole("checkbox", { name: "Overstock" }));
      rerender(<ReorderList {...props} loading />);
      expect(screen.getByRole<HTMLInputElement>("checkbox", { name: "Overstock" }).checked).toBe(true);
      fireEvent.click(screen.getByRole("checkbox", { name: "Healthy" }));
      expect(onQueryChange).toHaveBeenLastCalledWith(
        expect.objectContaining({ statuses: ["overstock", "healthy"] }),
        undefined,
      );
    });

    it("do not offer the vendor on a vendor's page, nor the deciles on Fast Movers", () => {
      renderList({ Vendors: undefined, choosesDeciles: false });
      expect(filterBar().queryByRole("button", { name: "Vendor" })).toBeNull();
      expect(filterBar().queryByRole("button", { name: "Velocity decile" })).toBeNull();
      expect(filterBar().getByRole("button", { name: "Status" })).toBeDefined();
    });

    it("can be cleared where nothing matches", () => {
      const { onQueryChange } = renderList({ rows: [], query: { ...filtered, q: "lamp" } });
      expect(screen.getByText("No SKUs match")).toBeDefined();
      fireEvent.click(screen.getByRole("button", { name: "Clear search and filters" }));
      expect(onQueryChange).toHaveBeenLastCalledWith(
        expect.objectContaining({
          q: "",
          statuses: [],
          demandClasses: [],
          deciles: [],
          vendorId: undefined,
          locationId: undefined,
        }),
        undefined,
      );
    });

    it("are not blamed for a shop without variants", () => {
      renderList({ rows: [] });
      expect(screen.getByText("There is nothing to plan yet")).toBeDefined();
      expect(screen.queryByText("No SKUs match")).toBeNull();
    });
  });

  describe("live quantities", () => {
    it("replace the rows that had changed, and say so", async () => {
      const answer: LiveAnswer = {
        kind: "live",
        changedRows: [reorderRow({ available: 3, suggestedOrderQuantity: 164, orderValue: 344.4 })],
      };
      renderList({
        live: Promise.resolve(answer),
        rows: [reorderRow(), reorderRow({ variantId: "102", productTitle: "Vase" })],
      });
      expect(
        await screen.findByText("Stock checked with Shopify just now: 1 SKU had changed and was planned anew."),
      ).toBeDefined();
      expect(cellsOf("Hanging lantern")).toMatchObject({ Available: "3", "To order": "164", "Order value": "£344.40" });
      expect(cellsOf("Vase")).toMatchObject({ Available: "12", "To order": "155" });
    });

    it("keep their word while a list that follows the shop checks again, so that nobody is told each time", async () => {
      vi.useFakeTimers();
      onTestFinished(() => {
        vi.useRealTimers();
      });
      const passMs = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
      const { props, rerender } = renderList({ live: Promise.resolve({ kind: "checked-lately" }) });
      await passMs(0);
      await passMs(1_000);
      rerender(<ReorderList {...props} live={unanswered} />);
      await passMs(200);
      expect(screen.getByText("Stock checked with Shopify within the last minute.")).toBeDefined();
      await passMs(200);
      expect(screen.getByText("Checking stock with Shopify…")).toBeDefined();
    });

    it("leave the page as it is when Shopify does not answer", async () => {
      renderList({ live: Promise.resolve({ kind: "unavailable" }) });
      expect(await screen.findByText(/Shopify did not answer just now/)).toBeDefined();
      expect(cellsOf("Hanging lantern")).toMatchObject({ Available: "12" });
    });

    it("leave the page as it is when the stream breaks off", async () => {
      renderList({ live: Promise.reject(new Error("aborted")) });
      expect(await screen.findByText(/Shopify did not answer just now/)).toBeDefined();
    });
  });
});

describe("selecting rows", () => {
  const rows = ["101", "102", "103"].map((variantId) =>
    reorderRow({ variantId, productTitle: `Lantern ${variantId}` }),
  );

  function SelectableList({ query, shown, act }: { query: ReorderQuery; shown: ReorderRow[]; act: () => void }) {
    const ids = shown.map((row) => row.variantId);
    const selection = useRowSelection(ids, serializeReorderQuery(query));
    const actions = [{ content: "Change planning terms", onAction: act }];
    const described = `${selection.isWholeList ? "all: " : ""}${selection.selected.join(",")}`;
    return (
      <>
        <output aria-label="Selected">{described}</output>
        <ReorderList {...listProps({ rows: shown, query, selection, actions, listSize: 120 })} />
      </>
    );
  }

  const everything = defaultReorderQuery("all");
  const selected = () => screen.getByRole("status", { name: "Selected" }).textContent;
  const checkboxOf = (title: string) => {
    const row = screen.getByRole("link", { name: title }).closest<HTMLElement>("tr, li");
    if (!row) throw new Error(`${title} has no row`);
    return within(row).getByRole("checkbox");
  };

  it.each([1280, 375])("marks single rows, in the list's order, at %o pixels", (width) => {
    setViewportWidth(width);
    const act = vi.fn();
    renderInPolaris(<SelectableList query={everything} shown={rows} act={act} />);
    fireEvent.click(checkboxOf("Lantern 103"));
    fireEvent.click(checkboxOf("Lantern 101"));
    expect(selected()).toBe("101,103");
    fireEvent.click(checkboxOf("Lantern 103"));
    expect(selected()).toBe("101");
    fireEvent.click(screen.getAllByRole("button", { name: "Change planning terms" })[0] ?? document.body);
    expect(act).toHaveBeenCalledOnce();
  });

  it.each([1280, 375])("reaches from the page to the whole list at %o pixels, and back", (width) => {
    setViewportWidth(width);
    renderInPolaris(<SelectableList query={everything} shown={rows} act={() => undefined} />);
    fireEvent.click(screen.getAllByRole("checkbox", { name: /Select all/ })[0] ?? document.body);
    expect(selected()).toBe("101,102,103");
    fireEvent.click(screen.getAllByRole("button", { name: "Select all 120 SKUs of this list" })[0] ?? document.body);
    expect(selected()).toBe("all: 101,102,103");
    fireEvent.click(checkboxOf("Lantern 102"));
    expect(selected()).toBe("101,103");
  });

  it("ends with another list, so that nothing out of sight is changed", () => {
    const act = () => undefined;
    const { rerender } = renderInPolaris(<SelectableList query={everything} shown={rows} act={act} />);
    fireEvent.click(checkboxOf("Lantern 101"));
    rerender(<SelectableList query={everything} shown={rows.map((row) => ({ ...row }))} act={act} />);
    expect(selected()).toBe("101");
    rerender(<SelectableList query={{ ...everything, q: "lantern" }} shown={rows} act={act} />);
    expect(selected()).toBe("");
    fireEvent.click(checkboxOf("Lantern 101"));
    rerender(<SelectableList query={{ ...everything, q: "lantern" }} shown={rows.slice(0, 2)} act={act} />);
    expect(selected()).toBe("");
  });
});

describe("views, columns and terms in the list", () => {
  const views = [
    { viewId: "7", name: "Air freight" },
    { viewId: "8", name: "Christmas" },
  ];

  it("leads to another view by its tab, and offers to save what was changed of this one", () => {
    const onSelect = vi.fn();
    const onViewOverwrite = vi.fn();
    const viewChanges = { onSelect, onCreate: vi.fn(), onRename: vi.fn(), onDelete: vi.fn() };
    renderList({ views, viewId: "7", viewChanges, onViewOverwrite });
    // Polaris keeps a copy of the tabs to measure them.
    fireEvent.click(within(screen.getByRole("tablist")).getByRole("tab", { name: "All", hidden: true }));
    expect(onSelect).toHaveBeenLastCalledWith(null);
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    expect(onViewOverwrite).toHaveBeenCalledOnce();
  });

  it("shows the columns that were chosen, in their order, each with its meaning", () => {
    const row = { ...reorderRow(), barcode: null };
    renderList({
      rows: [row],
      look: { columns: ["packSize", "leadTimeDays", "demandClass", "barcode"], density: "compact" },
    });
    const cells = cellsOf("Hanging lantern");
    expect(Object.keys(cells).slice(-4)).toEqual(["Pack size", "Lead time", "Demand class", "Barcode"]);
    expect(cells["Demand class"]).toBe("Lumpy");
    expect(cells.Barcode).toContain("This variant has no barcode in Shopify.");
    const heading = screen.getByRole("columnheader", { name: /Lead time/ });
    expect(heading.querySelector("[data-hint]")?.getAttribute("data-hint")).toBe(
      "Days from placing an order to having the goods. Sorts highest first",
    );
  });

  it.each([
    ["a desk", 1_280],
    ["a phone", 375],
  ])("draws the demand of the weeks on %s, and says what the line shows", (_name, width) => {
    setViewportWidth(width);
    const rows = [
      { ...reorderRow(), weeklyDemand: [3, 18, 12] },
      { ...newVariantRow({ variantId: "102" }), weeklyDemand: [null] },
    ];
    renderList({ rows, look: { columns: ["weeklyDemand"], density: "comfortable" } });
    const picture = screen.getByRole("img", { name: "Demand of the last 3 weeks: 3 to 18 a week, lately 12" });
    expect(picture.querySelector("path")?.getAttribute("d")).toBe("M2 15 8 2 14 7");
    expect(screen.getByText(/No whole week of its sales is known yet/)).toBeDefined();
  });

  it("turns a term into a field where it stands, and gives the focus back", async () => {
    const Editor: ReorderListProps["Editor"] = ({ row, term, onClose }) => (
      <TermField
        label={term}
        initialText={String(row[term])}
        error={undefined}
        saving={false}
        onSave={onSave}
        onLeave={onClose}
      />
    );
    const onSave = vi.fn();
    renderList({ look: { columns: ["leadTimeDays"], density: "comfortable" }, Editor });
    const open = () => {
      fireEvent.click(screen.getByRole("button", { name: /Lead time of Hanging lantern/ }));
      return screen.getByLabelText<HTMLInputElement>("leadTimeDays");
    };
    const field = open();
    expect([field.value, document.activeElement]).toEqual(["14", field]);
    fireEvent.change(field, { target: { value: "21" } });
    fireEvent.keyDown(field, { key: "Enter" });
    expect(onSave).toHaveBeenCalledExactlyOnceWith("21");
    fireEvent.keyDown(field, { key: "Escape" });
    await waitFor(() => {
      expect(document.activeElement).toBe(screen.getByRole("button", { name: /Lead time of Hanging lantern/ }));
    });
    const openAgain = open();
    // As when the window alone loses the focus.
    fireEvent.blur(openAgain);
    expect(document.activeElement).toBe(openAgain);
    act(() => {
      openAgain.blur();
    });
    expect(screen.queryByLabelText("leadTimeDays")).toBeNull();
    expect(onSave).toHaveBeenCalledOnce();
  });

  it("hands the focus of a row that leaves the list on to the same term of the next one", async () => {
    const look = { columns: ["leadTimeDays", "packSize"], density: "comfortable" } as const;
    const rows = ["Anchor", "Bell", "Candle"].map((productTitle, index) =>
      reorderRow({ variantId: String(index + 1), productTitle }),
    );
    const [anchor, bell, candle] = rows;
    if (!anchor || !bell || !candle) throw new Error("There are too few rows");
    const Editor: ReorderListProps["Editor"] = () => <input aria-label="field" autoFocus />;
    const { props, rerender } = renderList({ rows, look, Editor });
    const show = (shown: ReorderRow[]) => {
      rerender(<ReorderList {...props} rows={shown} />);
    };
    const expectFocusOn = (name: RegExp) =>
      waitFor(() => {
        expect(document.activeElement?.textContent).toMatch(name);
      });
    fireEvent.click(screen.getByRole("button", { name: /Pack size of Bell/ }));
    show([anchor, candle]);
    await expectFocusOn(/Pack size of Candle/);
    show([anchor]);
    await expectFocusOn(/Pack size of Anchor/);
    show([]);
    await expectFocusOn(/There is nothing to plan yet/);
  });

  it("says what is wrong with a term at its field, and sends nothing refused when that is left", () => {
    const [onSave, onLeave] = [vi.fn(), vi.fn()];
    renderInPolaris(
      <TermField
        label="Pack size"
        initialText="0"
        error="Must be at least 1."
        saving={false}
        onSave={onSave}
        onLeave={onLeave}
      />,
    );
    const field = screen.getByLabelText("Pack size");
    expect(field.getAttribute("aria-invalid")).toBe("true");
    expect(screen.getByText("Must be at least 1.")).toBeDefined();
    fireEvent.change(field, { target: { value: "-1" } });
    fireEvent.keyDown(field, { key: "Enter" });
    field.blur();
    expect([onSave.mock.calls, onLeave.mock.calls.length]).toEqual([[["-1"]], 1]);
  });

  it("keeps a term's field open while it is saved", () => {
    const [onSave, onLeave] = [vi.fn(), vi.fn()];
    renderInPolaris(
      <TermField label="Pack size" initialText="6" error={undefined} saving onSave={onSave} onLeave={onLeave} />,
    );
    for (const key of ["Enter", "Escape"]) fireEvent.keyDown(screen.getByLabelText("Pack size"), { key });
    expect([onSave, onLeave].flatMap(({ mock }) => mock.calls)).toEqual([]);
  });
});
