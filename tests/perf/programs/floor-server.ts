// What a page costs at the least: the app's own build with the same Express and the same rendering, whose loaders hand out
// what was put here before and whose actions do nothing. No session, no database, no Shopify.
//
// PUT /floor/data?path=/app     the body of the page's own `.data` answer, all routes
// GET /floor/json?path=/app&route=routes/app._index     the same data as JSON
import type { ActionFunctionArgs, LoaderFunctionArgs, ServerBuild } from "@remix-run/node";
import compression from "compression";
import express from "express";
import { decode } from "turbo-stream";
import { z } from "zod";
import { createPageHandler } from "../../../app/ops/page-handler";

/** Live quantities come a moment after the page, as they do from Shopify: the page renders without them first. */
const LATER_MS = 5;

/** A value that a loader promises. */
class Later {
  constructor(readonly value: unknown) {}
}

/** What a page's routes loaded, by path and route. */
const held = new Map<string, Map<string, unknown>>();

const pathSchema = z.object({ path: z.string() });
const pathAndRouteSchema = pathSchema.extend({ route: z.string() });

const build = (await import(new URL("../../../build/server/index.js", import.meta.url).href)) as ServerBuild;
const app = express();
app.use(compression());
app.put("/floor/data", express.raw({ type: () => true, limit: "50mb" }), (request, response, next) => {
  const { path } = pathSchema.parse(request.query);
  hold(path, request.body as Buffer).then(() => response.end(), next);
});
app.get("/floor/json", (request, response) => {
  const { path, route } = pathAndRouteSchema.parse(request.query);
  response.json(held.get(path)?.get(route));
});
app.all(
  "*",
  createPageHandler(withoutIo(build), {
    isDatabaseGone: () => false,
    findOutIfDatabaseIsGone: () => Promise.resolve(false),
    recordRequest: () => {},
  }),
);
const server = app.listen(0, "127.0.0.1", () => process.send?.(server.address()));

function withoutIo(whole: ServerBuild): ServerBuild {
  const routes = Object.entries(whole.routes).map(([routeId, route]) => {
    const { loader, action } = route?.module ?? {};
    const module = {
      ...route?.module,
      ...(loader && { loader: ({ request }: LoaderFunctionArgs) => handOut(new URL(request.url).pathname, routeId) }),
      ...(action && { action: (_: ActionFunctionArgs) => new Response() }),
    };
    return [routeId, { ...route, module }];
  });
  return { ...whole, routes: Object.fromEntries(routes) as ServerBuild["routes"] };
}

/** Remix asks the loader of a page's data under the path of the page. */
function handOut(path: string, routeId: string): unknown {
  const data = held.get(path);
  if (!data) throw new Error(`Nothing is held for ${path}`);
  return promised(data.get(routeId));
}

const routeDataSchema = z.record(z.string(), z.object({ data: z.unknown() }));

async function hold(path: string, body: Buffer): Promise<void> {
  const { value } = await decode(new Blob([new Uint8Array(body)]).stream());
  const routes = Object.entries(routeDataSchema.parse(value));
  const settled = routes.map(async ([routeId, { data }]): Promise<[string, unknown]> => [routeId, await settle(data)]);
  held.set(path, new Map(await Promise.all(settled)));
}

/** Promises lie beside a page's rows, never in them. */
async function settle(data: unknown): Promise<unknown> {
  if (!isPlainObject(data)) return data;
  const entries = Object.entries(data).map(async ([name, value]): Promise<[string, unknown]> => {
    return [name, value instanceof Promise ? new Later(await value) : await settle(value)];
  });
  return Object.fromEntries(await Promise.all(entries));
}

function promised(data: unknown): unknown {
  if (data instanceof Later) return new Promise((resolve) => setTimeout(resolve, LATER_MS, data.value));
  if (!isPlainObject(data)) return data;
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, promised(value)]));
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
