import Papa from "papaparse";
import { Validator } from "@seriousme/openapi-schema-validator";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { createApiToken } from "~/data/api-tokens";
import { asNewPlanVersion } from "~/data/plan-version";
import { claimRun, openRun, succeedRun } from "~/data/sync-runs";
import { db, pool } from "~/db.server";
import { action } from "~/routes/api.reorder[.]json";
import { makePlan, storePlans, storeShop } from "../reports/stored-plans";
import { description, expectAsDescribed, operations, seen } from "./described-api";

const ACTOR = { id: "user 1", name: "Ada" };
const SHOP = "gift-shop.myshopify.com";
const OTHER_SHOP = "other-shop.myshopify.com";
const NEW_SHOP = "new-shop.myshopify.com";
const ROWS = 30;
const ODD_SKUS = ["A/1", "100%", "x%2Fy", "twice", "twice", "50% off/é"];

const tokens: Record<string, string> = {};
let linkToken: string;

interface RouteModule {
  loader: (args: object) => Response | Promise<Response>;
}

const modules = import.meta.glob<RouteModule>("/app/routes/api.*.ts", { eager: true });
const ROUTES = Object.entries(modules).map(([file, module]) => ({ path: pathOf(file), ...module }));

/** As the description writes it: "/api/reorder.csv", "/api/items/{sku}". */
function pathOf(file: string): string {
  const name = file.replace("/app/routes/", "").replace(/\.ts$/, "").replaceAll("[.]", "\0").replaceAll(".", "/");
  return `/${name.replaceAll("\0", ".").replace("items/$", "items/{sku}")}`;
}

beforeAll(async () => {
  for (const shop of [SHOP, OTHER_SHOP, NEW_SHOP]) {
    await storeShop(shop);
    tokens[shop] = await createApiToken(shop, { name: "test", canWrite: false }, ACTOR);
  }
  const expiresAt = new Date(Date.now() + 60_000);
  linkToken = await createApiToken(SHOP, { name: "sheet", canWrite: false, isLink: true, expiresAt }, ACTOR);
  for (const shop of [SHOP, OTHER_SHOP]) {
    const { runId } = await openRun(shop, "first-pull");
    await claimRun(shop, runId);
    await succeedRun(shop, runId);
  }
  await db.location.create({ data: { shop: SHOP, locationId: 31n, name: "Warehouse", active: true } });
  await db.vendor.create({ data: { shop: SHOP, vendorId: 7n, name: "Potter & Sons" } });
  await db.vendorName.create({ data: { shop: SHOP, vendorId: 7n, normalizedName: "potter & sons" } });
  await storePlans([
    ...Array.from({ length: ROWS }, (_, index) =>
      makePlan(SHOP, index + 1, {
        suggestedOrderQuantity: index % 5 === 0 ? null : index % 7,
        ...(index % 2 === 0 && { vendorId: 7n, vendor: "Potter & Sons" }),
      }),
    ),
    makePlan(OTHER_SHOP, 999, { sku: "A/1" }),
    ...ODD_SKUS.map((sku, index) => makePlan(SHOP, 100 + index, { sku, status: "healthy" })),
  ]);
});

afterEach(() => vi.restoreAllMocks());

interface AskOptions {
  shop?: string;
  method?: string;
  token?: string | null;
  etag?: string | null;
}

/** What a route returns or throws, as Remix takes it. */
async function answerOf(load: () => Response | Promise<Response>): Promise<Response> {
  try {
    return await load();
  } catch (thrown) {
    if (thrown instanceof Response) return thrown;
    throw thrown;
  }
}

/** Asks the route of an address as the server would, and holds what it answers against the description. */
async function ask(address: string, options: AskOptions = {}): Promise<Response> {
  const { shop = SHOP, method = "GET", token = tokens[shop], etag } = options;
  const url = new URL(address, "https://app.example");
  const path = url.pathname.replace(/^(\/api\/items)\/.*/, "$1/{sku}");
  const { loader } = ROUTES.find((route) => route.path === path) ?? {};
  if (!loader) throw new Error(`No route is at ${path}`);
  const headers = {
    ...(token && { Authorization: `Bearer ${token}` }),
    ...(etag && { "If-None-Match": etag, "Cache-Control": "no-cache" }),
  };
  const response = await answerOf(() => loader({ request: new Request(url, { method, headers }) }));
  if (method === "GET") await expectAsDescribed(path, response);
  return response;
}

interface Page {
  rows: Record<string, string | number | null>[];
  totals: Record<string, unknown>;
}

const read = async (address: string) => (await (await ask(address)).json()) as Page;

