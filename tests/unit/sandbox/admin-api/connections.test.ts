import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sortedList, takePage } from "../../../../sandbox/admin-api/connections";
import type { Page, PageArguments } from "../../../../sandbox/admin-api/connections";

interface Row {
  id: string;
  title: string;
}

function rows(titles: readonly string[]): Row[] {
  return titles.map((title, index) => ({ id: String(index + 1), title }));
}

const listOf = (nodes: readonly Row[]) => sortedList(nodes, (row) => row.title);

/** All pages one after the other. */
function readAll(nodes: readonly Row[], length: number, reverse: boolean): Row[] {
  const read: Row[] = [];
  let after: string | null = null;
  for (;;) {
    const page: Page<Row> = takePage(listOf(nodes), { first: length, after, reverse });
    read.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) return read;
    after = page.pageInfo.endCursor;
  }
}

const titles = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 40 });

describe("paging", () => {
  it("reads every node exactly once, in order, whatever the page length", () => {
    fc.assert(
      fc.property(titles, fc.integer({ min: 1, max: 12 }), fc.boolean(), (values, length, reverse) => {
        const expected = [...listOf(rows(values)).nodes];
        if (reverse) expected.reverse();
        expect(readAll(rows(values), length, reverse)).toEqual(expected);
      }),
    );
  });

  it("gives backwards the same pages as forwards", () => {
    fc.assert(
      fc.property(titles, fc.integer({ min: 1, max: 12 }), (values, length) => {
        const list = listOf(rows(values));
        const second = takePage(list, { first: length, after: takePage(list, { first: length }).pageInfo.endCursor });
        const back = takePage(list, { last: length, before: second.pageInfo.startCursor });
        if (second.nodes.length > 0) expect(back.nodes).toEqual(takePage(list, { first: length }).nodes);
      }),
    );
  });

  it("keeps its place while nodes before the cursor come and go", () => {
    const nodes = rows(["a", "b", "c", "d"]);
    const { endCursor } = takePage(listOf(nodes), { first: 2 }).pageInfo;
    const changed = [{ id: "9", title: "aa" }, ...nodes.slice(1)];
    expect(takePage(listOf(changed), { first: 2, after: endCursor }).nodes).toEqual(nodes.slice(2));
  });

  it("goes on behind the place of a node that is gone", () => {
    const nodes = rows(["a", "b", "c"]);
    const { endCursor } = takePage(listOf(nodes), { first: 2 }).pageInfo;
    const without = nodes.filter((row) => row.id !== "2");
    expect(takePage(listOf(without), { first: 2, after: endCursor }).nodes.map((row) => row.id)).toEqual(["3"]);
  });

  it("tells whether there is more on either side", () => {
    const list = listOf(rows(["a", "b", "c"]));
    const first = takePage(list, { first: 1 });
    expect(first.pageInfo).toMatchObject({ hasPreviousPage: false, hasNextPage: true });
    const middle = takePage(list, { first: 1, after: first.pageInfo.endCursor });
    expect(middle.pageInfo).toMatchObject({ hasPreviousPage: true, hasNextPage: true });
    const last = takePage(list, { last: 1 });
    expect(last.pageInfo).toMatchObject({ hasPreviousPage: true, hasNextPage: false });
  });

  it("has no cursors on an empty page", () => {
    expect(takePage(listOf([]), { first: 5 }).pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: null,
      endCursor: null,
    });
  });

  it.each<[PageArguments, string]>([
    [{ first: 251 }, "first cannot exceed 250"],
    [{ last: 251 }, "last cannot exceed 250"],
    [{ first: -1 }, "first must be a positive number"],
    [{}, "you must provide one of first or last"],
    [{ first: 1, last: 1 }, "providing both first and last is not supported"],
    [{ first: 1, after: "nonsense" }, "Invalid cursor for current pagination sort."],
  ])("refuses %j", (page, message) => {
    expect(() => takePage(listOf(rows(["a"])), page)).toThrow(message);
  });
});
