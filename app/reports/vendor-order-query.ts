import type { OrderLineFilter, OrderLineOrder, OrderSortKey } from "~/data/vendor-order-filter";
import type { SortDirection } from "~/data/plan-filter";
import { toColumnName } from "./column-names";

/** What a vendor's order page shows; parsed from search params by `parseVendorOrderQuery`. */
export interface VendorOrderQuery extends OrderLineFilter, OrderLineOrder {
  /** Opaque keyset cursors; at most one of them. */
  after?: string | undefined;
  before?: string | undefined;
}

export const DEFAULT_ORDER_QUERY: VendorOrderQuery = { show: "order", q: "", sort: "productTitle", direction: "asc" };

/** Texts run from A to Z, numbers from the largest. */
export function defaultOrderDirection(sort: OrderSortKey): SortDirection {
  return sort === "quantity" || sort === "lineValue" ? "desc" : "asc";
}

/** Writes the query as search params, the inverse of `parseVendorOrderQuery`; defaults are left out. */
export function serializeVendorOrderQuery(query: VendorOrderQuery): string {
  const params = new URLSearchParams();
  if (query.show !== DEFAULT_ORDER_QUERY.show) params.set("show", query.show);
  if (query.q !== "") params.set("q", query.q);
  if (query.sort !== DEFAULT_ORDER_QUERY.sort) params.set("sort", toColumnName(query.sort));
  if (query.direction !== defaultOrderDirection(query.sort)) params.set("direction", query.direction);
  if (query.after !== undefined) params.set("after", query.after);
  if (query.before !== undefined) params.set("before", query.before);
  return params.toString();
}
