import { describe, expect, it } from "vitest";
import { SortedLists } from "../../../sandbox/sorted-lists";

interface Parcel {
  id: string;
  sentAt: string;
}

function openLists(): { parcels: Parcel[]; lists: SortedLists<Parcel>; ids: () => string } {
  const parcels = [
    { id: "3", sentAt: "2026-01-03" },
    { id: "1", sentAt: "2026-01-05" },
    { id: "2", sentAt: "2026-01-01" },
  ];
  const lists = new SortedLists(parcels);
  const ids = (): string =>
    lists
      .by("SENT_AT", ({ sentAt }) => sentAt)
      .nodes.map(({ id }) => id)
      .join(" ");
  return { parcels, lists, ids };
}

describe("lists that stay sorted", () => {
  it("move what changed to its new place", () => {
    const { parcels, lists, ids } = openLists();
    expect(ids()).toBe("2 3 1");
    const second = parcels[2];
    if (second) {
      second.sentAt = "2026-01-04";
      lists.put(second);
    }
    expect(ids()).toBe("3 2 1");
  });

  it("take in what comes and leave out what goes, in the order of ids among equals", () => {
    const { parcels, lists, ids } = openLists();
    ids();
    for (const id of ["12", "4"]) {
      const parcel = { id, sentAt: "2026-01-03" };
      parcels.push(parcel);
      lists.put(parcel);
    }
    expect(ids()).toBe("2 3 4 12 1");
    const [first] = parcels.splice(0, 1);
    if (first) lists.remove(first);
    expect(ids()).toBe("2 4 12 1");
  });

  it("leave a list that was handed out as it was", () => {
    const { parcels, lists } = openLists();
    const before = lists.by("ID", () => "");
    const parcel = { id: "9", sentAt: "2026-01-09" };
    parcels.push(parcel);
    lists.put(parcel);
    expect(lists.by("ID", () => "").nodes).toHaveLength(4);
    expect(before.nodes).toHaveLength(3);
  });
});
