import { connectShop, type ConnectedShop } from "./connected-shop";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readShop, SHOP_TABLES } from "~/data/shops";
import { pool } from "~/db.server";
import { action as customers } from "~/routes/webhooks.customers";
import { action as scopesUpdate } from "~/routes/webhooks.app.scopes_update";
import { action as shopRedact } from "~/routes/webhooks.shop.redact";
import { action as uninstalled } from "~/routes/webhooks.app.uninstalled";
import { closeQueue } from "~/sync/job-queue";
import { finishRedaction } from "~/sync/shop-lifecycle";
import { pullNow } from "./pulled-facts";
import { deliver } from "./signed-delivery";

type Action = typeof uninstalled;

async function countRows(shop: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of SHOP_TABLES) {
    const { rows } = await pool.query<{ count: string }>(`SELECT count(*) FROM ${table} WHERE shop = $1`, [shop]);
    counts[table] = Number(rows[0]?.count);
  }
  return counts;
}

let first: ConnectedShop;
let second: ConnectedShop;

beforeAll(async () => {
  first = await connectShop({ domain: "first-shop.myshopify.com", seed: 1 });
  second = await connectShop({ domain: "second-shop.myshopify.com", seed: 2 });
  await pullNow(first.shop, "first-pull");
  await pullNow(second.shop, "first-pull");
});
afterAll(async () => {
  await closeQueue();
  await first.sandbox.close();
  await second.sandbox.close();
});

const ROUTES: [string, Action][] = [
  ["app/uninstalled", uninstalled],
  ["app/scopes_update", scopesUpdate],
  ["customers/data_request", customers],
  ["customers/redact", customers],
  ["shop/redact", shopRedact],
];

describe("a webhook", () => {
  it.each(ROUTES)("%s with a forged signature is answered with 401 and changes nothing", async (topic, action) => {
    const before = await countRows(first.shop);
    expect(await deliver(action, { topic, shop: first.shop, secret: "another secret" })).toBe(401);
    expect(await countRows(first.shop)).toEqual(before);
    expect((await readShop(first.shop))?.uninstalledAt).toBeNull();
  });

  it.each(["customers/data_request", "customers/redact"])("%s is acknowledged", async (topic) => {
    expect(await deliver(customers, { topic, shop: first.shop })).toBe(200);
  });

  it("no table has a column for customer data: the columns like it are of staff, and of suppliers", async () => {
    const { rows } = await pool.query<{ place: string }>(
      `SELECT table_name || '.' || column_name AS place FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name ~* 'customer|email|phone|address|first_?name|last_?name'`,
    );
    const places = rows.map(({ place }) => place).filter((place) => !place.startsWith("sessions."));
    expect(places).toEqual(["vendors.email"]);
  });

  it("app/scopes_update stores the scopes", async () => {
    const payload = { previous: [], current: ["read_orders", "read_all_orders"] };
    expect(await deliver(scopesUpdate, { topic: "app/scopes_update", shop: first.shop, payload })).toBe(200);
    expect((await readShop(first.shop))?.scopes).toEqual(["read_orders", "read_all_orders"]);
  });
});

describe("app/uninstalled", () => {
  const topic = "app/uninstalled";

  it("that comes late, after the app was installed again, changes nothing", async () => {
    const triggeredAt = new Date(Date.now() - 3_600_000);
    expect(await deliver(uninstalled, { topic, shop: first.shop, triggeredAt })).toBe(200);
    expect((await countRows(first.shop)).sessions).toBe(1);
  });

  it("removes the tokens and ends the shop's pulls, even though its access token can't be renewed any more", async () => {
    await pool.query("UPDATE sessions SET expires = now() - interval '1 hour' WHERE shop = $1", [first.shop]);
    first.sandbox.installation.tokens.revokeAll();
    await pool.query(
      `INSERT INTO sync_runs (shop, run_id, kind, status, phase) VALUES ($1, 'open', 'refresh', 'running', 'reading')`,
      [first.shop],
    );
    expect(await deliver(uninstalled, { topic, shop: first.shop })).toBe(200);
    expect((await countRows(first.shop)).sessions).toBe(0);
    expect((await readShop(first.shop))?.uninstalledAt).toBeInstanceOf(Date);
    const { rows } = await pool.query("SELECT status FROM sync_runs WHERE shop = $1 AND run_id = 'open'", [first.shop]);
    expect(rows).toEqual([{ status: "failed" }]);
  });

  it("can come twice", async () => {
    const before = await readShop(first.shop);
    expect(await deliver(uninstalled, { topic, shop: first.shop })).toBe(200);
    expect(await readShop(first.shop)).toEqual(before);
  });

  it("leaves other shops alone", async () => {
    expect((await readShop(second.shop))?.uninstalledAt).toBeNull();
    expect((await countRows(second.shop)).sessions).toBe(1);
  });
});

describe("shop/redact", () => {
  it("knows every table that has rows of a shop", async () => {
    const { rows } = await pool.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name = 'shop'`,
    );
    expect(rows.map(({ name }) => name).sort()).toEqual([...SHOP_TABLES].sort());
  });

  it("deletes all rows of the shop and of no other, and can come twice", async () => {
    const others = await countRows(second.shop);
    expect((await countRows(first.shop)).order_lines).toBeGreaterThan(0);
    expect(await deliver(shopRedact, { topic: "shop/redact", shop: first.shop })).toBe(200);
    expect(await deliver(shopRedact, { topic: "shop/redact", shop: first.shop })).toBe(200);
    expect(Object.values(await countRows(first.shop)).every((count) => count === 0)).toBe(true);
    expect(await countRows(second.shop)).toEqual(others);
  });

  it("deletes what a job under way wrote meanwhile, but nothing of a shop that came back", async () => {
    const requestedAt = new Date();
    const stray = () =>
      pool.query("INSERT INTO daily_demand (shop, variant_id, day, units, orders) VALUES ($1, 1, now(), 1, 1)", [
        first.shop,
      ]);
    await stray();
    await finishRedaction(first.shop, requestedAt);
    expect((await countRows(first.shop)).daily_demand).toBe(0);

    await pool.query("INSERT INTO shops (shop, installed_at) VALUES ($1, $2)", [
      first.shop,
      new Date(requestedAt.getTime() + 1),
    ]);
    await stray();
    await finishRedaction(first.shop, requestedAt);
    expect(await countRows(first.shop)).toMatchObject({ shops: 1, daily_demand: 1 });
  });
});
