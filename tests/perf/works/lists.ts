import { defaultDirection, SORT_KEYS, type SortKey } from "../../../app/reports/reorder-query";
import { SORT_EXPRESSIONS } from "../../../app/data/plan-order";
import { toColumnName } from "../../../app/reports/column-names";
import { encodeRowCursor } from "../../../app/reports/row-cursor";
import type { SortDirection } from "../../../app/data/plan-filter";
import { timeToAnswer } from "../answers";
import { summarize, type Figure } from "../figure";
import { growthFigures } from "../growth";
import type { MeasuredShop } from "../shops/measured-shop";
import { takeTurns } from "../turns";
import type { ShopWork } from "../work";
import { ROUTES } from "./navigation";

const WARM_UP_ROUNDS = 3;
const MOST_OVER_DEFAULT = 2;
const MOST_GROWTH = 1.2;
/** There are many lists: each is asked for less often than a page. */
const REQUESTS_PER_ROUND = 5;

interface List {
  what: string;
  search: string;
}

/** What a merchant makes of the reorder list, beside the list as it opens. */
export const lists: ShopWork = {
  name: "lists",
  about: "the reorder list searched, filtered, sorted by every column, and its last page, beside its default page",
  on: "shops",
  measure: async (shops, { requests }) => {
    const rounds = Math.ceil(requests / REQUESTS_PER_ROUND);
    const figures: Figure[] = [];
    for (const shop of shops) figures.push(...(await measureLists(shop, rounds)));
    const names = [...new Set(figures.map(({ what }) => what))];
    return names.flatMap((name) => {
      const ofList = figures.filter(({ what }) => what === name);
      return [...ofList, ...growthFigures(ofList, { of: "median", most: () => MOST_GROWTH })];
    });
  },
};

async function measureLists(shop: MeasuredShop, rounds: number): Promise<Figure[]> {
  const narrowed = await describeNarrowedLists(shop);
  const sorted = SORT_KEYS.flatMap(sortedBy);
  const all = [DEFAULT_LIST, ...narrowed, ...sorted];
  const measures = all.map(
    ({ search }) =>
      async () =>
        timeToAnswer(await shop.requests.data(`${shop.paths.list}?${search}`, ROUTES.list)),
  );
  const [ofDefault = [], ...taken] = await takeTurns(measures, rounds, { warmUpRounds: WARM_UP_ROUNDS });
  const figureOf = (what: string, times: readonly number[]): Figure => ({
    what,
    unit: "ms",
    skus: shop.skus,
    database: shop.database,
    ours: summarize(times),
    beside: { what: "default page", ...summarize(ofDefault) },
    target: { of: "p95", most: MOST_OVER_DEFAULT },
  });
  const ofSorts = taken.slice(narrowed.length);
  return [
    ...narrowed.map(({ what }, position) => figureOf(what, taken[position] ?? [])),
    figureOf(`all ${sorted.length} orders and their last pages`, ofSorts.flat()),
    ...sorted.map(({ what }, position) => ({ ...figureOf(what, ofSorts[position] ?? []), isDetail: true })),
  ];
}

const DEFAULT_LIST: List = { what: "default page", search: "" };

async function describeNarrowedLists({ rows: readRows, paths }: MeasuredShop): Promise<List[]> {
  const [first] = await readRows();
  const word = first?.productTitle.split(" ").find((text) => text.length > 3) ?? "";
  const vendorId = paths.vendor.split("/").at(-1) ?? "";
  return [
    { what: "search for a word of many titles", search: search({ q: word }) },
    { what: "search for one SKU", search: search({ q: first?.sku ?? "" }) },
    { what: "search for what no SKU has", search: search({ q: "no such thing" }) },
    { what: "search for two letters", search: search({ q: word.slice(0, 2) }) },
    { what: "filter by status", search: search({ status: "reorder-now,out-of-stock" }) },
    { what: "filter by a rare status", search: search({ status: "untracked" }) },
    { what: "filter by class of demand", search: search({ class: "lumpy" }) },
    { what: "filter by deciles", search: search({ decile: "1-3" }) },
    { what: "filter by vendor", search: search({ vendor: vendorId }) },
    { what: "last page", search: search({ before: endOf("suggestedOrderQuantity", "desc") }) },
  ];
}

/** Both directions, and the last page of the column's own. */
function sortedBy(sort: SortKey): List[] {
  const own = defaultDirection(sort);
  const other = own === "asc" ? "desc" : "asc";
  const column = toColumnName(sort);
  return [
    { what: `sort by ${column}`, search: search({ sort: column, direction: own }) },
    { what: `sort by ${column}, reversed`, search: search({ sort: column, direction: other }) },
    {
      what: `sort by ${column}, last page`,
      search: search({ sort: column, direction: own, before: endOf(sort, own) }),
    },
  ];
}

function search(params: Record<string, string>): string {
  return new URLSearchParams(params).toString();
}

const LARGEST = { integer: "2147483647", "double precision": "1e300", numeric: "9999999999999999", text: "\u{10ffff}" };
const SMALLEST = { integer: "-2147483648", "double precision": "-1e300", numeric: "-9999999999999999", text: "" };

/** The place behind the last row. */
function endOf(sort: SortKey, direction: SortDirection): string {
  const { type, nullable } = SORT_EXPRESSIONS[sort];
  const last = direction === "asc" ? LARGEST[type] : SMALLEST[type];
  const variantId = direction === "asc" ? "9".repeat(18) : "0";
  return encodeRowCursor({ sort, direction }, { value: nullable ? null : last, variantId });
}
