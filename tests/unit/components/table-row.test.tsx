import { fireEvent, screen } from "@testing-library/react";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { useRowSelection } from "~/components/row-selection";
import { CELL, RowLink, SelectionCell, TableRow, useRowSelecting } from "~/components/table-row";
import { renderInPolaris } from "./render-in-polaris";

const IDS = ["1", "2", "3", "4"];

function Table({ onFollow, isClickable }: { onFollow: (event: MouseEvent) => void; isClickable?: boolean }) {
  const selection = useRowSelection(IDS, "all");
  const selecting = useRowSelecting(IDS, selection);
  return (
    <>
      <output aria-label="Selected">{selection.selected.join(",")}</output>
      <table onClick={({ nativeEvent }) => nativeEvent.target instanceof HTMLAnchorElement && onFollow(nativeEvent)}>
        <tbody>
          {IDS.map((id, position) => {
            const selectable = { position, isSelected: selection.selected.includes(id), selecting };
            return (
              <TableRow
                key={id}
                id={id}
                narrow={false}
                selectable={selectable}
                {...(isClickable === false && { isClickable })}
              >
                <SelectionCell {...selectable} label={`Select ${id}`} />
                <td className={CELL}>
                  <RowLink url={`#${id}`}>{`Item ${id}`}</RowLink>
                </td>
                <td className={CELL}>{`figure of ${id}`}</td>
                <td className={CELL}>
                  <button type="button">{`Change ${id}`}</button>
                </td>
              </TableRow>
            );
          })}
        </tbody>
      </table>
    </>
  );
}

function renderTable(isClickable?: boolean) {
  const onFollow = vi.fn<(event: MouseEvent) => void>();
  renderInPolaris(<Table onFollow={onFollow} {...(isClickable !== undefined && { isClickable })} />);
  return onFollow;
}

const selected = () => screen.getByRole("status", { name: "Selected" }).textContent;
const box = (id: string) => screen.getByRole<HTMLInputElement>("checkbox", { name: `Select ${id}` });

describe("a row of a table", () => {
  it("opens what it is of by a click anywhere, once", () => {
    const onFollow = renderTable();
    fireEvent.click(screen.getByText("figure of 2"));
    fireEvent.click(screen.getByRole("link", { name: "Item 3" }));
    expect(onFollow.mock.calls.map(([{ target }]) => (target as HTMLElement).textContent)).toEqual([
      "Item 2",
      "Item 3",
    ]);
  });

  it.each([{ ctrlKey: true }, { metaKey: true }])("opens it in a window of its own with %o", (key) => {
    const open = vi.spyOn(window, "open").mockReturnValue(null);
    onTestFinished(() => open.mockRestore());
    const onFollow = renderTable();
    fireEvent.click(screen.getByText("figure of 2"), key);
    expect(fireEvent.click(screen.getByRole("link", { name: "Item 3" }), key)).toBe(false);
    expect(open.mock.calls.map(([url]) => String(url).replace(/^.*#/u, ""))).toEqual(["2", "3"]);
    expect(onFollow).toHaveBeenCalledOnce();
  });

  it("leaves a click on a control to it", () => {
    const onFollow = renderTable();
    fireEvent.click(screen.getByRole("button", { name: "Change 2" }));
    fireEvent.click(box("2"));
    expect(onFollow).not.toHaveBeenCalled();
    expect(selected()).toBe("2");
  });

  it("selects from the row clicked before with Shift, and takes away so", () => {
    renderTable();
    fireEvent.click(box("4"));
    fireEvent.click(box("2"), { shiftKey: true });
    expect(selected()).toBe("2,3,4");
    fireEvent.click(box("3"), { shiftKey: true });
    expect(selected()).toBe("4");
    expect(box("4").checked).toBe(true);
  });

  it("is selected by a click anywhere while others are", () => {
    const onFollow = renderTable();
    fireEvent.click(box("1"));
    fireEvent.click(screen.getByText("figure of 3"));
    expect(selected()).toBe("1,3");
    fireEvent.click(screen.getByText("figure of 1"));
    expect(selected()).toBe("3");
    expect(onFollow).not.toHaveBeenCalled();
  });

  it("keeps text from being selected by a click with Shift, and by no other", () => {
    renderTable();
    const figure = screen.getByText("figure of 2");
    expect(fireEvent.mouseDown(figure, { shiftKey: true })).toBe(false);
    expect(fireEvent.mouseDown(figure)).toBe(true);
    expect(fireEvent.mouseDown(screen.getByRole("button", { name: "Change 2" }), { shiftKey: true })).toBe(true);
  });

  it("does nothing where it leads nowhere", () => {
    const onFollow = renderTable(false);
    fireEvent.click(screen.getByText("figure of 2"));
    expect(onFollow).not.toHaveBeenCalled();
  });
});
