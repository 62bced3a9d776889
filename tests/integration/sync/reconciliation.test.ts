import { connectShop, openApp, type ConnectedShop } from "./connected-shop";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deleteOrder, placeOrder } from "../../../sandbox/changes/orders";
import { deleteVariant } from "../../../sandbox/changes/products";
import { disconnectLevel } from "../../../sandbox/changes/stock";
import type { SandboxStore, SandboxVariant } from "../../../sandbox/store/types";
import { readLastComparison, readLatestRun, type Comparison } from "~/data/sync-runs";
import { pool } from "~/db.server";
import { ensureFresh } from "~/sync/ensure-fresh";
import { closeQueue } from "~/sync/job-queue";
import { unregisterShop } from "~/sync/shop-lifecycle";
import { startDueReconciliations } from "~/sync/start-reconciliations";
import { expectedFacts, pullNow, storedFacts } from "./pulled-facts";

const SUCCEEDED = { kind: "succeeded" };
const NONE = { missing: 0, different: 0, extra: 0 };

let connected: ConnectedShop;
let other: ConnectedShop;
let shop: string;
let knownFrom: string;

/** The refresh that goes before a comparison asks for what changed in the last days: no level did. */
function letLevelsRest({ products }: SandboxStore): void {
  const levels = products.flatMap(({ variants }) => variants).flatMap(({ inventoryItem }) => inventoryItem.levels);
  for (const level of levels) level.updatedAt = "2026-01-01T00:00:00Z";
}

beforeAll(async () => {
  connected = await connectShop({ skus: 40, prepare: letLevelsRest });
  other = await connectShop({ domain: "other-shop.myshopify.com", skus: 10, seed: 2 });
  shop = connected.shop;
  await pullNow(shop, "first-pull");
  await pullNow(other.shop, "first-pull");
  const { rows } = await pool.query<{ day: string }>("SELECT orders_known_from AS day FROM shops WHERE shop = $1", [
    shop,
  ]);
  knownFrom = rows[0]?.day ?? "";
});
afterAll(async () => {
  await closeQueue();
  await connected.sandbox.close();
  await other.sandbox.close();
});

function variantAt(index: number): SandboxVariant {
  const variant = connected.store.products.flatMap(({ variants }) => variants)[index];
  if (!variant) throw new Error(`The store has no variant ${index}`);
  return variant;
}

async function reconcile(): Promise<Comparison> {
  // Nothing of what the tests did before is on its way any more.
  await pool.query("UPDATE sync_runs SET started_at = started_at - interval '3 days'");
  expect(await pullNow(shop, "reconciliation")).toEqual(SUCCEEDED);
  const comparison = await readLastComparison(shop);
  if (!comparison) throw new Error("Nothing was compared");
  return comparison;
}

async function expectEqualFacts(): Promise<void> {
  const { variants, levels, orderLines, dailyDemand } = expectedFacts(connected.store, knownFrom);
  const stored = await storedFacts(shop);
  expect(stored.variants).toEqual(variants);
  expect(stored.levels).toEqual(levels);
  expect(stored.orderLines).toEqual(orderLines);
  expect(stored.dailyDemand).toEqual(dailyDemand);
}

