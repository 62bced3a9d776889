import { createRequestHandler } from "@remix-run/node";
import type { RequestHandler, ServerBuild } from "@remix-run/node";
import type { FoundRoute } from "./route-finder";

type ManifestRoute = NonNullable<ServerBuild["routes"][string]>;

/**
 * Makes Remix's handler of requests. Remix goes through all routes of a build three times for one request, and compiles the
 * pattern of each anew. What renders no page, which are the data of an open page and files, needs no routes but its own: it is
 * answered from a build that has only these. A page needs all, since it tells the browser of its neighbours.
 */
export function createRemixHandler(build: ServerBuild) {
  const handleAny = createRequestHandler(build, "production");
  const handlers = new Map<string, RequestHandler>();
  return (request: Request, { ids }: FoundRoute, context: Parameters<RequestHandler>[1]): Promise<Response> => {
    const route = build.routes[ids.at(-1) ?? ""];
    if (route === undefined || rendersPage(request, route)) return handleAny(request, context);
    const handle = handlers.get(route.id) ?? createRequestHandler(withRoutes(build, ids), "production");
    handlers.set(route.id, handle);
    return handle(request, context);
  };
}

/** As Remix tells them apart. */
function rendersPage(request: Request, { module }: ManifestRoute): boolean {
  if (new URL(request.url).pathname.endsWith(".data")) return false;
  return module.default !== undefined || module.ErrorBoundary !== undefined;
}

function withRoutes(build: ServerBuild, ids: readonly string[]): ServerBuild {
  return { ...build, routes: Object.fromEntries(Object.entries(build.routes).filter(([id]) => ids.includes(id))) };
}
