import { z } from "zod";
import type { SortDirection } from "~/data/plan-filter";
import { toColumnName } from "./column-names";
import { LIMIT_NAME, readLimit } from "./page-limit";
import { EMBEDDING_NAMES, createParamReader, refuseFaults } from "./param-reader";
import type { ParamReader, QueryFault } from "./param-reader";
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
  /** Text that one of the vendor's names contains, whatever its letter case and accents. */
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

/** How the search params of the list of vendors are written. */
export const VENDOR_PARAMS = {
  q: searchTextSchema,
  archived: z.enum(["true"]),
  sort: z.enum([...sortKeyByColumn.keys()]),
  direction: z.enum(["asc", "desc"]),
  page: pageSchema,
};

const VENDOR_NAMES = Object.keys(VENDOR_PARAMS);

/** Parses the search params of the list of vendors; what cannot be used is left out and returned as `ignored`. */
export function parseVendorQuery(params: URLSearchParams): { query: VendorQuery; ignored: QueryFault[] } {
  const reader = createParamReader(params);
  reader.refuseOthers([...VENDOR_NAMES, ...EMBEDDING_NAMES]);
  return { query: readQuery(reader), ignored: reader.faults };
}

/** As {@link parseVendorQuery}, of an API call, which is refused with every fault. */
export function parseVendorPageQuery(
  params: URLSearchParams,
): { ok: true; query: VendorQuery; limit: number } | { ok: false; faults: QueryFault[] } {
  const reader = createParamReader(params);
  reader.refuseOthers([...VENDOR_NAMES, LIMIT_NAME]);
  return refuseFaults(reader, { query: readQuery(reader), limit: readLimit(reader) });
}

function readQuery(reader: ParamReader): VendorQuery {
  const sort = sortKeyByColumn.get(reader.readOne("sort", VENDOR_PARAMS.sort) ?? "") ?? DEFAULT_VENDOR_QUERY.sort;
  return {
    q: reader.readOne("q", VENDOR_PARAMS.q) ?? "",
    archived: reader.readOne("archived", VENDOR_PARAMS.archived) !== undefined,
    sort,
    direction: reader.readOne("direction", VENDOR_PARAMS.direction) ?? defaultVendorDirection(sort),
    page: reader.readOne("page", VENDOR_PARAMS.page) ?? 1,
  };
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
