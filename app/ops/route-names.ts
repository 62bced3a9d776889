import type { ServerBuild } from "@remix-run/node";
import { matchRoutes } from "@remix-run/react";

/** What stands for all addresses that lead nowhere. */
const NOWHERE = "none";

/** Makes the function that names the route of a path as the pattern that it matches, such as /app/vendors/:id. */
export function createRouteNamer(manifest: ServerBuild["routes"]): (path: string) => string {
  const routes = childrenOf(undefined, Object.values(manifest));
  const names = new Map<string, string>();
  return (path) => {
    const name = names.get(path) ?? nameRoute(routes, path);
    if (names.size === MOST_REMEMBERED) names.clear();
    names.set(path, name);
    return name;
  };
}

/** Remix goes through all routes anew for each path, and the same few paths are asked for again and again. */
const MOST_REMEMBERED = 1_000;

function nameRoute(routes: RouteTree, path: string): string {
  const matches = matchRoutes(routes, pageOf(path));
  if (matches === null) return NOWHERE;
  return `/${matches.flatMap(({ route }) => route.path || []).join("/")}`;
}

type RouteTree = Parameters<typeof matchRoutes>[0];
type ManifestRoute = NonNullable<ServerBuild["routes"][string]>;

function childrenOf(parentId: string | undefined, all: readonly (ManifestRoute | undefined)[]): RouteTree {
  return all
    .filter((route) => route !== undefined)
    .filter((route) => route.parentId === parentId)
    .map(({ id, path, index }) => (index ? { id, path, index } : { id, path, children: childrenOf(id, all) }));
}

/** Remix asks for a page's data alone under the page's path with ".data". */
function pageOf(path: string): string {
  return path === "/_root.data" ? "/" : path.replace(/\.data$/, "");
}
