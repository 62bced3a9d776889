import { useState } from "react";

interface Keys {
  list: string;
  /** By row id. */
  byId: ReadonlyMap<string, number>;
}

/**
 * React's keys for the rows of a list. A list that is read again keeps the key of each row, so that the focus stays with the
 * row wherever it moves. Another list, or another page of it, has rows of its own in the places of the former ones: a
 * `TableRow` makes its element anew for another id, so that no row is seen to move.
 *
 * @param list what the list shows, such as its query
 */
export function useRowKeys(ids: readonly string[], list: string): readonly (number | undefined)[] {
  const [kept, setKept] = useState<Keys>({ list, byId: numberRows(ids) });
  const keys = followRows(kept, ids, list);
  if (keys !== kept) setKept(keys);
  return ids.map((id) => keys.byId.get(id));
}

function numberRows(ids: readonly string[]): Keys["byId"] {
  return new Map(ids.map((id, position) => [id, position]));
}

function followRows(kept: Keys, ids: readonly string[], list: string): Keys {
  if (kept.list !== list) return { list, byId: numberRows(ids) };
  if (ids.length === kept.byId.size && ids.every((id) => kept.byId.has(id))) return kept;
  const taken = new Set(ids.map((id) => kept.byId.get(id)));
  const free = ids.map((_, position) => position).filter((key) => !taken.has(key));
  return { list, byId: new Map(ids.map((id) => [id, kept.byId.get(id) ?? free.shift() ?? 0])) };
}
