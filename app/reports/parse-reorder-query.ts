import { z } from "zod";
import { SORT_EXPRESSIONS } from "~/data/plan-order";
import { DEMAND_CLASSES } from "~/planning/demand-class";
import { PLAN_STATUSES } from "~/planning/plan-status";
import { toColumnName } from "./column-names";
import { isNumericId, numericIdSchema } from "./numeric-id";
import { EMBEDDING_NAMES, createParamReader, refuseFaults } from "./param-reader";
import { LIMIT_NAME, readLimit } from "./page-limit";
import type { ParamReader, QueryFault } from "./param-reader";
import {
  NO_VENDOR,
  REORDER_VIEWS,
  SORT_KEYS,
  VELOCITY_DECILES,
  defaultDirection,
  defaultReorderQuery,
} from "./reorder-query";
import type { ReorderQuery, ReorderView } from "./reorder-query";
import { readPlace } from "./row-cursor";
import { searchTextSchema } from "./search-text";

export interface ScreenQuery {
  query: ReorderQuery;
  /** What the screen left out of the query, and says so. */
  ignored: QueryFault[];
}

export type ApiQuery = { ok: true; query: ReorderQuery } | { ok: false; faults: QueryFault[] };

/** One page of a list that the API hands out in pages. */
export type ApiPageQuery = { ok: true; query: ReorderQuery; limit: number } | { ok: false; faults: QueryFault[] };

interface ScreenMode {
  mode: "screen";
  /** The route's view and the vendor of a vendor's page, where the route and not the URL decides. */
  view?: ReorderView;
  vendorId?: string;
  /** The shop's setting; 1 when absent. */
  fastMoverDeciles?: number;
}

interface ApiMode {
  mode: "api";
  fastMoverDeciles?: number;
}

interface ApiPageMode {
  mode: "api-page";
  fastMoverDeciles?: number;
}

type Mode = ScreenMode | ApiMode | ApiPageMode;

const vendorIdSchema = z
  .string()
  .refine((text) => text === NO_VENDOR || isNumericId(text), `is neither a vendor of this shop nor "${NO_VENDOR}"`);
const decileSchema = z
  .string()
  .regex(/^([1-9]|10)(-([1-9]|10))?$/, "is not a decile from 1 to 10, or a range such as 1-3")
  .transform((text) => text.split("-").map(Number))
  .transform(([first = 1, last = first]) => VELOCITY_DECILES.filter((decile) => first <= decile && decile <= last))
  .refine((deciles) => deciles.length > 0, "is a range that ends before it begins");
const sortKeyByColumn = new Map(SORT_KEYS.map((key) => [toColumnName(key), key]));
const columnSchema = z.enum([...sortKeyByColumn.keys()]);

/** How the search params of a list are written, each value of those that are lists. */
export const REORDER_PARAMS = {
  view: z.enum(REORDER_VIEWS),
  vendor: vendorIdSchema,
  status: z.enum(PLAN_STATUSES),
  class: z.enum(DEMAND_CLASSES),
  decile: decileSchema,
  to_order: z.enum(["true"]),
  q: searchTextSchema,
  location: numericIdSchema,
  sort: columnSchema,
  direction: z.enum(["asc", "desc"]),
};

const FILTER_NAMES = Object.keys(REORDER_PARAMS);
const PLACE_NAMES = ["after", "before"];

/**
 * Parses the search params of a list (`screen`), or of the API: of all rows (`api`) or a page of them (`api-page`). Lists of values are repeated (`status=a&status=b`) or
 * separated by commas (`status=a,b`); an empty value counts as absent; defaults are the view's.
 *
 * A screen never fails: what cannot be used falls back to the default and is returned as `ignored`. The API refuses the
 * whole call with every fault.
 */
export function parseReorderQuery(params: URLSearchParams, options: ScreenMode): ScreenQuery;
export function parseReorderQuery(params: URLSearchParams, options: ApiMode): ApiQuery;
export function parseReorderQuery(params: URLSearchParams, options: ApiPageMode): ApiPageQuery;
export function parseReorderQuery(params: URLSearchParams, options: Mode): ScreenQuery | ApiQuery | ApiPageQuery {
  const reader = createParamReader(params);
  reader.refuseOthers(findKnownNames(options));
  const filter = readQuery(reader, options);
  if (options.mode === "api") return refuseFaults(reader, { query: filter });
  const query = { ...filter, ...readPlace(reader, filter, SORT_EXPRESSIONS) };
  if (options.mode === "screen") return { query, ignored: reader.faults };
  return refuseFaults(reader, { query, limit: readLimit(reader) });
}

function findKnownNames(options: Mode): string[] {
  if (options.mode === "api") return FILTER_NAMES;
  if (options.mode === "api-page") return [...FILTER_NAMES, ...PLACE_NAMES, LIMIT_NAME];
  const fixed = new Set([...(options.view ? ["view"] : []), ...(options.vendorId ? ["vendor"] : [])]);
  return [...FILTER_NAMES.filter((name) => !fixed.has(name)), ...PLACE_NAMES, ...EMBEDDING_NAMES];
}

function readQuery(reader: ParamReader, options: Mode): ReorderQuery {
  const fixed = options.mode === "screen" ? options : undefined;
  const view = fixed?.view ?? reader.readOne("view", REORDER_PARAMS.view) ?? "all";
  const vendorId = fixed?.vendorId ?? reader.readOne("vendor", REORDER_PARAMS.vendor);
  const defaults = defaultReorderQuery(view, vendorId, options.fastMoverDeciles);
  const statuses = reader.readMany("status", REORDER_PARAMS.status);
  const demandClasses = reader.readMany("class", REORDER_PARAMS.class);
  const deciles = reader.readMany("decile", REORDER_PARAMS.decile).flat();
  const locationId = reader.readOne("location", REORDER_PARAMS.location);
  const toOrder = reader.readOne("to_order", REORDER_PARAMS.to_order) !== undefined;
  const sort = sortKeyByColumn.get(reader.readOne("sort", REORDER_PARAMS.sort) ?? "");
  const direction = reader.readOne("direction", REORDER_PARAMS.direction);
  return {
    ...defaults,
    statuses: PLAN_STATUSES.filter((status) => statuses.includes(status)),
    demandClasses: DEMAND_CLASSES.filter((demandClass) => demandClasses.includes(demandClass)),
    deciles: deciles.length === 0 ? defaults.deciles : VELOCITY_DECILES.filter((decile) => deciles.includes(decile)),
    q: reader.readOne("q", REORDER_PARAMS.q) ?? "",
    ...(toOrder && { toOrder }),
    ...(locationId !== undefined && { locationId }),
    sort: sort ?? defaults.sort,
    direction: direction ?? defaultDirection(sort ?? defaults.sort),
  };
}