/** The addresses of other pages, by their relation to this one, as the header tells them. */
function linksOf(response: Response): Record<string, string> {
  const links = (response.headers.get("Link") ?? "").matchAll(/<([^>]+)>; rel="(\w+)"/g);
  return Object.fromEntries([...links].map(([, address = "", relation = ""]) => [relation, address]));
}

async function followPages(address: string, relation = "next"): Promise<{ pages: Page[]; addresses: string[] }> {
  const pages: Page[] = [];
  const addresses: string[] = [];
  for (let next: string | undefined = address; next !== undefined;) {
    addresses.push(next);
    const response = await ask(next);
    pages.push((await response.json()) as Page);
    next = linksOf(response)[relation];
  }
  return { pages, addresses };
}

/** What stands in the cell of a CSV. */
const toCell = (value: string | number | null) => (value === null ? "" : String(value));

const changePlans = (change: string, of = "true") =>
  pool.query(asNewPlanVersion(`UPDATE plans SET ${change} WHERE shop = $1 AND ${of}`), [SHOP]);

describe("GET /api/reorder.json", () => {
  it("holds what the CSV holds, page by page, each row once and in its order", async () => {
    const csv = await (await ask("/api/reorder.csv?sort=sku")).text();
    const cells = Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true }).data;
    const { pages } = await followPages("/api/reorder.json?sort=sku&limit=7");
    expect(pages).toHaveLength(6);
    const rows = pages.flatMap((page) => page.rows);
    expect(
      rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, toCell(value)]))),
    ).toEqual(cells);
    expect(pages[3]?.totals).toMatchObject({ skus: ROWS + ODD_SKUS.length, currency: "GBP" });
  });

  it("leads back as it led on, and to the beginning", async () => {
    const { addresses, pages } = await followPages("/api/reorder.json?limit=10&status=reorder-now");
    const last = linksOf(await ask(addresses.at(-1) ?? ""));
    expect(new URL(last.first ?? "").search).toBe("?limit=10&status=reorder-now");
    const back = await followPages(last.prev ?? "", "prev");
    expect(back.pages.toReversed().map((page) => page.rows)).toEqual(pages.slice(0, -1).map((page) => page.rows));
  });

  it("comes to an end, and not to its beginning, when the list has shrunk meanwhile", async () => {
    const { next } = linksOf(await ask("/api/reorder.json?limit=3&status=healthy"));
    await changePlans("status = 'overstock'", "status = 'healthy'");
    const rest = await ask(next ?? "");
    expect(((await rest.json()) as Page).rows).toEqual([]);
    expect(Object.keys(linksOf(rest))).toEqual(["first"]);
    await changePlans("status = 'healthy'", "status = 'overstock'");
  });

  it("refuses a place in another order, and pages that are too large or none", async () => {
    const { next } = linksOf(await ask("/api/reorder.json?limit=3"));
    const faults = async (address: string) =>
      ((await (await ask(address)).json()) as { faults: { name: string }[] }).faults.map(({ name }) => name);
    expect(await faults(`${next ?? ""}&sort=sku`)).toEqual(["after"]);
    expect(await faults("/api/reorder.json?limit=501&colour=red")).toEqual(["colour", "limit"]);
    expect(await faults("/api/reorder.json?limit=0&before=x")).toEqual(["before", "limit"]);
    expect(await faults("/api/reorder.csv?limit=5")).toEqual(["limit"]);
  });
});

describe.each(["/api/reorder.json?sort=sku", "/api/reorder.csv?sort=sku"])("the tag of %s", (address) => {
  const tagOf = async (of: string) => (await ask(of)).headers.get("ETag");

  it("spares an unchanged list, without a row of it being read", async () => {
    const etag = await tagOf(address);
    expect(etag).toMatch(/^W\/"[\w-]{27}"$/);
    const query = vi.spyOn(pool, "query");
    for (const given of [etag, `"other", ${etag ?? ""}`, "*"]) {
      const response = await ask(address, { etag: given });
      expect([response.status, response.body]).toEqual([304, null]);
      expect(response.headers.get("ETag")).toBe(etag);
      expect(response.headers.get("Cache-Control")).toBe("private, no-cache");
    }
    const texts = query.mock.calls.map(([asked]) => (typeof asked === "string" ? asked : JSON.stringify(asked)));
    expect(texts.length).toBeGreaterThan(0);
    expect(texts.filter((asked) => /\b(FROM|JOIN) (plans|plan_search|\w*plan_sums)\b/.test(asked))).toEqual([]);
  });

  it("is another one once any plan is, and by each of whatever is asked for", async () => {
    const before = await tagOf(address);
    const others = await Promise.all(
      [`${address}&status=healthy`, `${address}&direction=desc`, `${address}&q=mug`, `${address}&vendor=7`].map(tagOf),
    );
    await changePlans("available = available + 1");
    const after = await tagOf(address);
    const all = [before, after, ...others];
    expect(new Set(all).size).toBe(all.length);
    expect((await ask(address, { etag: before })).status).toBe(200);
  });

  it("follows what the shop calls fast movers", async () => {
    const fastMovers = address.replace("sort=sku", "view=fast-movers");
    const before = await tagOf(fastMovers);
    await db.shop.update({ where: { shop: SHOP }, data: { settings: { fastMoverDeciles: 2 } } });
    expect(await tagOf(fastMovers)).not.toBe(before);
    await db.shop.update({ where: { shop: SHOP }, data: { settings: {} } });
  });
});

