import { connectShop, type ConnectedShop } from "./connected-shop";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readLatestRun } from "~/data/sync-runs";
import { pool } from "~/db.server";
import { action } from "~/routes/webhooks.data";
import type { SandboxProduct } from "../../../sandbox/store/types";
import { closeQueue } from "~/sync/job-queue";
import { processDeliveries } from "~/sync/process-deliveries";
import { expectedFacts, pullNow, storedFacts } from "./pulled-facts";
import { deliver, samplePayload } from "./signed-delivery";

let connected: ConnectedShop;
let other: ConnectedShop;
let shop: string;
let otherFacts: unknown;

beforeAll(async () => {
  connected = await connectShop({ domain: "first-shop.myshopify.com", skus: 80, seed: 1 });
  other = await connectShop({ domain: "second-shop.myshopify.com", skus: 20, seed: 2 });
  shop = connected.shop;
  await pullNow(shop, "first-pull");
  await pullNow(other.shop, "first-pull");
  otherFacts = await storedFacts(other.shop);
});
afterAll(async () => {
  await closeQueue();
  await connected.sandbox.close();
  await other.sandbox.close();
});
beforeEach(async () => {
  await pool.query("DELETE FROM webhook_deliveries; DELETE FROM replan_requests");
});

const work = () => processDeliveries(shop, { signal: new AbortController().signal });
const product = (position: number): SandboxProduct => {
  const found = connected.store.products[position];
  if (!found) throw new Error("The store has too few products");
  return found;
};
/** Vendors' names are tidied: spellings of one are one. */
const tidied = (variants: unknown[]) =>
  (variants as { vendor: string | null }[]).map((variant) => ({
    ...variant,
    vendor: variant.vendor?.replaceAll(/\s+/g, " ").toLowerCase() ?? null,
  }));
const catalogue = async () => {
  const { variants, levels } = await storedFacts(shop);
  return { variants: tidied(variants), levels };
};
const expectedCatalogue = () => {
  const { variants, levels } = expectedFacts(connected.store, "2000-01-01");
  return { variants: tidied(variants), levels };
};

/** A product as Shopify's webhook tells of it. */
function payloadOf({ id, title, vendor, updatedAt, variants }: SandboxProduct): object {
  return samplePayload("products/update", {
    id: BigInt(id),
    title,
    vendor,
    updated_at: updatedAt,
    variants: variants.map((variant) => ({
      id: BigInt(variant.id),
      title: variant.title,
      sku: variant.sku,
      barcode: variant.barcode,
      price: variant.price,
      inventory_item_id: BigInt(variant.inventoryItem.id),
      updated_at: variant.updatedAt,
    })),
    variant_gids: variants.map(({ id: variantId, updatedAt: time }) => ({
      admin_graphql_api_id: `gid://shopify/ProductVariant/${variantId}`,
      updated_at: time,
    })),
  });
}

const tell = (topic: string, payload: object, triggeredAt = new Date()) =>
  deliver(action, { shop, topic, payload, triggeredAt });

async function replans() {
  const { rows } = await pool.query<{ id: string }>("SELECT variant_id AS id FROM replan_requests ORDER BY 1");
  return rows.map(({ id }) => id);
}

async function statuses() {
  const { rows } = await pool.query<{ status: string }>("SELECT status FROM webhook_deliveries ORDER BY status");
  return rows.map(({ status }) => status);
}

/** As if it had never been seen. */
async function forget(seen: SandboxProduct): Promise<void> {
  const itemIds = seen.variants.map(({ inventoryItem }) => inventoryItem.id);
  await pool.query("DELETE FROM inventory_levels WHERE shop = $1 AND inventory_item_id = ANY($2)", [shop, itemIds]);
  for (const table of ["plans", "vendor_items", "stock_days", "variants"]) {
    await pool.query(`DELETE FROM ${table} WHERE shop = $1 AND variant_id = ANY($2)`, [shop, idsOf(seen)]);
  }
}

/** The work ends where it would write something that is forbidden for once; what waited for it is due again. */
async function workInVain(table: string, condition: string): Promise<void> {
  await pool.query(`ALTER TABLE ${table} ADD CONSTRAINT crash CHECK (${condition}) NOT VALID`);
  await work().finally(() => pool.query(`ALTER TABLE ${table} DROP CONSTRAINT crash`));
  expect(await statuses()).toEqual(["pending"]);
  await pool.query("UPDATE webhook_deliveries SET due_at = now()");
}

const idsOf = ({ variants }: SandboxProduct) =>
  variants.map(({ id }) => id).sort((a, b) => Number(BigInt(a) - BigInt(b)));

