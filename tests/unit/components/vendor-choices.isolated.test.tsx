import { act, renderHook } from "@testing-library/react";
import { useCallback, useState } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useVendorChoices } from "~/routes/vendors/use-vendor-choices";
import { foundVendors } from "./vendor-searches";

const asked: string[] = [];

/** Answers at once, as the route does: with what the address says that was searched for. */
function useAnsweringFetcher() {
  const [data, setData] = useState<object>();
  const load = useCallback((path: string) => {
    const q = new URL(path, "https://app.example").searchParams.get("q") ?? "";
    asked.push(q);
    setData({ kind: "found", ...foundVendors({ 1: "Acme" }, { q }) });
  }, []);
  return { data, load, state: "idle" };
}

vi.mock("@remix-run/react", () => ({ useFetcher: useAnsweringFetcher }));

const pass = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds));

async function openSearch() {
  const { result } = renderHook(() => useVendorChoices());
  await pass(0);
  return { search: () => result.current, type: (text: string) => act(() => result.current.onSearch(text)) };
}

beforeEach(() => {
  vi.useFakeTimers();
  asked.length = 0;
});

afterEach(() => {
  vi.useRealTimers();
});

describe("a search for vendors", () => {
  it("asks at once, and again when the typing pauses", async () => {
    const { type } = await openSearch();
    for (const text of ["a", "ac", "acm"]) {
      type(text);
      await pass(100);
    }
    await pass(1_000);
    expect(asked).toEqual(["", "acm"]);
  });

  it("asks once for a text that ends within a character, which no address can carry", async () => {
    const { search, type } = await openSearch();
    type("acme \ud83d");
    await pass(5_000);
    expect(asked).toEqual(["", "acme \ufffd"]);
    expect(search()).toMatchObject({ isSearching: false, choices: { q: "acme \ufffd" } });
  });
});
