import { fireEvent, screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { applyAnswers } from "~/components/order-answers";
import { describeEdit, describeRounding, describeSizes } from "~/components/order-line-words";
import { OrderQuantityField, type OrderQuantityFieldProps } from "~/components/order-quantity-field";
import { parseOrderQuantity } from "~/components/order-quantity-text";
import { createShopFormats } from "~/components/shop-formats";
import { VendorOrderSheet } from "~/components/vendor-order-sheet";
import { VendorOrderTable } from "~/components/vendor-order-table";
import { VendorOrderTotals } from "~/components/vendor-order-totals";
import type { VendorOrderTotals as Totals } from "~/reports/vendor-order";
import { DEFAULT_ORDER_QUERY } from "~/reports/vendor-order-query";
import { wordsOf } from "~/words/all-words.server";
import { EXAMPLE_ORDER, makeLine } from "./order-lines";
import { renderInPolaris } from "./render-in-polaris";

const words = wordsOf("en");
const formats = createShopFormats({ locale: "en-GB", timeZone: "Europe/London" }, words);
const edit = { wantedQuantity: 30, suggestedQuantity: 48, editedAt: "2026-03-01T10:00:00.000Z", actor: "user 1" };

describe("a quantity as it is typed", () => {
  it.each([
    ["36", 36],
    [" 7 ", 7],
    ["0", 0],
    ["1000000", 1_000_000],
    ["", null],
  ])("is read: %j", (text, wanted) => {
    expect(parseOrderQuantity(text, words.t)).toEqual({ ok: true, wanted });
  });

  it.each([
    ["-1", "Can't be negative."],
    ["1.5", "Must be a whole number of units, digits alone."],
    ["1,200", "Must be a whole number of units, digits alone."],
    ["1e12", "Must be a whole number of units, digits alone."],
    ["abc", "Must be a whole number of units, digits alone."],
    ["١٢", "Must be a whole number of units, digits alone."],
    ["1000001", "Must be at most 1,000,000."],
    ["9".repeat(400), "Must be at most 1,000,000."],
  ])("is refused with a reason: %j", (text, error) => {
    expect(parseOrderQuantity(text, words.t)).toEqual({ ok: false, error });
  });
});

describe("the words about a quantity", () => {
  const sizes = { minimumOrderQuantity: 20, packSize: 12 };

  it("tell why it is more than was wanted", () => {
    expect(describeRounding(30, { ...sizes, minimumOrderQuantity: 24 }, formats)).toBe(
      "Rounded up from 30: packs of 12",
    );
    expect(describeRounding(5, { ...sizes, packSize: 1 }, formats)).toBe("Raised from 5: minimum 20");
    expect(describeRounding(5, sizes, formats)).toBe("Raised from 5: minimum 20, in packs of 12");
    expect(describeRounding(36, sizes, formats)).toBeUndefined();
  });

  it("tell what the vendor sells at once", () => {
    expect(describeSizes(sizes, formats)).toBe("packs of 12, minimum 20");
    expect(describeSizes({ minimumOrderQuantity: 1, packSize: 1 }, formats)).toBe("single units");
  });

  it("tell that the suggestion has changed since", () => {
    expect(describeEdit(makeLine({ quantity: 36, suggestedQuantity: 60, edit }), formats)).toEqual([
      "Rounded up from 30: packs of 12.",
      "Suggested 48 when this was entered; now 60.",
    ]);
  });

  it("tell that what was entered fits the packs no more, instead of changing it", () => {
    expect(describeEdit(makeLine({ quantity: 36, packSize: 10, edit }), formats)).toEqual([
      "Sold in packs of 10, minimum 24 since then: enter 40.",
    ]);
  });
});

describe("the words about a quantity, in German", () => {
  const german = createShopFormats({ locale: "de", timeZone: "Europe/Berlin" }, wordsOf("de"));

  it("tell the same", () => {
    const sizes = { minimumOrderQuantity: 2_000, packSize: 12 };
    expect(describeRounding(5, sizes, german)).toBe("Von 5 angehoben: Mindestmenge 2.000, in Packungen zu 12");
    expect(describeEdit(makeLine({ quantity: 36, suggestedQuantity: null, packSize: 10, edit }), german)).toEqual([
      "Inzwischen gilt: Packungen zu 10, Mindestmenge 24. Geben Sie 40 ein.",
      "Vorschlag bei der Eingabe: 48; jetzt: nichts.",
    ]);
  });
});

describe("OrderQuantityField", () => {
  function renderField(changes: Partial<OrderQuantityFieldProps> = {}) {
    const onSave = vi.fn();
    const line = makeLine();
    const element = (more: Partial<OrderQuantityFieldProps> = {}) => (
      <OrderQuantityField line={line} state="idle" onSave={onSave} {...changes} {...more} />
    );
    const { rerender } = renderInPolaris(element());
    return {
      onSave,
      again: (more: Partial<OrderQuantityFieldProps>) => {
        rerender(element(more));
      },
    };
  }
  const field = () => screen.getByRole<HTMLInputElement>("textbox", { name: "Quantity of Mug · Red · MUG-RED" });
  const type = (value: string) => fireEvent.change(field(), { target: { value } });

  it("shows the reason of a rounding while it is typed, and saves when the field is left", () => {
    const { onSave } = renderField();
    type("30");
    expect(screen.getByText("Becomes 36. Rounded up from 30: packs of 12.")).toBeDefined();
    expect(onSave).not.toHaveBeenCalled();
    fireEvent.blur(field());
    expect(onSave).toHaveBeenCalledExactlyOnceWith(30);
  });

  it("saves at Enter, once", () => {
    const { onSave, again } = renderField();
    type("30");
    fireEvent.submit(field());
    again({ state: "saving" });
    fireEvent.blur(field());
    expect(onSave).toHaveBeenCalledExactlyOnceWith(30);
    expect(screen.getByText("Saving…")).toBeDefined();
  });

  it("shows what was stored, and that it is", () => {
    const { again } = renderField();
    type("30");
    fireEvent.blur(field());
    again({ line: makeLine({ quantity: 36, edit }), state: "saved" });
    expect(field().value).toBe("36");
    expect(screen.getByText("Rounded up from 30: packs of 12.")).toBeDefined();
    expect(screen.getByText("Saved")).toBeDefined();
  });

  it("keeps what was typed while the answer was under way", () => {
    const { again } = renderField();
    type("30");
    fireEvent.blur(field());
    type("300");
    again({ line: makeLine({ quantity: 36, edit }), state: "saved" });
    expect(field().value).toBe("300");
  });

  it("says in place what can't be ordered, and saves nothing of it", () => {
    const { onSave } = renderField();
    type("1.5");
    fireEvent.blur(field());
    expect(field().getAttribute("aria-invalid")).toBe("true");
    expect(screen.getByText("Must be a whole number of units, digits alone.")).toBeDefined();
    expect(onSave).not.toHaveBeenCalled();
  });

  it("saves nothing where nothing was changed", () => {
    const { onSave } = renderField();
    fireEvent.blur(field());
    type("48");
    fireEvent.blur(field());
    expect(onSave).not.toHaveBeenCalled();
  });

  it("goes back to the suggestion by its button, or by an emptied field", () => {
    const { onSave } = renderField({ line: makeLine({ quantity: 36, edit }) });
    fireEvent.click(screen.getByRole("button", { name: "Reset to suggestion: Mug · Red · MUG-RED" }));
    type("");
    fireEvent.blur(field());
    expect(onSave.mock.calls).toEqual([[null], [null]]);
  });

  it("keeps what was typed when it could not be stored, and says why", () => {
    const { again } = renderField();
    type("30");
    fireEvent.blur(field());
    again({ problem: "Perhaps not saved: the app did not answer." });
    expect(field().value).toBe("30");
    expect(screen.getByText("Perhaps not saved: the app did not answer.")).toBeDefined();
  });
});

describe("answers that come after the page", () => {
  const totals = (second: number): Totals => ({
    ...EXAMPLE_ORDER.totals,
    units: second,
    readAt: `2026-03-01T10:00:0${second}.000Z`,
  });
  const page = { lines: [makeLine({ variantId: "1" }), makeLine({ variantId: "2" })], totals: totals(2) };

  it("count by when they were read, not by when they came", () => {
    const later = { lines: [makeLine({ variantId: "2", quantity: 4 })], totals: totals(4) };
    const earlier = { lines: [makeLine({ variantId: "2", quantity: 3 })], totals: totals(3) };
    const { lines, totals: latest } = applyAnswers(page, [later, earlier]);
    expect(lines.map((line) => line.quantity)).toEqual([48, 4]);
    expect(latest.units).toBe(4);
  });

  it("end where the page was read after them", () => {
    const before = { lines: [makeLine({ variantId: "2", quantity: 1 })], totals: totals(1) };
    expect(applyAnswers(page, [before])).toEqual(page);
  });
});

describe("VendorOrderTotals", () => {
  function renderTotals(changes: Partial<Totals> = {}) {
    renderInPolaris(<VendorOrderTotals {...EXAMPLE_ORDER} totals={{ ...EXAMPLE_ORDER.totals, ...changes }} />);
    return screen.getAllByRole("definition").map((value) => value.textContent);
  }

  it("are the vendor's currency, and the shop's by its rate, and below the minimum by so much", () => {
    expect(renderTotals()).toEqual(["3 of 20 SKUs", "96", "€380.00 £323.00 at your exchange rate", "1"]);
    expect(screen.getByText("Below the minimum order value of €500.00 by €120.00")).toBeDefined();
  });

  it("name the lines that they leave out", () => {
    const [, , value] = renderTotals({ linesWithoutCost: 2, valueInShopCurrency: null });
    expect(value).toBe("€380.00 without 2 lines that have no cost");
    expect(screen.getByText("2 lines whose unit cost is not known do not count in it.")).toBeDefined();
  });

  it("have no value where no line has a cost, instead of a false 0", () => {
    expect(renderTotals({ linesWithoutCost: 3, value: 0 })[2]).toContain("No line has a unit cost");
  });

  it("say that the minimum is reached", () => {
    renderTotals({ minimum: { kind: "reached", by: 30 } });
    expect(screen.getByText("Above the minimum order value of €500.00 by €30.00")).toBeDefined();
  });
});

describe("VendorOrderTable", () => {
  it("names why a line has no suggestion and no cost", () => {
    renderInPolaris(
      <VendorOrderTable
        lines={[makeLine({ suggestedQuantity: null, status: "untracked", unitCost: null, lineValue: null })]}
        currency="EUR"
        query={DEFAULT_ORDER_QUERY}
        onOrderChange={vi.fn()}
        onNextPage={undefined}
        onPreviousPage={undefined}
        loading={false}
        narrow={false}
        renderQuantity={() => null}
      />,
    );
    expect(screen.getByText("None. Shopify does not track this variant's stock.")).toBeDefined();
    expect(screen.getAllByText("None. No unit cost is known in the currency that the vendor charges.")).toHaveLength(2);
    expect(screen.getByRole("link", { name: "Mug" }).getAttribute("href")).toBe("/app/items/7");
  });
});

describe("VendorOrderSheet", () => {
  it("holds what the vendor needs: who orders what, and for how much", () => {
    const lines = [makeLine(), makeLine({ variantId: "8", vendorSku: null, unitCost: null, lineValue: null })];
    const totals = { ...EXAMPLE_ORDER.totals, linesWithoutCost: 1 };
    renderInPolaris(<VendorOrderSheet {...EXAMPLE_ORDER} totals={totals} lines={lines} toolbar={null} />);
    expect(screen.getAllByRole("row").map((row) => row.textContent)).toEqual([
      "Your SKUOur SKUProductQuantityUnit costValue",
      "V-7MUG-REDMug, Red48€2.50€120.00",
      "–MUG-REDMug, Red48––",
      "Total96€380.00",
      "– : the unit cost is not agreed yet; the total does not include it.",
    ]);
    for (const text of ["Gift Shop", "1 Mar 2026"]) expect(screen.getByText(text)).toBeDefined();
    expect(screen.getByText(/orders@acme\.example/).textContent).toContain("Acme");
  });
});
