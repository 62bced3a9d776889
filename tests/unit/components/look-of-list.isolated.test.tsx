import { act, renderHook } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import type { ListColumnId } from "~/components/list-look";
import { useLook } from "~/routes/reorder-list/use-look";

const fetcher = vi.hoisted(() => ({ state: "idle", submit: vi.fn() }));
const submit = vi.hoisted(() => vi.fn());
vi.mock("@remix-run/react", () => ({ useFetcher: () => ({ ...fetcher }), useSubmit: () => submit }));

const STORED = { columns: ["sku"], density: "comfortable" } as const;

beforeEach(() => {
  fetcher.submit.mockReset();
  submit.mockReset();
  fetcher.state = "idle";
});

function openList() {
  const list = renderHook(() => useLook("all", null, { columns: [...STORED.columns], density: STORED.density }));
  const choose = (columns: ListColumnId[]) => {
    act(() => {
      list.result.current.onLookChange({ columns, density: "compact" });
    });
  };
  const become = (state: "idle" | "submitting", data?: unknown) => {
    Object.assign(fetcher, { state, data });
    list.rerender();
  };
  return { ...list, choose, become };
}

const columnsOf = (sent: typeof submit) => sent.mock.calls.map(([fields]) => (fields as { columns: string }).columns);

it("of the looks that are chosen while one is stored, the latest is stored after it", () => {
  const { choose, become } = openList();
  choose(["status"]);
  become("submitting");
  choose(["vendor"]);
  choose(["barcode"]);
  expect(columnsOf(fetcher.submit)).toEqual(["status"]);
  become("idle", null);
  expect(columnsOf(fetcher.submit)).toEqual(["status", "barcode"]);
  // Another one that gets no answer holds nothing up either.
  become("submitting", null);
  choose(["sku"]);
  become("idle", null);
  expect(columnsOf(fetcher.submit)).toEqual(["status", "barcode", "sku"]);
});

it("a look that waits when the list is left is stored all the same, once", () => {
  const { choose, become, unmount } = openList();
  choose(["status"]);
  become("submitting");
  choose(["vendor"]);
  unmount();
  expect(columnsOf(fetcher.submit)).toEqual(["status"]);
  expect(columnsOf(submit)).toEqual(["vendor"]);
  expect(submit).toHaveBeenCalledWith(expect.anything(), expect.objectContaining({ navigate: false }));
});
