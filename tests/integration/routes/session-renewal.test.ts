import { createRequestHandler } from "@remix-run/node";
import type { ServerBuild } from "@remix-run/node";
import { describe, expect, it } from "vitest";
import * as notFound from "~/routes/app.$";
import * as reorderList from "~/routes/app._index";
import * as fastMovers from "~/routes/app.fast-movers";
import * as freshness from "~/routes/app.freshness";
import * as item from "~/routes/app.items.$id";
import * as help from "~/routes/app.help";
import * as settings from "~/routes/app.settings";
import * as status from "~/routes/app.status";
import * as vendor from "~/routes/app.vendors.$id";
import { headers as printHeaders, loader as loadPrint } from "~/routes/app.vendors.$id_.print";
import * as vendorSkus from "~/routes/app.vendors.$id_.skus";
import * as vendors from "~/routes/app.vendors._index";
import { mintIdToken } from "../../../sandbox/session-tokens";

type RouteModule = NonNullable<ServerBuild["routes"][string]>["module"];
interface Page {
  /** Of the route, below the app's layout. */
  pattern: string;
  path: string;
  module: Partial<RouteModule>;
}

const PAGES: Record<string, Page> = {
  "routes/app._index": { pattern: "", path: "/app", module: reorderList },
  "routes/app.fast-movers": { pattern: "fast-movers", path: "/app/fast-movers", module: fastMovers },
  "routes/app.vendors._index": { pattern: "vendors", path: "/app/vendors", module: vendors },
  "routes/app.vendors.$id": { pattern: "vendors/:id", path: "/app/vendors/7", module: vendor },
  "routes/app.vendors.$id_.skus": { pattern: "vendors/:id/skus", path: "/app/vendors/7/skus", module: vendorSkus },
  "routes/app.vendors.$id_.print": {
    pattern: "vendors/:id/print",
    path: "/app/vendors/7/print",
    module: { headers: printHeaders, loader: loadPrint },
  },
  "routes/app.items.$id": { pattern: "items/:id", path: "/app/items/7", module: item },
  "routes/app.settings": { pattern: "settings", path: "/app/settings", module: settings },
  "routes/app.help": { pattern: "help", path: "/app/help", module: help },
  "routes/app.status": { pattern: "status", path: "/app/status", module: status },
  "routes/app.$": { pattern: "*", path: "/app/nowhere", module: notFound },
};

const NO_COMPONENT = { default: () => null };

/** Remix's server with the app's pages. The layout is not asked for data when a merchant goes from page to page. */
const answer = createRequestHandler(
  {
    entry: { module: { default: () => new Response() } },
    routes: {
      root: { id: "root", path: "", module: NO_COMPONENT },
      "routes/app": { id: "routes/app", parentId: "root", path: "app", module: NO_COMPONENT },
      ...Object.fromEntries(
        Object.entries(PAGES).map(([id, { pattern, module }]) => [
          id,
          { id, parentId: "routes/app", path: pattern, index: pattern === "", module: { ...NO_COMPONENT, ...module } },
        ]),
      ),
      "routes/app.freshness": {
        id: "routes/app.freshness",
        parentId: "routes/app",
        path: "freshness",
        // Without a page of its own.
        module: freshness as Partial<RouteModule> as RouteModule,
      },
    },
    assets: { entry: { imports: [], module: "" }, routes: {}, url: "", version: "1" },
    basename: "/",
    publicPath: "/",
    assetsBuildDirectory: "",
    future: {
      v3_fetcherPersist: true,
      v3_relativeSplatPath: true,
      v3_throwAbortReason: true,
      v3_routeConfig: true,
      v3_singleFetch: true,
      v3_lazyRouteDiscovery: true,
      unstable_optimizeDeps: false,
    },
    isSpaMode: false,
    mode: "production",
  } as ServerBuild,
  "production",
);

const BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36";

/** The headers of App Bridge, which has slept past the end of its session token, as laptops do. */
function staleHeaders(): Headers {
  const idToken = mintIdToken({
    shopDomain: "first-shop.myshopify.com",
    apiKey: "sandbox-api-key",
    apiSecret: "sandbox-api-secret-of-32-characters",
    userId: "1",
    now: new Date(Date.now() - 3_600_000),
  });
  return new Headers({ Authorization: `Bearer ${idToken}`, "User-Agent": BROWSER });
}

describe("a request whose session token has expired", () => {
  it.each(Object.entries(PAGES))(
    "is one that App Bridge repeats with a new token: data of %s",
    async (id, { path }) => {
      const dataPath = `${path}.data?_routes=${encodeURIComponent(id)}`;
      const response = await answer(new Request(`http://localhost:4000${dataPath}`, { headers: staleHeaders() }));
      expect(response.status).toBe(401);
      expect(response.headers.get("X-Shopify-Retry-Invalid-Session-Request")).toBe("1");
    },
  );

  it("is one that App Bridge repeats with a new token: whether a page shows the latest", async () => {
    const response = await answer(new Request("http://localhost:4000/app/freshness", { headers: staleHeaders() }));
    expect(response.status).toBe(401);
    expect(response.headers.get("X-Shopify-Retry-Invalid-Session-Request")).toBe("1");
  });

  it("is one that App Bridge repeats with a new token: saving the settings", async () => {
    const request = new Request("http://localhost:4000/app/settings.data", {
      method: "POST",
      headers: staleHeaders(),
      body: new URLSearchParams({ leadTimeDays: "3" }),
    });
    const response = await answer(request);
    expect(response.status).toBe(401);
    expect(response.headers.get("X-Shopify-Retry-Invalid-Session-Request")).toBe("1");
  });
});
