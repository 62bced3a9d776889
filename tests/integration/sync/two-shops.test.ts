import { connectShop, type ConnectedShop } from "./connected-shop";
import { afterAll, beforeAll, expect, it } from "vitest";
import { expectedFacts, pullNow, storedFacts } from "./pulled-facts";

// Both shops have the same ids: generated ids start alike in every sandbox.
const NOW = new Date("2026-11-20T10:00:00Z");
const WINDOW_START = "2026-08-22";

let first: ConnectedShop;
let second: ConnectedShop;

beforeAll(async () => {
  first = await connectShop({ domain: "first-shop.myshopify.com", today: NOW, seed: 1 });
  second = await connectShop({ domain: "second-shop.myshopify.com", today: NOW, seed: 2, skus: 30 });
});
afterAll(async () => {
  await first.sandbox.close();
  await second.sandbox.close();
});

it("two shops that are pulled at the same time keep to themselves", async () => {
  await Promise.all([pullNow(first.shop, "first-pull", NOW), pullNow(second.shop, "first-pull", NOW)]);
  expect(await storedFacts(first.shop)).toEqual(expectedFacts(first.store, WINDOW_START));
  expect(await storedFacts(second.shop)).toEqual(expectedFacts(second.store, WINDOW_START));
  expect(first.store.products[0]?.id).toBe(second.store.products[0]?.id);
});
