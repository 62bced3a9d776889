import type { ActionFunctionArgs, EntryContext, ServerBuild } from "@remix-run/node";
import { decode } from "turbo-stream";
import { expect, it } from "vitest";
import { createRemixHandler } from "~/ops/remix-handler";
import { createRouteFinder } from "~/ops/route-finder";

const Page = () => null;

const build = {
  entry: {
    module: {
      // What the browser is told of, in place of a page.
      default: (_request: Request, status: number, headers: Headers, { routeModules }: EntryContext) =>
        Response.json(Object.keys(routeModules), { status, headers }),
      handleError: () => {},
    },
  },
  routes: {
    root: { id: "root", path: "", module: { default: Page } },
    app: { id: "app", parentId: "root", path: "app", module: { default: Page, loader: () => "frame" } },
    list: { id: "list", parentId: "app", index: true, module: { default: Page, loader: () => "rows" } },
    vendor: {
      id: "vendor",
      parentId: "app",
      path: "vendors/:id",
      module: {
        default: Page,
        loader: ({ params }: ActionFunctionArgs) => params,
        action: ({ params }: ActionFunctionArgs) => ({ saved: params.id }),
      },
    },
    csv: { id: "csv", parentId: "root", path: "api/list.csv", module: { loader: () => new Response("sku") } },
  },
  assets: { entry: { module: "", imports: [] }, routes: {}, url: "", version: "1" },
  publicPath: "/",
  assetsBuildDirectory: "",
  basename: "/",
  future: { v3_singleFetch: true },
  isSpaMode: false,
} as unknown as ServerBuild;

const handleRemix = createRemixHandler(build);
const findRoute = createRouteFinder(build.routes);

function ask(path: string, init?: RequestInit): Promise<Response> {
  const request = new Request(`http://localhost${path}`, init);
  return handleRemix(request, findRoute(new URL(request.url).pathname), {});
}

async function askForData(path: string, init?: RequestInit): Promise<unknown> {
  const { body } = await ask(path, init);
  return body && (await decode(body)).value;
}

it("answers with the data of a page's routes, and of those alone that are asked for", async () => {
  expect(await askForData("/app.data")).toMatchObject({ app: { data: "frame" }, list: { data: "rows" } });
  expect(await askForData("/app.data?_routes=list")).toEqual({ list: { data: "rows" } });
  expect(await askForData("/app/vendors/17.data?_routes=vendor")).toEqual({ vendor: { data: { id: "17" } } });
});

it("hands what an open page sends to its route", async () => {
  expect(await askForData("/app/vendors/17.data", { method: "POST" })).toEqual({ data: { saved: "17" } });
});

it("answers with a file", async () => {
  expect(await (await ask("/api/list.csv")).text()).toBe("sku");
});

it("tells the browser of all routes with a page", async () => {
  expect(await (await ask("/app")).json()).toEqual(Object.keys(build.routes));
});

it("says that there is nothing at an address that leads nowhere", async () => {
  expect((await ask("/wp-login.php")).status).toBe(404);
  expect((await ask("/app/nothing.data")).status).toBe(404);
});
