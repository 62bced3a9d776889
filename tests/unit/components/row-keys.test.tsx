import { render, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { useRowKeys } from "~/components/row-keys";

function List({ ids, list }: { ids: string[]; list: string }) {
  const keys = useRowKeys(ids, list);
  return (
    <ul>
      {ids.map((id, position) => (
        <li key={keys[position]}>{id}</li>
      ))}
    </ul>
  );
}

const items = () => screen.getAllByRole("listitem");

describe("useRowKeys", () => {
  it("keeps each row's element where the same list is read again in another order", () => {
    const { rerender } = render(<List ids={["a", "b", "c"]} list="all" />);
    const b = screen.getByText("b");
    rerender(<List ids={["b", "d", "a"]} list="all" />);
    expect(items().map((item) => item.textContent)).toEqual(["b", "d", "a"]);
    expect(screen.getByText("b")).toBe(b);
  });

  it("writes another list into the elements that are there, in their order", () => {
    const { rerender } = render(<List ids={["a", "b", "c"]} list="page 1" />);
    const before = items();
    rerender(<List ids={["c", "x", "a", "y"]} list="page 2" />);
    expect(items().map((item) => item.textContent)).toEqual(["c", "x", "a", "y"]);
    expect(items().slice(0, 3)).toEqual(before);
  });
});
