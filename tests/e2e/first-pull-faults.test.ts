import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, openAdmin } from "./admin-browser";
import { ReorderListPage } from "./reorder-list-page";
import { startDemo, type Demo } from "./start-demo";

const SCOPES = ["read_products", "read_inventory", "read_locations", "read_orders", "read_all_orders"];

let demo: Demo;
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
  demo = await startDemo({ skus: 100 });
});

afterAll(async () => {
  await browser.close();
  expect(await demo.stop()).toBe(0);
});

/** Grants the app these scopes and no others, as a merchant can in Shopify. */
async function grantScopes(scopes: string[]): Promise<void> {
  const response = await fetch(`${demo.address}/sandbox/scopes`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ scopes }),
  });
  expect(response.status).toBe(200);
}

describe("a first pull without a needed scope", () => {
  it("says which one is missing, and goes on once it is granted", async () => {
    await grantScopes(SCOPES.filter((scope) => scope !== "read_orders" && scope !== "read_all_orders"));
    const { app, faults } = await openAdmin(browser, demo.address);
    await app.getByText("Shopify refused the data because the app lacks access: read_orders.").waitFor();

    await grantScopes(SCOPES);
    await app.getByRole("button", { name: "Try again" }).click();
    await new ReorderListPage(app).untilReady();
    expect(faults).toEqual([]);
  });
});
