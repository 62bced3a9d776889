import { z } from "zod";
import { ORDER_PARTS, ORDER_SORT_EXPRESSIONS, ORDER_SORT_KEYS } from "~/data/vendor-order-filter";
import { toColumnName } from "./column-names";
import { EMBEDDING_NAMES, createParamReader, type QueryFault } from "./param-reader";
import { readPlace } from "./row-cursor";
import { searchTextSchema } from "./search-text";
import { DEFAULT_ORDER_QUERY, defaultOrderDirection, type VendorOrderQuery } from "./vendor-order-query";

const sortKeyByColumn = new Map(ORDER_SORT_KEYS.map((key) => [toColumnName(key), key]));

/** Parses the search params of a vendor's order page; what cannot be used is left out and returned as `ignored`. */
export function parseVendorOrderQuery(params: URLSearchParams): { query: VendorOrderQuery; ignored: QueryFault[] } {
  const reader = createParamReader(params);
  reader.refuseOthers(["show", "q", "sort", "direction", "after", "before", ...EMBEDDING_NAMES]);
  const column = reader.readOne("sort", z.enum([...sortKeyByColumn.keys()]));
  const sort = sortKeyByColumn.get(column ?? "") ?? DEFAULT_ORDER_QUERY.sort;
  const query = {
    show: reader.readOne("show", z.enum(ORDER_PARTS)) ?? DEFAULT_ORDER_QUERY.show,
    q: reader.readOne("q", searchTextSchema) ?? "",
    sort,
    direction: reader.readOne("direction", z.enum(["asc", "desc"])) ?? defaultOrderDirection(sort),
  };
  return { query: { ...query, ...readPlace(reader, query, ORDER_SORT_EXPRESSIONS) }, ignored: reader.faults };
}