it("the plans' version does not tell what a location stocks: a list of one location has a tag of its text, or none", async () => {
  const address = "/api/reorder.json?location=31";
  expect((await ask("/api/reorder.csv?location=31")).headers.get("ETag")).toBeNull();
  const empty = await ask(address);
  const etag = empty.headers.get("ETag");
  expect((await ask(address, { etag })).status).toBe(304);
  const quantities = { available: 5, onHand: 5, committed: 0, incoming: 0, reserved: 0 };
  const level = { shop: SHOP, inventoryItemId: 2_000_001n, locationId: 31n, ...quantities };
  await db.inventoryLevel.create({ data: { ...level, updatedAt: new Date() } });
  expect((await ask(address, { etag })).status).toBe(200);
});

describe("GET /api/vendors", () => {
  it("holds the lines of the screen, page by page", async () => {
    const { pages } = await followPages("/api/vendors?limit=1&sort=vendor");
    expect(pages.flatMap(({ rows }) => rows)).toMatchObject([
      { vendor_id: "7", vendor: "Potter & Sons", skus: 15, lead_time: { days: 14, source: "shop" } },
      { vendor_id: null, vendor: null, skus: 21 },
    ]);
    expect(pages[0]?.totals).toMatchObject({ skus: 36, vendors: 1 });
  });

  it("is spared when nothing has changed, of plans or of the vendors themselves", async () => {
    const etag = (await ask("/api/vendors")).headers.get("ETag");
    expect((await ask("/api/vendors", { etag })).status).toBe(304);
    await db.vendor.updateMany({ where: { shop: SHOP, vendorId: 7n }, data: { leadTimeDays: 30 } });
    expect((await ask("/api/vendors", { etag })).status).toBe(200);
  });

  it("refuses a page beyond the last, and what it does not know", async () => {
    expect(await (await ask("/api/vendors?page=2")).json()).toMatchObject({
      faults: [{ name: "page", reason: "is beyond the last page, 1" }],
    });
    expect((await ask("/api/vendors?shop=other")).status).toBe(400);
  });
});

describe("GET /api/items/{sku}", () => {
  it.each(["A/1", "100%", "x%2Fy", "50% off/é"])("finds %s", async (sku) => {
    const { items } = (await (await ask(`/api/items/${encodeURIComponent(sku)}`)).json()) as {
      items: { sku: string }[];
    };
    expect(items.map((item) => item.sku)).toEqual([sku]);
  });

  it("takes a slash as it is, too", async () => {
    expect((await ask("/api/items/A/1")).status).toBe(200);
  });

  it("holds every variant that shares the SKU, with the figures of the list", async () => {
    const { items } = (await (await ask("/api/items/twice")).json()) as { items: Record<string, unknown>[] };
    const { rows } = await read("/api/reorder.json?q=twice&sort=sku");
    expect(items).toHaveLength(2);
    expect(items).toMatchObject(rows.toSorted((a, b) => Number(a.variant_id) - Number(b.variant_id)));
  });

  it.each(["nothing-like-it", "TWICE", "", "%00", "%zz"])("says that there is no “%s”", async (sku) => {
    const response = await ask(`/api/items/${sku}`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ type: "about:blank", status: 404 });
  });

  it("is spared when nothing has changed, and takes no search parameters", async () => {
    const etag = (await ask("/api/items/A%2F1")).headers.get("ETag");
    expect((await ask("/api/items/A%2F1", { etag })).status).toBe(304);
    expect((await ask("/api/items/A%2F1?view=all")).status).toBe(400);
  });
});

