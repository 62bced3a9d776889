import { parseLook, USUAL_LOOK, type ListLook } from "~/components/list-look";
import { readListViews, type ViewedList } from "~/data/list-views";
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
}

/** Says which view of a list it is, in the address. */
const VIEW = "view";

export async function readListOfViews(shop: string, list: ViewedList) {
  const { views, look } = await readListViews(shop, list);
  return {
    views: views.map(({ viewId, name, query, ...stored }) => ({ viewId, name, query, ...parseLook(stored) })),
    look: look === null ? USUAL_LOOK : parseLook(look),
  };
}

/**
 * Finds the view that an address names. An address that has a filter or an order too shows that instead of the view's, as
 * somebody has changed it who has not saved it yet. One of a view that there is not any more keeps its name, to be said so.
 */
export function findShownView(
  searchParams: URLSearchParams,
  { views, look }: Awaited<ReturnType<typeof readListOfViews>>,
): ShownView {
  const view = views.find(({ viewId }) => viewId === searchParams.get(VIEW));
  if (view === undefined) return { views, viewId: null, look, searchParams };
  const own = new URLSearchParams(searchParams);
  own.delete(VIEW);
  const isChanged = Object.keys(REORDER_PARAMS).some((name) => own.has(name));
  return {
    views,
    viewId: view.viewId,
    look: { columns: view.columns, density: view.density },
    searchParams: isChanged ? own : new URLSearchParams([...new URLSearchParams(view.query), ...own]),
  };
}
