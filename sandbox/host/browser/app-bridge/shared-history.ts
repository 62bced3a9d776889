import { FRAME_PARAMETERS, type LocationChange } from "../../messages";
import { onAdminMessage, tellAdmin } from "./admin-channel";
import { whenAppListens } from "./app-listeners";

/**
 * Keeps the browser's history in the admin page, so that its address bar, reload, back and forward work as for one page.
 * A frame's own entries would not survive a reload of the page around it: the app replaces its location, the admin
 * records the step, and gives the location back when the visitor returns to it.
 */
export function shareHistory(): void {
  const replaceInFrame = history.replaceState.bind(history);
  const tellLocation = (change: LocationChange) => {
    tellAdmin({ type: "location-changed", change, path: currentPath(), state: history.state as unknown });
  };

  history.pushState = (state, unused, url) => {
    replaceInFrame(state, unused, url);
    tellLocation("push");
  };
  history.replaceState = (state, unused, url) => {
    replaceInFrame(state, unused, url);
    tellLocation("replace");
  };
  const routerListens = whenAppListens("popstate");
  onAdminMessage("history-moved", ({ path, state }) => {
    void routerListens.then(() => {
      replaceInFrame(state, "", path);
      tellLocation("move");
      window.dispatchEvent(new PopStateEvent("popstate", { state }));
    });
  });
  tellLocation("load");
}

function currentPath(): string {
  const url = new URL(location.href);
  for (const name of FRAME_PARAMETERS) url.searchParams.delete(name);
  return url.pathname + url.search + url.hash;
}
