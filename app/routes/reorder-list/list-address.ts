import { toColumnName } from "~/reports/column-names";
import { serializeReorderQuery, type ReorderQuery } from "~/reports/reorder-query";

/** The page's own search params: the route says which list it is, and which vendor's. */
export function searchOf(query: ReorderQuery, include: "everything" | "filters" = "everything"): string {
  const params = new URLSearchParams(serializeReorderQuery(query, include));
  params.delete("view");
  if (query.view === "vendor") params.delete("vendor");
  return params.toString();
}

/**
 * The search params of a list under a view. They name the view alone as long as it shows what was saved. A query that is
 * another one stands beside it, with its order in any case: without any param it would be the view's.
 */
export function addressOf(query: ReorderQuery, view: { viewId: string; query: string } | undefined): string {
  if (view === undefined) return searchOf(query);
  const isSaved = searchOf(query, "filters") === view.query;
  const place = { ...(query.after && { after: query.after }), ...(query.before && { before: query.before }) };
  if (isSaved) return new URLSearchParams({ view: view.viewId, ...place }).toString();
  const params = new URLSearchParams({
    view: view.viewId,
    ...Object.fromEntries(new URLSearchParams(searchOf(query))),
  });
  params.set("sort", toColumnName(query.sort));
  params.set("direction", query.direction);
  return params.toString();
}