describe("every address", () => {
  const GUARDED = ["/api/reorder.csv", "/api/reorder.json", "/api/vendors", "/api/items/A%2F1"];

  it.each(GUARDED)("%s refuses whoever has no token, or one that holds elsewhere", async (address) => {
    expect((await ask(address, { token: null })).status).toBe(401);
    expect((await ask(address, { token: "iit_x" })).status).toBe(401);
    const opensCsv = address.endsWith(".csv");
    expect((await ask(address, { token: linkToken })).status).toBe(opensCsv ? 200 : 403);
    expect((await ask(`${address}?access_token=${linkToken}`, { token: null })).status).toBe(opensCsv ? 200 : 403);
    expect((await ask(`${address}?access_token=iit_x`, { token: null })).status).toBe(401);
    for (const token of [null, tokens[SHOP] ?? ""]) {
      const exposed = await ask(`${address}?access_token=${tokens[SHOP]}`, { token });
      expect(exposed.status).toBe(403);
      expect(await exposed.text()).toContain("revoke it");
    }
  });

  it("shows the token's shop alone", async () => {
    const idsAt = async (address: string, list: "rows" | "items", shop: string) => {
      const body = (await (await ask(address, { shop })).json()) as Record<string, { variant_id: string }[]>;
      return body[list]?.map((row) => row.variant_id);
    };
    expect(await idsAt("/api/items/A%2F1", "items", SHOP)).toEqual(["100"]);
    expect(await idsAt("/api/items/A%2F1", "items", OTHER_SHOP)).toEqual(["999"]);
    expect(await idsAt("/api/reorder.json", "rows", OTHER_SHOP)).toEqual(["999"]);
    expect(await (await ask("/api/vendors", { shop: OTHER_SHOP })).json()).toMatchObject({
      totals: { skus: 1, vendors: 0 },
    });
  });

  it.each(GUARDED)("%s is not there before the first plan", async (address) => {
    const response = await ask(address, { shop: NEW_SHOP });
    expect([response.status, response.headers.get("Retry-After")]).toEqual([503, "30"]);
  });

  it.each(GUARDED)("%s answers HEAD as GET, without a body, and nothing else", async (address) => {
    const [head, get] = [await ask(address, { method: "HEAD" }), await ask(address)];
    expect([head.status, head.body]).toEqual([200, null]);
    expect([...head.headers]).toEqual([...get.headers]);
    const options = await ask(address, { method: "OPTIONS" });
    expect([options.status, options.headers.get("Allow")]).toEqual([405, "GET, HEAD"]);
  });

  it("refuses to be written to", async () => {
    expect(action().status).toBe(405);
    expect(await action().json()).toMatchObject({ title: "Method not allowed", detail: expect.any(String) as string });
  });
});

describe("the description", () => {
  it("is valid OpenAPI 3.1, and given to everybody", async () => {
    const response = await ask("/api/openapi.json", { token: null });
    const document = (await response.json()) as Record<string, unknown>;
    expect(document).toMatchObject({ openapi: "3.1.0" });
    expect(await new Validator().validate(document)).toEqual({ valid: true });
    expect((await ask("/api/openapi.json", { token: null, etag: response.headers.get("ETag") })).status).toBe(304);
  });

  it("names every route that there is", () => {
    const paths = ROUTES.map(({ path }) => path).filter((path) => path !== "/api/$");
    expect(Object.keys(description.paths ?? {}).sort()).toEqual(paths.sort());
  });

  const SAMPLES: Record<string, string[]> = {
    view: ["all", "vendor", "fast-movers"],
    vendor: ["7", "none", "potter & sons"],
    status: ["healthy", "healthy,overstock"],
    class: ["lumpy,new"],
    decile: ["1", "1-3,10"],
    to_order: ["true"],
    q: ["mug", "1"],
    location: ["31"],
    sort: ["vendor"],
    direction: ["asc", "desc"],
    limit: ["1", "500"],
    page: ["1"],
    archived: ["true"],
  };

  it.each(operations.filter(({ params }) => params.length > 0))(
    "tells the parameters of $path",
    async ({ path, params }) => {
      const places = ["after", "before"];
      for (const name of params.filter((param) => !places.includes(param))) {
        for (const sample of SAMPLES[name] ?? []) {
          const search = new URLSearchParams({ [name]: sample });
          expect((await ask(`${path}?${search}`)).status, search.toString()).toBe(200);
        }
        expect(SAMPLES[name], `a sample of ${name}`).toBeDefined();
      }
      expect((await ask(`${path}?colour=red`)).status).toBe(400);
    },
  );

  // Last: what all the requests above were answered.
  it("has been held against every answer that a shop can cause", () => {
    const byOps = [429, 500];
    const described = operations.flatMap(({ path, statuses }) => statuses.map((status) => ({ path, status })));
    const untried = described.filter(({ path, status }) => !byOps.includes(status) && !seen.has(`${path} ${status}`));
    expect(untried).toEqual([]);
  });
});
