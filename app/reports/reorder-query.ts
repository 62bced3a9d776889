import { NO_VENDOR, PLAN_SORT_KEYS } from "~/data/plan-filter";
import type { PlanFilter, PlanOrder, PlanSortKey, SortDirection } from "~/data/plan-filter";
import { toColumnName } from "./column-names";

export { NO_VENDOR };

export const REORDER_VIEWS = ["all", "vendor", "fast-movers"] as const;
export type ReorderView = (typeof REORDER_VIEWS)[number];

/** Columns a list can be sorted by; the same names as in `ReorderRow`. In a URL they are written as the CSV's columns. */
export const SORT_KEYS = PLAN_SORT_KEYS;
export type SortKey = PlanSortKey;

export const VELOCITY_DECILES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

/** What a list, a CSV or an API call asks for; parsed from search params by `parseReorderQuery`. */
export interface ReorderQuery extends PlanFilter, PlanOrder {
  view: ReorderView;
  /** Opaque keyset cursors; at most one of them. */
  after?: string;
  before?: string;
}

/** The direction that puts what matters first: most units, least cover, fastest decile, A before Z. */
export function defaultDirection(sort: SortKey): SortDirection {
  const smallestFirst: SortKey[] = ["daysOfCover", "available", "velocityDecile", "sku", "productTitle", "vendor"];
  return smallestFirst.includes(sort) ? "asc" : "desc";
}

/**
 * The view as it opens. The vendor view without a vendor holds every SKU, grouped by vendor; Fast Movers holds the
 * deciles 1 to the shop's setting `fastMoverDeciles`.
 */
export function defaultReorderQuery(view: ReorderView, vendorId?: string, fastMoverDeciles = 1): ReorderQuery {
  const sort = defaultSort(view, vendorId);
  return {
    view,
    ...(vendorId !== undefined && { vendorId }),
    statuses: [],
    demandClasses: [],
    deciles: view === "fast-movers" ? decilesUpTo(fastMoverDeciles) : [],
    q: "",
    sort,
    direction: defaultDirection(sort),
  };
}

/** Deciles 1 to `last`: what "fast movers" means. */
export function decilesUpTo(last: number): number[] {
  return VELOCITY_DECILES.filter((decile) => decile <= last);
}

function defaultSort(view: ReorderView, vendorId: string | undefined): SortKey {
  if (view === "fast-movers") return "meanDailyDemand";
  if (view === "vendor" && vendorId === undefined) return "vendor";
  return "suggestedOrderQuantity";
}

/**
 * Writes a query as search params, the inverse of `parseReorderQuery`: what equals the view's default is left out.
 * `include: "filters"` leaves the place in the list out, as exports need it.
 */
export function serializeReorderQuery(query: ReorderQuery, include: "everything" | "filters" = "everything"): string {
  const defaults = defaultReorderQuery(query.view, query.vendorId);
  const params = new URLSearchParams();
  const set = (name: string, value: string | undefined, defaultValue = "") => {
    if (value !== undefined && value !== defaultValue) params.set(name, value);
  };
  set("view", query.view, "all");
  set("vendor", query.vendorId);
  set("status", query.statuses.join(","));
  set("class", query.demandClasses.join(","));
  // Written out even where it is the default, which the merchant may change between making a link and opening it.
  set("decile", query.deciles.join(","));
  set("to_order", query.toOrder ? "true" : "");
  set("q", query.q);
  set("location", query.locationId);
  set("sort", toColumnName(query.sort), toColumnName(defaults.sort));
  set("direction", query.direction, defaultDirection(query.sort));
  if (include === "everything") {
    set("after", query.after);
    set("before", query.before);
  }
  return params.toString();
}
