import { useLocation } from "@remix-run/react";
import type { ParseKeys } from "i18next";
import { useEffect, useState } from "react";
import { EMBEDDING_NAMES } from "~/reports/param-reader";

interface List {
  title: ParseKeys;
  /** With its filters, order and page. */
  url: string;
}

const WHOLE_LIST: List = { title: "navigation.reorderList", url: "/app" };

const LISTS: readonly [path: RegExp, title: ParseKeys][] = [
  [/^\/app$/u, "navigation.reorderList"],
  [/^\/app\/fast-movers$/u, "navigation.fastMovers"],
  [/^\/app\/vendors\/\d+(\/skus)?$/u, "vendors.vendor"],
];

/** Of this browser window; the server, where no effect runs, never writes it. */
let lastList = WHOLE_LIST;

/** Notes which list was looked at last, and how, for {@link useLastList}. */
export function ListMemory() {
  const { pathname, search } = useLocation();
  useEffect(() => {
    const list = LISTS.find(([path]) => path.test(pathname));
    if (list) lastList = { title: list[1], url: pathname + withoutEmbedding(search) };
  }, [pathname, search]);
  return null;
}

/** The list from which a merchant came to this page; the whole one for whoever begins here. */
export function useLastList(): List {
  return useState(lastList)[0];
}

function withoutEmbedding(search: string): string {
  const params = new URLSearchParams(search);
  for (const name of EMBEDDING_NAMES) params.delete(name);
  return params.size === 0 ? "" : `?${params}`;
}
