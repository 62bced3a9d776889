import { act, fireEvent, screen, within } from "@testing-library/react";
import type { ReactElement } from "react";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { ListTable, type Paging, type TableColumn } from "~/components/list-table";
import { useRowSelection } from "~/components/row-selection";
import { CELL, TableRow } from "~/components/table-row";
import { renderInPolaris } from "./render-in-polaris";

type Sort = "name" | "stock";

const COLUMNS: readonly TableColumn<Sort>[] = [
  { id: "name", title: "Name", explanation: undefined, alignment: "start", sort: "name", firstDirection: "asc" },
  { id: "stock", title: "Stock", explanation: "On hand", alignment: "end", sort: "stock", firstDirection: "desc" },
  { id: "note", title: "Note", explanation: undefined, alignment: "start", sort: null, firstDirection: "asc" },
];
const NO_PAGES: Paging = { label: "Pages", onNextPage: undefined, onPreviousPage: undefined };
const IDS = ["1", "2"];

function row(id: string): ReactElement {
  return (
    <TableRow key={id} id={id} narrow={false}>
      <td className={CELL}>{`Item ${id}`}</td>
    </TableRow>
  );
}

interface TableProps {
  sort?: Sort;
  direction?: "asc" | "desc";
  onOrderChange?: (order: { sort: Sort; direction: "asc" | "desc" }) => void;
  loading?: boolean;
  rows?: readonly string[];
  paging?: Paging;
}

function table({ sort = "name", direction = "asc", rows = IDS, ...props }: TableProps) {
  return (
    <ListTable
      columns={COLUMNS}
      sort={sort}
      direction={direction}
      onOrderChange={props.onOrderChange ?? vi.fn()}
      paging={props.paging ?? NO_PAGES}
      loading={props.loading ?? false}
      narrow={false}
      emptyState="Nothing here"
    >
      {rows.map(row)}
    </ListTable>
  );
}

const heading = (name: string) => screen.getByRole("columnheader", { name });

describe("the head of a list's table", () => {
  it("says by what the rows are sorted, and by nothing else", () => {
    renderInPolaris(table({ sort: "stock", direction: "desc" }));
    expect(heading("Stock").getAttribute("aria-sort")).toBe("descending");
    expect(heading("Name").hasAttribute("aria-sort")).toBe(false);
    expect(within(heading("Note")).queryByRole("button")).toBeNull();
  });

  it("asks for the direction that matters first, and for the other one where the column is sorted by", () => {
    const onOrderChange = vi.fn();
    const { rerender } = renderInPolaris(table({ onOrderChange }));
    const click = (name: string) => fireEvent.click(screen.getByRole("button", { name }));
    click("Stock");
    click("Name");
    rerender(table({ sort: "stock", direction: "desc", onOrderChange }));
    click("Stock");
    expect(onOrderChange.mock.calls).toEqual([
      [{ sort: "stock", direction: "desc" }],
      [{ sort: "name", direction: "desc" }],
      [{ sort: "stock", direction: "asc" }],
    ]);
  });

  it("keeps its elements when the order changes, which has the browser lay out nothing anew", () => {
    const { rerender, container } = renderInPolaris(table({}));
    const elements = () => [...container.querySelectorAll("thead *")];
    const before = elements();
    rerender(table({ sort: "stock", direction: "desc" }));
    expect(elements()).toEqual(before);
    expect(elements().every((element, index) => element === before[index])).toBe(true);
  });
});

describe("a list's table", () => {
  it("says that other rows are on their way", () => {
    const { rerender } = renderInPolaris(table({}));
    expect(screen.getByRole("table").getAttribute("aria-busy")).toBe("false");
    rerender(table({ loading: true }));
    expect(screen.getByRole("table").getAttribute("aria-busy")).toBe("true");
    expect(screen.getByText("Loading…")).toBeDefined();
  });

  it("has what is empty in the place of its rows, and still leads to the page before", () => {
    const onPreviousPage = vi.fn();
    renderInPolaris(table({ rows: [], paging: { ...NO_PAGES, onPreviousPage } }));
    expect(screen.queryByRole("table")).toBeNull();
    expect(screen.getByText("Nothing here")).toBeDefined();
    fireEvent.click(screen.getByRole("button", { name: "Previous" }));
    expect(onPreviousPage).toHaveBeenCalledOnce();
  });

  it("can be reached by the keyboard once it is too wide for its place", () => {
    let tell: ((entries: { intersectionRatio: number }[]) => void) | undefined;
    class Observer extends window.IntersectionObserver {
      constructor(callback: IntersectionObserverCallback) {
        super(callback);
        tell = callback as typeof tell;
      }
    }
    vi.stubGlobal("IntersectionObserver", Observer);
    onTestFinished(() => {
      vi.unstubAllGlobals();
    });
    renderInPolaris(table({}));
    expect(screen.queryByRole("group")).toBeNull();
    act(() => tell?.([{ intersectionRatio: 0.8 }]));
    const scroller = screen.getByRole("group", { name: "Table, scrolls sideways" });
    expect(scroller.tabIndex).toBe(0);
    scroller.scrollLeft = 30;
    fireEvent.scroll(scroller);
    expect(scroller.hasAttribute("data-scrolled")).toBe(true);
  });
});

describe("what is selected in a list's table", () => {
  function SelectableTable() {
    const selection = useRowSelection(IDS, "all");
    return (
      <ListTable
        columns={COLUMNS}
        sort="name"
        direction="asc"
        onOrderChange={vi.fn()}
        paging={NO_PAGES}
        loading={false}
        narrow={false}
        selection={{ ids: IDS, selection, actions: [{ content: "Archive", onAction: vi.fn() }], listSize: 7 }}
        emptyState=""
      >
        {IDS.map((id) => (
          <TableRow key={id} id={id} narrow={false}>
            <td>
              <button
                type="button"
                onClick={() => {
                  selection.select([id], true);
                }}
              >{`Take ${id}`}</button>
            </td>
          </TableRow>
        ))}
      </ListTable>
    );
  }

  const box = () => screen.getByRole<HTMLInputElement>("checkbox", { name: "Select all" });
  const click = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

  it("is told in words that are read out, and by the head's checkbox", () => {
    renderInPolaris(<SelectableTable />);
    const told = document.querySelector("[aria-live=polite]");
    expect([told?.textContent, box().checked, box().indeterminate]).toEqual(["", false, false]);
    click("Take 1");
    expect([told?.textContent, box().checked, box().indeterminate]).toEqual(["1 selected", false, true]);
    fireEvent.click(box());
    expect([told?.textContent, box().checked, box().indeterminate]).toEqual(["2 selected", true, false]);
    fireEvent.click(box());
    expect([told?.textContent, box().checked]).toEqual(["", false]);
  });

  it("reaches to the whole list once the page is, and back", () => {
    renderInPolaris(<SelectableTable />);
    click("Take 1");
    const whole = "Select all 7 SKUs of this list";
    expect(screen.queryByRole("button", { name: whole })).toBeNull();
    click("Take 2");
    click(whole);
    expect(screen.getByText("All 7 SKUs of this list are selected")).toBeDefined();
    click("Undo");
    expect(screen.getByText("2 selected")).toBeDefined();
  });

  it("takes the place of the headings for the keyboard too", () => {
    renderInPolaris(<SelectableTable />);
    click("Take 1");
    expect(screen.getByRole("button", { name: "Name" }).tabIndex).toBe(-1);
    expect(screen.getByRole("button", { name: "Archive" }).tabIndex).toBe(0);
  });
});
