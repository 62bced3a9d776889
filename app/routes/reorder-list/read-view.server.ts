import { parseLook, USUAL_LOOK, type ListLook } from "~/components/list-look";
import type { ListViews } from "~/data/list-views";
import type { QueryFault } from "~/reports/param-reader";
import { REORDER_PARAMS } from "~/reports/parse-reorder-query";

/** A view as its page knows it. */
export interface SavedView extends ListLook {
  viewId: string;
  name: string;
  /** Search params of the list, as they were saved. */
  query: string;
}

/** The views of a list, which of them an address names, and what the list looks like. */
export interface ShownView {
  views: SavedView[];
  /** The id of the view; null for the list as it opens. */
  viewId: string | null;
  look: ListLook;
  /** The search params of the list: the address' own, or those of its view. */
  searchParams: URLSearchParams;
  /** The view that the address names and that there is not, if any. */
  missing: QueryFault[];
}

/** Says which view of a list it is, in the address. */
const VIEW = "view";

/**
 * Finds the view that an address names. An address that has a filter or an order too shows that instead of the view's, as
 * somebody has changed it who has not saved it yet.
 */
export function findShownView(searchParams: URLSearchParams, stored: ListViews): ShownView {
  const views = stored.views.map(({ viewId, name, query, ...look }) => ({ viewId, name, query, ...parseLook(look) }));
  const look = stored.look === null ? USUAL_LOOK : parseLook(stored.look);
  const named = searchParams.get(VIEW);
  const view = views.find(({ viewId }) => viewId === named);
  const own = new URLSearchParams(searchParams);
  own.delete(VIEW);
  if (view === undefined) {
    const missing = named === null ? [] : [{ name: VIEW, value: named, reason: "is not a view of this list any more" }];
    return { views, viewId: null, look, searchParams: own, missing };
  }
  const isChanged = Object.keys(REORDER_PARAMS).some((name) => own.has(name));
  return {
    views,
    viewId: view.viewId,
    look: { columns: view.columns, density: view.density },
    searchParams: isChanged ? own : new URLSearchParams([...new URLSearchParams(view.query), ...own]),
    missing: [],
  };
}
