import type { ServerBuild } from "@remix-run/node";
import { matchRoutes } from "@remix-run/react";

/** The route that answers a path. */
export interface FoundRoute {
  /** The pattern that the path matches, such as /app/vendors/:id. */
  name: string;
  /** Of the route and those around it, the outermost first. */
  ids: readonly string[];
}

/** What stands for all addresses that lead nowhere. */
const NOWHERE: FoundRoute = { name: "none", ids: [] };

/** Remix goes through all routes anew for each path, and the same few paths are asked for again and again. */
const MOST_REMEMBERED = 1_000;

/** Makes the function that finds the route of a path, be it of a page or of its data. */
export function createRouteFinder(manifest: ServerBuild["routes"]): (path: string) => FoundRoute {
  const routes = childrenOf(undefined, Object.values(manifest));
  const remembered = new Map<string, FoundRoute>();
  return (path) => {
    const found = remembered.get(path) ?? findRoute(routes, path);
    if (remembered.size === MOST_REMEMBERED) remembered.clear();
    remembered.set(path, found);
    return found;
  };
}

function findRoute(routes: RouteTree, path: string): FoundRoute {
  const matches = matchRoutes(routes, pageOf(path));
  if (matches === null) return NOWHERE;
  const name = `/${matches.flatMap(({ route }) => route.path || []).join("/")}`;
  return { name, ids: matches.flatMap(({ route }) => route.id ?? []) };
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