describe("a reconciliation", () => {
  it("finds no difference where there is none, and tells what it compared", async () => {
    const { compared, differences, finishedAt, days, differingDays } = await reconcile();
    expect(differences).toEqual({ variant: NONE, level: NONE, "order-line": NONE });
    const { variants, levels, orderLines } = expectedFacts(connected.store, knownFrom);
    expect(compared).toEqual({ variant: variants.length, level: levels.length, "order-line": orderLines.length });
    expect({ days, differingDays }).toEqual({ days: 91, differingDays: [] });
    expect(Date.parse(finishedAt ?? "")).toBeGreaterThan(Date.now() - 60_000);
  });

  it("finds what was missed, by kind, and puts it right", async () => {
    const othersFacts = await storedFacts(other.shop);
    const lines = async (where: string) =>
      (
        await pool.query<{ id: string }>(
          `SELECT order_line_id AS id FROM order_lines WHERE shop = $1 AND ${where} ORDER BY order_line_id LIMIT 3`,
          [shop],
        )
      ).rows.map(({ id }) => id);
    const [lost, , changed] = await lines("day = (SELECT max(day) - 20 FROM order_lines) AND NOT cancelled");
    await pool.query("DELETE FROM order_lines WHERE shop = $1 AND order_line_id = $2", [shop, lost]);
    await pool.query("UPDATE order_lines SET units = units + 5 WHERE shop = $1 AND order_line_id = $2", [
      shop,
      changed,
    ]);
    await pool.query(
      `INSERT INTO order_lines (shop, order_line_id, order_id, variant_id, ordered_at, day, units, cancelled, test,
         order_updated_at)
       SELECT shop, 5, 5, variant_id, ordered_at, day, 100, false, false, order_updated_at FROM order_lines
       WHERE shop = $1 AND order_line_id = $2`,
      [shop, changed],
    );
    await pool.query("UPDATE variants SET sku = 'WRONG' WHERE shop = $1 AND variant_id = $2", [shop, variantAt(1).id]);
    for (const table of ["variants", "vendor_items", "plans"]) {
      await pool.query(`DELETE FROM ${table} WHERE shop = $1 AND variant_id = $2`, [shop, variantAt(2).id]);
    }
    const [level] = variantAt(3).inventoryItem.levels;
    await pool.query(
      `UPDATE inventory_levels SET available = available + 50
       WHERE shop = $1 AND inventory_item_id = $2 AND location_id = $3`,
      [shop, variantAt(3).inventoryItem.id, level?.locationId],
    );
    await pool.query("UPDATE inventory_levels SET observed_at = observed_at - interval '3 days'");
    await pool.query("UPDATE variants SET observed_at = observed_at - interval '3 days'");

    const { differences, examples, differingDays } = await reconcile();
    expect(differences).toEqual({
      variant: { missing: 1, different: 1, extra: 0 },
      level: { missing: 0, different: 1, extra: 0 },
      "order-line": { missing: 1, different: 1, extra: 1 },
    });
    expect(examples).toContainEqual({ subject: "variant", kind: "missing", id: variantAt(2).id });
    expect(examples).toContainEqual({ subject: "order-line", kind: "extra", id: "5" });
    expect(differingDays).toHaveLength(1);
    await expectEqualFacts();
    const { rows } = await pool.query("SELECT sku FROM plans WHERE shop = $1 AND variant_id = ANY($2) ORDER BY sku", [
      shop,
      [variantAt(1).id, variantAt(2).id],
    ]);
    expect(rows.map((row) => (row as { sku: string }).sku)).toEqual([variantAt(1).sku, variantAt(2).sku].sort());
    expect(await storedFacts(other.shop)).toEqual(othersFacts);
  });

  it("sees what was deleted in Shopify, of which no search tells", async () => {
    const { installation } = connected.sandbox;
    const gone = connected.store.products.find(({ variants }) => variants.length > 1)?.variants[0];
    if (!gone) throw new Error("No product of the store has several variants");
    const order = connected.store.orders.findLast(
      ({ cancelledAt, test, createdAt, lines }) =>
        cancelledAt === null &&
        !test &&
        Date.parse(createdAt) < Date.now() - 3 * 86_400_000 &&
        lines.some(({ variantId }) => variantId !== null && variantId !== gone.id),
    );
    if (!order) throw new Error("The store has no order to delete");
    const placed = installation.change((change) =>
      placeOrder(change, { lines: [{ variantId: variantAt(15).id, quantity: 1 }] }),
    );
    await pullNow(shop, "refresh");
    await pool.query(
      "UPDATE order_lines SET order_updated_at = order_updated_at - interval '1 minute' WHERE order_id = $1",
      [placed.id],
    );
    const deletedIds = [order.id, placed.id];
    for (const orderId of deletedIds) installation.change((change) => deleteOrder(change, { orderId }));
    installation.change((change) => deleteVariant(change, { variantId: gone.id }));
    const stocked = connected.store.products
      .flatMap(({ variants }) => variants.map(({ inventoryItem }) => inventoryItem))
      .find(({ levels }) => levels.length > 1 && levels[0]?.committed === 0 && levels[0].incoming === 0);
    const [level] = stocked?.levels ?? [];
    if (!stocked || !level) throw new Error("No item of the store is stocked at several locations");
    installation.change((change) => disconnectLevel(change, { itemId: stocked.id, locationId: level.locationId }));

    await pullNow(shop, "refresh");
    const { differences } = await reconcile();
    expect(differences.variant).toEqual({ ...NONE, extra: 1 });
    expect(differences["order-line"].extra).toBeGreaterThan(0);
    const stored = await storedFacts(shop);
    const expected = expectedFacts(connected.store, knownFrom);
    expect(stored.variants).toEqual(expected.variants);
    expect(stored.levels).toEqual(expected.levels);
    for (const orderId of deletedIds) {
      expect(stored.orderLines).not.toContainEqual(expect.objectContaining({ orderId }));
    }
    const { rows } = await pool.query("SELECT FROM plans WHERE shop = $1 AND variant_id = $2", [shop, gone.id]);
    expect(rows).toEqual([]);

    // The lines of a deleted variant stay: it was sold. They make no day differ.
    expect((await reconcile()).differences).toEqual({ variant: NONE, level: NONE, "order-line": NONE });
  });

  it("counts nothing that a customer or the merchant did meanwhile", async () => {
    await pullNow(shop, "refresh");
    connected.sandbox.installation.change((change) =>
      placeOrder(change, { lines: [{ variantId: variantAt(15).id, quantity: 1 }] }),
    );
    expect((await reconcile()).differences).toEqual({ variant: NONE, level: NONE, "order-line": NONE });
  });
});

describe("reconciliations", () => {
  const at = async (iso: string) => {
    await startDueReconciliations(new Date(iso));
    return (await readLatestRun(shop, "reconciliation"))?.status;
  };

  it("come once a day, in the shop's night", async () => {
    await pool.query("UPDATE shops SET time_zone = 'Europe/Berlin'");
    await pool.query("DELETE FROM sync_runs WHERE kind = 'reconciliation'");
    await pool.query("UPDATE sync_runs SET started_at = '2026-11-20T12:00:00Z' WHERE kind = 'first-pull'");
    expect(await at("2026-11-20T22:30:00Z")).toBeUndefined();
    expect(await at("2026-11-21T00:30:00Z")).toBeUndefined(); // Half past one in Berlin.
    expect(await at("2026-11-21T01:30:00Z")).toBe("running");
    await pool.query(
      "UPDATE sync_runs SET status = 'succeeded', started_at = '2026-11-21T01:30:00Z' WHERE kind = 'reconciliation'",
    );
    expect(await at("2026-11-21T20:00:00Z")).toBe("succeeded");
    expect(await at("2026-11-22T03:00:00Z")).toBe("running");
    await pool.query("DELETE FROM sync_runs WHERE kind = 'reconciliation'");
  });

  it("bring a shop up to date that installs the app again", async () => {
    await unregisterShop(shop, new Date());
    expect(await ensureFresh(shop)).toBe("no-access");
    await openApp(connected.sandbox);
    expect(await ensureFresh(shop)).toBe("refresh-started");
    expect((await readLatestRun(shop, "reconciliation"))?.status).toBe("running");
  });
});
