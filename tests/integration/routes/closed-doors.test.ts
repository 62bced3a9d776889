import { connectShop, type ConnectedShop } from "../sync/connected-shop";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { storePolicyChanges } from "~/data/item-policies";
import { createListView } from "~/data/list-views";
import { noteWholePlanning } from "~/data/plan-age";
import { SHOP_TABLES } from "~/data/shops";
import { openRun, succeedRun } from "~/data/sync-runs";
import { db, pool } from "~/db.server";
import { addDays } from "~/planning/calendar";
import { closeQueue } from "~/sync/job-queue";
import { mintIdToken } from "../../../sandbox/session-tokens";
import { makePlan, storePlans } from "../reports/stored-plans";

const BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36";
/** Stands in everything that the shop has and nobody else may see. */
const SECRET = "Zinnober";
const TOKEN_ID = "11111111-2222-4333-8444-555555555555";

interface RouteModule {
  loader?: (args: object) => unknown;
  action?: (args: object) => unknown;
}

/** Found by looking, so that a new route cannot be forgotten. */
const modules = import.meta.glob<RouteModule>("/app/routes/*.{ts,tsx}");
const routes = Object.entries(modules).map(([file, load]) => ({ path: pathOf(file), load }));

/** Open to everybody, with nothing of any shop. */
const OPEN = ["/", "/healthz", "/metrics", "/auth/login", "/api/1", "/api/openapi.json"];

let connected: ConnectedShop;
let other: ConnectedShop;
/** What the shop has and others could name. */
let stored: { viewId: string; changeId: string };

beforeAll(async () => {
  connected = await connectShop();
  other = await connectShop({ domain: "second-shop.myshopify.com", seed: 2 });
  for (const { shop } of [connected, other]) {
    const { runId } = await openRun(shop, "first-pull");
    await succeedRun(shop, runId);
    const now = new Date();
    const windowEnd = addDays(now.toISOString().slice(0, 10), 1);
    await noteWholePlanning(shop, { plannedAt: now, windowEnd, askedAt: null });
  }
  const { shop } = connected;
  await pool.query("INSERT INTO vendors (shop, vendor_id, name) VALUES ($1, 1, $2)", [shop, `${SECRET} Ltd`]);
  await storePlans([makePlan(shop, 1, { vendorId: 1n, productTitle: `${SECRET} vase`, sku: `${SECRET}-1` })]);
  await db.alertSettings.create({ data: { shop, settings: { emails: [`${SECRET}@example.com`] } } });
  const ids = { variantId: 1n, productId: 1n, inventoryItemId: 1n };
  const dates = { createdAt: new Date(), updatedAt: new Date() };
  await db.variant.create({ data: { shop, ...ids, ...dates, productTitle: `${SECRET} vase`, tracked: true } });
  const actor = { id: SECRET, name: SECRET };
  const change = await storePolicyChanges(shop, { variantIds: ["1"], changes: { leadTimeDays: 9 }, actor });
  const view = { name: SECRET, query: `q=${SECRET}`, columns: ["sku"], density: "compact" };
  const created = await createListView(shop, "all", view);
  if (change.kind !== "changed" || created.kind !== "saved") throw new Error("The shop lacks what to protect");
  stored = { changeId: change.changeId, viewId: created.viewId };
  await db.apiToken.create({ data: { shop, tokenId: TOKEN_ID, name: `${SECRET} export`, secretHash: "x" } });
});

afterAll(async () => {
  await closeQueue();
  await connected.sandbox.close();
  await other.sandbox.close();
});

it("the routes are found", () => {
  expect(routes.length).toBeGreaterThan(30);
  expect(routes.map(({ path }) => path)).toEqual(expect.arrayContaining([...OPEN, "/app/vendors/1/skus", "/export/1"]));
});

const STRANGERS: [who: string, headers: () => Record<string, string>][] = [
  ["nobody", () => ({})],
  [
    "somebody whose token has expired",
    () => bearer(connected.sandbox.installation.mintIdToken({ lifetimeSeconds: -120 })),
  ],
  ["somebody whose token is forged", () => bearer(mint({ apiSecret: "a secret that is not the app's own" }))],
  ["somebody with a token for another app", () => bearer(mint({ apiKey: "another-app" }))],
  ["somebody with nonsense for a token", () => bearer("iit_c2hvcA.AAAA")],
];

describe.each(STRANGERS)("%s", (_who, headers) => {
  it.each(routes)("gets nothing from $path", async ({ path, load }) => {
    const { loader, action } = await load();
    for (const [handle, method] of [
      [loader, "GET"],
      [action, "POST"],
    ] as const) {
      if (!handle) continue;
      const answer = await ask(handle, path, method, headers());
      expect(answer.text).not.toContain(SECRET);
      expect(answer.cookie).toBeNull();
      if (OPEN.includes(path)) continue;
      expect(answer.text).not.toMatch(/"totals"|"rows"|"settings"/);
      expect([302, 400, 401, 403, 405, 410]).toContain(answer.status);
    }
  });
});

