import { z } from "zod";
import { SORT_EXPRESSIONS } from "~/data/plan-order";
import { DEMAND_CLASSES } from "~/planning/demand-class";
import { PLAN_STATUSES } from "~/planning/plan-status";
import { toColumnName } from "./column-names";
import { isNumericId, numericIdSchema } from "./numeric-id";
import { EMBEDDING_NAMES, createParamReader } from "./param-reader";
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

const FILTER_NAMES = ["view", "vendor", "status", "class", "decile", "q", "location", "sort", "direction"];
const PLACE_NAMES = ["after", "before"];

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
const sortSchema = z.string().transform((column, context) => {
  const key = sortKeyByColumn.get(column);
  if (key !== undefined) return key;
  context.addIssue({ code: "custom", message: `is not one of ${[...sortKeyByColumn.keys()].join(", ")}` });
  return z.NEVER;
});

/**
 * Parses the search params of a list (`screen`) or of the API. Lists of values are repeated (`status=a&status=b`) or
 * separated by commas (`status=a,b`); an empty value counts as absent; defaults are the view's.
 *
 * A screen never fails: what cannot be used falls back to the default and is returned as `ignored`. The API refuses the
 * whole call with every fault; it has no paging, since a CSV holds all rows.
 */
export function parseReorderQuery(params: URLSearchParams, options: ScreenMode): ScreenQuery;
export function parseReorderQuery(params: URLSearchParams, options: ApiMode): ApiQuery;
export function parseReorderQuery(params: URLSearchParams, options: ScreenMode | ApiMode): ScreenQuery | ApiQuery {
  const reader = createParamReader(params);
  reader.refuseOthers(findKnownNames(options));
  const query = readQuery(reader, options);
  if (options.mode === "screen")
    return { query: { ...query, ...readPlace(reader, query, SORT_EXPRESSIONS) }, ignored: reader.faults };
  return reader.faults.length === 0 ? { ok: true, query } : { ok: false, faults: reader.faults };
}

function findKnownNames(options: ScreenMode | ApiMode): string[] {
  if (options.mode === "api") return FILTER_NAMES;
  const fixed = new Set([...(options.view ? ["view"] : []), ...(options.vendorId ? ["vendor"] : [])]);
  return [...FILTER_NAMES.filter((name) => !fixed.has(name)), ...PLACE_NAMES, ...EMBEDDING_NAMES];
}

function readQuery(reader: ParamReader, options: ScreenMode | ApiMode): ReorderQuery {
  const fixed = options.mode === "screen" ? options : undefined;
  const view = fixed?.view ?? reader.readOne("view", z.enum(REORDER_VIEWS)) ?? "all";
  const vendorId = fixed?.vendorId ?? reader.readOne("vendor", vendorIdSchema);
  const defaults = defaultReorderQuery(view, vendorId, options.fastMoverDeciles);
  const statuses = reader.readMany("status", z.enum(PLAN_STATUSES));
  const demandClasses = reader.readMany("class", z.enum(DEMAND_CLASSES));
  const deciles = reader.readMany("decile", decileSchema).flat();
  const locationId = reader.readOne("location", numericIdSchema);
  const sort = reader.readOne("sort", sortSchema);
  const direction = reader.readOne("direction", z.enum(["asc", "desc"]));
  return {
    ...defaults,
    statuses: PLAN_STATUSES.filter((status) => statuses.includes(status)),
    demandClasses: DEMAND_CLASSES.filter((demandClass) => demandClasses.includes(demandClass)),
    deciles: deciles.length === 0 ? defaults.deciles : VELOCITY_DECILES.filter((decile) => deciles.includes(decile)),
    q: reader.readOne("q", searchTextSchema) ?? "",
    ...(locationId !== undefined && { locationId }),
    sort: sort ?? defaults.sort,
    direction: direction ?? defaultDirection(sort ?? defaults.sort),
  };
}