describe("a product", () => {
  it("that is renamed and moved to another vendor is so at once, and its variants alone are planned anew", async () => {
    const changed = product(0);
    changed.title = "Renamed";
    changed.vendor = "A vendor that nobody knew";
    changed.updatedAt = new Date().toISOString();
    for (const variant of changed.variants) {
      variant.sku = `NEW-${variant.sku}`;
      variant.price = "12.34";
      variant.updatedAt = changed.updatedAt;
    }
    await tell("products/update", payloadOf(changed));
    await work();
    expect(await catalogue()).toEqual(expectedCatalogue());
    expect(await replans()).toEqual(idsOf(changed));
    expect(await statuses()).toEqual(["done"]);
  });

  it("that tells what is known already changes nothing", async () => {
    await tell("products/update", payloadOf(product(0)));
    await work();
    expect(await replans()).toEqual([]);
  });

  it("that is new is asked for, with its cost and its stock", async () => {
    const added = product(1);
    await forget(added);
    await tell("products/create", payloadOf(added));
    await work();
    expect(await catalogue()).toEqual(expectedCatalogue());
    expect(await replans()).toEqual(idsOf(added));
  });

  it("that is new comes with its stock and its vendor, too, where the work on it ended in the middle", async () => {
    const added = product(4);
    added.vendor = "Nobody's vendor";
    const [level] = added.variants[0]?.inventoryItem.levels ?? [];
    if (!level) throw new Error("The product is not stocked");
    Object.assign(level, { available: 4_711, onHand: level.onHand + 4_711 - level.available });
    await forget(added);
    await tell("products/create", payloadOf(added));
    await workInVain("inventory_levels", "available <> 4711");
    await workInVain("vendor_names", "normalized_name <> 'nobody''s vendor'");
    await work();
    expect(await statuses()).toEqual(["done"]);
    expect(await catalogue()).toEqual(expectedCatalogue());
    expect(await replans()).toEqual(idsOf(added));
  });

  it("that is deleted is gone with its plans, and stays so when an older change comes late", async () => {
    const gone = product(2);
    const late = payloadOf(gone);
    const deletedAt = new Date();
    connected.store.products.splice(2, 1);
    await tell("products/delete", { id: BigInt(gone.id) }, deletedAt);
    await work();
    await tell("products/update", late, new Date(deletedAt.getTime() - 1_000));
    await work();
    expect((await catalogue()).variants).toEqual(expectedCatalogue().variants);
    expect(await statuses()).toEqual(["done", "ignored"]);
    const { rows } = await pool.query("SELECT FROM plans WHERE shop = $1 AND product_id = $2", [shop, gone.id]);
    expect(rows).toEqual([]);
  });

  it("that lost a variant loses it here", async () => {
    const shrunk = connected.store.products.find(({ variants }) => variants.length > 1);
    if (!shrunk) throw new Error("The store has no product with several variants");
    shrunk.variants.pop();
    shrunk.updatedAt = new Date().toISOString();
    await tell("products/update", payloadOf(shrunk));
    await work();
    expect((await catalogue()).variants).toEqual(expectedCatalogue().variants);
  });
});

it("an inventory item brings another cost, and an older one that comes late does not", async () => {
  const { inventoryItem, id } = product(3).variants[0] ?? {};
  if (!inventoryItem || !id) throw new Error("The product has no variant");
  const now = new Date();
  const item = (cost: string) =>
    samplePayload("inventory_items/update", { id: BigInt(inventoryItem.id), cost, tracked: inventoryItem.tracked });
  inventoryItem.unitCost = "7.77";
  await tell("inventory_items/update", item("7.77"), now);
  await work();
  expect(await replans()).toEqual([id]);
  await tell("inventory_items/update", item("6.66"), new Date(now.getTime() - 1_000));
  await work();
  expect((await catalogue()).variants).toEqual(expectedCatalogue().variants);
  expect(await statuses()).toEqual(["done", "ignored"]);
});

it("an inventory item that is deleted takes its variant's plan with it, or stays to be deleted", async () => {
  const gone = product(5);
  const [variant] = gone.variants;
  if (!variant) throw new Error("The product has no variant");
  gone.variants.shift();
  await tell("inventory_items/delete", { id: BigInt(variant.inventoryItem.id) });
  await pool.query(
    "CREATE TABLE crash (shop text, variant_id bigint, FOREIGN KEY (shop, variant_id) REFERENCES plans)",
  );
  await pool.query("INSERT INTO crash VALUES ($1, $2)", [shop, variant.id]);
  await work().finally(() => pool.query("DROP TABLE crash"));
  expect(await statuses()).toEqual(["pending"]);
  await pool.query("UPDATE webhook_deliveries SET due_at = now()");
  await work();
  expect(await statuses()).toEqual(["done"]);
  expect((await catalogue()).variants).toEqual(expectedCatalogue().variants);
  const { rows } = await pool.query("SELECT FROM plans WHERE shop = $1 AND variant_id = $2", [shop, variant.id]);
  expect(rows).toEqual([]);
});

describe("the shop", () => {
  const tellShop = (timeZone: string) => {
    const { name, currencyCode: currency } = connected.store.shop;
    return tell("shop/update", samplePayload("shop/update", { name, iana_timezone: timeZone, currency }));
  };

  it("that says what is known already is left alone", async () => {
    await tellShop(connected.store.shop.ianaTimezone);
    await work();
    expect(await statuses()).toEqual(["done"]);
    expect(await readLatestRun(shop, "refresh")).toBeNull();
  });

  it("that moved to another time zone is refreshed", async () => {
    await tellShop("Pacific/Auckland");
    await work();
    expect((await readLatestRun(shop, "refresh"))?.status).toBe("running");
  });

  it("has a location renamed at once, and is refreshed when one is closed", async () => {
    await pool.query("DELETE FROM sync_runs WHERE kind = 'refresh'");
    const [location] = connected.store.locations;
    if (!location) throw new Error("The store has no location");
    location.name = "The new name";
    await tell("locations/update", samplePayload("locations/update", { id: BigInt(location.id) }));
    await work();
    const { rows } = await pool.query("SELECT FROM locations WHERE shop = $1 AND name = 'The new name'", [shop]);
    expect(rows).toHaveLength(1);
    expect(await readLatestRun(shop, "refresh")).toBeNull();
    location.isActive = false;
    await tell("locations/deactivate", samplePayload("locations/deactivate", { id: BigInt(location.id) }));
    await work();
    expect((await readLatestRun(shop, "refresh"))?.status).toBe("running");
  });
});

it("another shop with the same ids is untouched by all of this", async () => {
  expect(await storedFacts(other.shop)).toEqual(otherFacts);
});
