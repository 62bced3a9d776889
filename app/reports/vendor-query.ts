import { z } from "zod";
import type { SortDirection } from "~/data/plan-filter";
import { toColumnName } from "./column-names";
import { EMBEDDING_NAMES, createParamReader } from "./param-reader";
import type { QueryFault } from "./param-reader";
import { searchTextSchema } from "./search-text";

/** Columns that the list of vendors can be sorted by; the same names as in `VendorRow`. */
export const VENDOR_SORT_KEYS = [
  "vendor",
  "skus",
  "skusToReorder",
  "outOfStock",
  "unitsToOrder",
  "orderValue",
  "leadTimeDays",
  "achievedService",
] as const;
export type VendorSortKey = (typeof VENDOR_SORT_KEYS)[number];

export interface VendorQuery {
  /** Text that one of the vendor's names contains, in any case. */
  q: string;
  /** Whether archived vendors are listed that nothing is ordered from any more. */
  archived: boolean;
  sort: VendorSortKey;
  direction: SortDirection;
  /** From 1. */
  page: number;
}

export const DEFAULT_VENDOR_QUERY: VendorQuery = {
  q: "",
  archived: false,
  sort: "orderValue",
  direction: "desc",
  page: 1,
};

/** Names run from A to Z, numbers from the largest. */
function defaultVendorDirection(sort: VendorSortKey): SortDirection {
  return sort === "vendor" ? "asc" : "desc";
}

const pageSchema = z
  .string()
  .regex(/^[1-9]\d{0,5}$/, "is not a page number")
  .transform(Number);
const sortKeyByColumn = new Map(VENDOR_SORT_KEYS.map((key) => [toColumnName(key), key]));

/** Parses the search params of the list of vendors; what cannot be used is left out and returned as `ignored`. */
export function parseVendorQuery(params: URLSearchParams): { query: VendorQuery; ignored: QueryFault[] } {
  const reader = createParamReader(params);
  reader.refuseOthers(["q", "archived", "sort", "direction", "page", ...EMBEDDING_NAMES]);
  const column = reader.readOne("sort", z.enum([...sortKeyByColumn.keys()]));
  const sort = sortKeyByColumn.get(column ?? "") ?? DEFAULT_VENDOR_QUERY.sort;
  const query = {
    q: reader.readOne("q", searchTextSchema) ?? "",
    archived: reader.readOne("archived", z.enum(["true"])) !== undefined,
    sort,
    direction: reader.readOne("direction", z.enum(["asc", "desc"])) ?? defaultVendorDirection(sort),
    page: reader.readOne("page", pageSchema) ?? 1,
  };
  return { query, ignored: reader.faults };
}

/** Writes the query as search params, the inverse of `parseVendorQuery`; defaults are left out. */
export function serializeVendorQuery(query: VendorQuery): string {
  const params = new URLSearchParams();
  if (query.q !== "") params.set("q", query.q);
  if (query.archived) params.set("archived", "true");
  if (query.sort !== DEFAULT_VENDOR_QUERY.sort) params.set("sort", toColumnName(query.sort));
  if (query.direction !== defaultVendorDirection(query.sort)) params.set("direction", query.direction);
  if (query.page !== 1) params.set("page", String(query.page));
  return params.toString();
}