describe("a merchant of another shop", () => {
  const headers = () => bearer(other.sandbox.installation.mintIdToken({}));

  it.each(routes)("sees nothing of this one at $path", async ({ path, load }) => {
    const { loader } = await load();
    if (!loader) return;
    const answer = await ask(loader, path, "GET", headers());
    expect(answer.text).not.toContain(SECRET);
    expect(answer.cookie).toBeNull();
  });

  it("changes nothing of this one, whatever is sent where", async () => {
    const before = await readRows(connected.shop);
    for (const { path, load } of routes) {
      const { action } = await load();
      if (action) for (const wish of WISHES) await ask(action, path, "POST", headers(), { ...stored, ...wish });
    }
    expect(await readRows(connected.shop)).toEqual(before);
  });
});

/** What forms of the app ask for: each is sent to each route. */
const WISHES: Record<string, string>[] = [
  { intent: "save", leadTimeDays: "3", seenEntryId: "0" },
  { intent: "archive" },
  { intent: "delete" },
  { intent: "merge", intoId: "1" },
  { intent: "reset-order" },
  { intent: "edit-quantity", quantity: "3", seenEditedAt: "" },
  { intent: "revoke", tokenId: TOKEN_ID },
  { intent: "create", name: "stranger's", rights: "write", days: "never" },
  { command: "apply", importId: "1" },
  { command: "undo", importId: "1" },
  { intent: "test", channel: "email" },
  { intent: "remove-webhook" },
  { intent: "dismiss-news", until: "2026-03-01T08:00:00.000Z" },
  { intent: "rename", name: "stranger's" },
  { intent: "overwrite", query: "" },
  { intent: "look-of-view", columns: "vendor", density: "comfortable" },
  { excluded: "true" },
  { step: "leave" },
  { kind: "refresh" },
  { demandWindowDays: "30", serviceLevelPercent: "90" },
];

interface Answer {
  status: number;
  text: string;
  /** What it would have the browser keep. */
  cookie: string | null;
}

/** Whatever a route answers or throws, in words; what streams in later too. */
async function ask(
  handle: (args: object) => unknown,
  path: string,
  method: "GET" | "POST",
  headers: Record<string, string>,
  wish: Record<string, string> = { intent: "save" },
): Promise<Answer> {
  const url = `http://localhost:4000${path}?shop=${connected.shop}&vendorId=1&variantIds=1&vendor=1`;
  const fields = { vendorId: "1", variantIds: "1", variantId: "1", ...wish };
  const body = method === "POST" ? new URLSearchParams(fields) : null;
  const request = new Request(url, { method, body, headers: { ...headers, "user-agent": BROWSER } });
  try {
    return await read(await handle({ request, params: { id: "1", ticket: "1", "*": "x" }, context: {} }));
  } catch (thrown) {
    // An error is a fault; whatever else is thrown is an answer: a response, or what a page of its status is made of.
    if (thrown instanceof Error) throw thrown;
    return read(thrown);
  }
}

async function read(answer: unknown): Promise<Answer> {
  if (answer instanceof Response) {
    return { status: answer.status, text: await answer.text(), cookie: answer.headers.get("set-cookie") };
  }
  return { status: 200, text: JSON.stringify(await settle(answer)) ?? "", cookie: null };
}

async function settle(value: unknown): Promise<unknown> {
  const settled: unknown = await value;
  if (typeof settled !== "object" || settled === null || settled instanceof Date) return settled;
  const entries = await Promise.all(Object.entries(settled).map(async ([name, part]) => [name, await settle(part)]));
  return Object.fromEntries(entries) as unknown;
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

function mint(changes: { apiKey?: string; apiSecret?: string }): string {
  const claims = { apiKey: "sandbox-api-key", apiSecret: "sandbox-api-secret-of-32-characters", userId: "1" };
  return mintIdToken({ shopDomain: connected.shop, now: new Date(), ...claims, ...changes });
}

async function readRows(shop: string): Promise<Record<string, unknown>> {
  const rows: Record<string, unknown> = {};
  for (const table of ["shops", ...SHOP_TABLES]) {
    rows[table] = (await pool.query(`SELECT * FROM ${table} WHERE shop = $1`, [shop])).rows;
  }
  return rows;
}

/** As Remix reads it from the file's name, with something in the place of each parameter. */
function pathOf(file: string): string {
  const name = file.replace("/app/routes/", "").replace(/\.tsx?$/, "");
  const segments = name.replaceAll("[.]", "\u0000").split(".");
  const path = segments
    .filter((segment) => segment !== "_index")
    .map((segment) => (segment.startsWith("$") ? "1" : segment.replace(/_$/, "")))
    .join("/");
  return `/${path.replaceAll("\u0000", ".")}`;
}
