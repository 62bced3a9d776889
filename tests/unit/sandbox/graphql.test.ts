import { describe, expect, it } from "vitest";
import { NOW } from "./small-store";
import type { OpenSandbox } from "./open-sandbox";
import { exchangeToken, openSandbox } from "./open-sandbox";

const codesOf = (answer: { errors?: { extensions?: Record<string, unknown> }[] }): unknown[] =>
  (answer.errors ?? []).map((error) => error.extensions?.["code"]);

async function appToken(sandbox: OpenSandbox): Promise<string> {
  const { body } = await exchangeToken(sandbox);
  return String(body["access_token"]);
}

describe("the Admin API refuses", () => {
  it("a field that the official schema has not", async () => {
    const { ask } = await openSandbox();
    const answer = await ask("query Wrong { products(first: 1) { nodes { stockLevel } } }");
    expect(answer.data).toBeUndefined();
    expect(answer.errors).toEqual([
      {
        message: "Field 'stockLevel' doesn't exist on type 'Product'",
        locations: [{ line: 1, column: 44 }],
        path: ["query Wrong", "products", "nodes", "stockLevel"],
        extensions: { code: "undefinedField", typeName: "Product", fieldName: "stockLevel" },
      },
    ]);
  });

  it("an argument and an enum value that the schema has not", async () => {
    const { ask } = await openSandbox();
    expect(codesOf(await ask("{ products(first: 1, colour: RED) { nodes { id } } }"))).toEqual(["argumentNotAccepted"]);
    const answer = await ask("{ products(first: 1, sortKey: PRICE) { nodes { id } } }");
    expect(answer.errors?.[0]?.message).toBe(
      "Argument 'sortKey' on Field 'products' has an invalid value (PRICE). Expected type 'ProductSortKeys'.",
    );
  });

  it("an object without a selection, a missing argument, a missing variable, broken syntax", async () => {
    const { ask } = await openSandbox();
    expect(codesOf(await ask("{ shop }"))).toEqual(["selectionMismatch"]);
    expect(codesOf(await ask("{ product { id } }"))).toEqual(["missingRequiredArguments"]);
    expect(codesOf(await ask("query One($id: ID!) { product(id: $id) { id } }"))).toEqual(["INVALID_VARIABLE"]);
    expect(codesOf(await ask("{ shop { id "))).toEqual(["PARSE_ERROR"]);
  });

  it("a field whose scope the merchant has not granted", async () => {
    const sandbox = await openSandbox({ scopes: ["read_products", "read_inventory"] });
    const token = await appToken(sandbox);
    const answer = await sandbox.ask("{ orders(first: 1) { nodes { id } } }", {}, token);
    expect(answer.data).toBeNull();
    expect(answer.errors?.[0]).toMatchObject({
      message: expect.stringContaining(
        "Access denied for orders field. Required access: `read_orders` access scope",
      ) as string,
      path: ["orders"],
      extensions: { code: "ACCESS_DENIED", documentation: "https://shopify.dev/api/usage/access-scopes" },
    });
  });

  it("only the part that the scopes do not cover, where the schema allows null", async () => {
    const sandbox = await openSandbox({ scopes: ["read_orders"] });
    const token = await appToken(sandbox);
    const query =
      '{ order(id: "gid://shopify/Order/305") { id lineItems(first: 1) { nodes { quantity variant { id } } } } }';
    const answer = await sandbox.ask(query, {}, token);
    expect(answer.data).toEqual({
      order: { id: "gid://shopify/Order/305", lineItems: { nodes: [{ quantity: 1, variant: null }] } },
    });
    expect(codesOf(answer)).toEqual(["ACCESS_DENIED"]);
  });

  it("a page of 251", async () => {
    const { ask } = await openSandbox();
    const answer = await ask("{ products(first: 251) { nodes { id } } }");
    expect(answer.data).toBeNull();
    expect(answer.errors?.[0]).toMatchObject({
      message: "first cannot exceed 250",
      extensions: { code: "BAD_REQUEST" },
    });
  });

  it("a list of 251 ids", async () => {
    const { ask } = await openSandbox();
    const ids = Array.from({ length: 251 }, (_, index) => `gid://shopify/Product/${index}`);
    const answer = await ask("query Many($ids: [ID!]!) { nodes(ids: $ids) { id } }", { ids });
    expect(codesOf(answer)).toEqual(["MAX_INPUT_SIZE_EXCEEDED"]);
  });

  it("a query that could cost over 1,000 points, before it costs any", async () => {
    const { ask, installation } = await openSandbox();
    const query = `{ products(first: 250) { nodes { id variants(first: 250) { nodes { id inventoryItem { id
      inventoryLevels(first: 50) { nodes { id } } } } } } } }`;
    const answer = await ask(query);
    // 2 + 11 × (1 + 2 + 11 × (1 + 1 + 2 + 7)) = 1,366
    expect(answer).toMatchObject({
      errors: [
        {
          message: expect.stringContaining(
            "Query cost is 1366, which exceeds the single query max cost limit (1000)",
          ) as string,
          extensions: { code: "MAX_COST_EXCEEDED", cost: 1366, maxCost: 1000 },
        },
      ],
    });
    expect(installation.bucket.status().currentlyAvailable).toBe(2000);
  });

  it("a query for which the bucket is too empty, until it has refilled", async () => {
    const clock = { now: NOW };
    const { ask, control } = await openSandbox({ now: () => clock.now });
    await control("PUT", "bucket", { maximumAvailable: 2000, restoreRate: 100, currentlyAvailable: 12 });
    const query = "{ products(first: 250) { nodes { id } } }";
    const throttled = await ask(query);
    expect(throttled.data).toBeUndefined();
    expect(codesOf(throttled)).toEqual(["THROTTLED"]);
    expect(throttled.extensions?.cost).toEqual({
      requestedQueryCost: 13,
      actualQueryCost: null,
      throttleStatus: { maximumAvailable: 2000, restoreRate: 100, currentlyAvailable: 12 },
    });
    clock.now = new Date(NOW.getTime() + 10);
    expect((await ask(query)).errors).toBeUndefined();
  });

  it("a token that nobody gave out", async () => {
    const { post } = await openSandbox();
    const response = await post(
      "/admin/api/2026-10/graphql.json",
      { query: "{ shop { id } }" },
      { "x-shopify-access-token": "shpat_invented" },
    );
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({
      errors: "[API] Invalid API key or access token (unrecognized login or wrong password)",
    });
  });

  it("another version and another shop", async () => {
    const { post } = await openSandbox();
    const headers = { "x-shopify-access-token": "shpat_sandbox" };
    const body = { query: "{ shop { id } }" };
    expect((await post("/admin/api/2019-13/graphql.json", body, headers)).status).toBe(404);
    const otherShop = { ...headers, "x-forwarded-host": "another-shop.myshopify.com" };
    expect((await post("/admin/api/2026-10/graphql.json", body, otherShop)).status).toBe(404);
    const thisShop = { ...headers, "x-forwarded-host": "small-shop.myshopify.com" };
    expect((await post("/admin/api/2026-10/graphql.json", body, thisShop)).status).toBe(200);
  });

  it("what Shopify has and the sandbox has not, by name", async () => {
    const { ask } = await openSandbox();
    const answer = await ask("{ products(first: 1) { nodes { id seo { title } } } }");
    expect(answer.errors?.[0]).toMatchObject({
      message: "The sandbox does not implement Product.seo",
      extensions: { code: "SANDBOX_NOT_IMPLEMENTED" },
    });
  });

  it("an id that is none, and one of another type", async () => {
    const { ask } = await openSandbox();
    const query = "query One($id: ID!) { product(id: $id) { id } }";
    expect((await ask(query, { id: "101" })).errors?.[0]?.message).toBe("Invalid global id '101'");
    expect((await ask(query, { id: "gid://shopify/Order/301" })).errors?.[0]?.message).toBe(
      "Invalid id: gid://shopify/Order/301",
    );
  });
});

describe("the Admin API answers", () => {
  it("what the shop is", async () => {
    const { ask } = await openSandbox();
    const answer = await ask(
      "{ shop { id name myshopifyDomain ianaTimezone timezoneOffsetMinutes currencyCode email } }",
    );
    expect(answer.data).toEqual({
      shop: {
        id: "gid://shopify/Shop/900",
        name: "Small Shop",
        myshopifyDomain: "small-shop.myshopify.com",
        ianaTimezone: "Europe/Berlin",
        timezoneOffsetMinutes: 120,
        currencyCode: "EUR",
        email: "owner@example.com",
      },
    });
  });

  it("what the query cost and what is left in the bucket", async () => {
    const { ask } = await openSandbox();
    const answer = await ask("{ locations(first: 250) { nodes { id } } }");
    // Two of 250 nodes came back.
    expect(answer.extensions?.cost).toEqual({
      requestedQueryCost: 13,
      actualQueryCost: 3,
      throttleStatus: { maximumAvailable: 2000, restoreRate: 100, currentlyAvailable: 1997 },
    });
  });

  it("a variant with product, cost and quantities per location, and null where there is no picture", async () => {
    const { ask } = await openSandbox();
    const answer = await ask(`{ productVariant(id: "gid://shopify/ProductVariant/202") {
      sku title displayName price inventoryQuantity image { url }
      product { title vendor featuredMedia { id } }
      inventoryItem { id tracked unitCost { amount currencyCode } inventoryLevels(first: 5) { nodes {
        id location { name } quantities(names: ["available", "on_hand", "committed", "incoming", "reserved", "damaged"]) { name quantity }
      } } } } }`);
    const quantities = (available: number) => [
      { name: "available", quantity: available },
      { name: "on_hand", quantity: available + 3 },
      { name: "committed", quantity: 2 },
      { name: "incoming", quantity: 10 },
      { name: "reserved", quantity: 1 },
      { name: "damaged", quantity: 0 },
    ];
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toEqual({
      productVariant: {
        sku: "TOWEL-S",
        title: "Small",
        displayName: "Tea Towel - Small",
        price: "9.90",
        inventoryQuantity: -2,
        image: null,
        product: { title: "Tea Towel", vendor: "Linen Ltd", featuredMedia: null },
        inventoryItem: {
          id: "gid://shopify/InventoryItem/502",
          tracked: true,
          unitCost: { amount: "4.20", currencyCode: "EUR" },
          inventoryLevels: {
            nodes: [
              {
                id: "gid://shopify/InventoryLevel/11?inventory_item_id=502",
                location: { name: "Warehouse" },
                quantities: quantities(0),
              },
              {
                id: "gid://shopify/InventoryLevel/12?inventory_item_id=502",
                location: { name: "Corner Shop" },
                quantities: quantities(-2),
              },
            ],
          },
        },
      },
    });
  });

  it("nodes of several types in the order of their ids, null for what is not there", async () => {
    const { ask } = await openSandbox();
    const ids = [
      "gid://shopify/InventoryItem/501",
      "gid://shopify/Product/999",
      "gid://shopify/Order/307",
      "gid://shopify/InventoryLevel/12?inventory_item_id=503",
    ];
    const answer = await ask(
      `query Nodes($ids: [ID!]!) { nodes(ids: $ids) { __typename id
        ... on InventoryItem { sku } ... on Order { name } ... on InventoryLevel { item { sku } } } }`,
      { ids },
    );
    expect(answer.data).toEqual({
      nodes: [
        { __typename: "InventoryItem", id: ids[0], sku: "MUG-RED" },
        null,
        { __typename: "Order", id: ids[2], name: "#1007" },
        { __typename: "InventoryLevel", id: ids[3], item: { sku: "TOWEL-L" } },
      ],
    });
  });

  it("closed locations only when asked for", async () => {
    const { ask } = await openSandbox();
    const answer = await ask(
      `{ open: locations(first: 5) { nodes { name } } all: locations(first: 5, includeInactive: true) { nodes { name isActive } } }`,
    );
    expect(answer.data).toEqual({
      open: { nodes: [{ name: "Corner Shop" }, { name: "Warehouse" }] },
      all: {
        nodes: [
          { name: "Attic", isActive: false },
          { name: "Corner Shop", isActive: true },
          { name: "Warehouse", isActive: true },
        ],
      },
    });
  });

  it("orders in either direction, with the lines of a deleted variant", async () => {
    const { ask } = await openSandbox();
    const answer = await ask(`{ orders(first: 2, reverse: true, sortKey: CREATED_AT) { nodes { name } }
      order(id: "gid://shopify/Order/302") { lineItems(first: 3) { nodes { quantity variant { sku } product { title } } } } }`);
    expect(answer.data).toEqual({
      orders: { nodes: [{ name: "#1007" }, { name: "#1006" }] },
      order: {
        lineItems: {
          nodes: [
            { quantity: 2, variant: { sku: "MUG-RED" }, product: { title: "Red Mug" } },
            { quantity: 1, variant: { sku: "TOWEL-S" }, product: { title: "Tea Towel" } },
            { quantity: 4, variant: null, product: null },
          ],
        },
      },
    });
  });

  it.each([
    ["status:any", ["301", "302", "303", "304", "305", "306", "307"]],
    ["status:open", ["301", "302", "304", "305", "306", "307"]],
    ["status:cancelled", ["303"]],
    ["test:true", ["304"]],
    ["created_at:>='2026-07-10T12:00:00Z'", ["305", "306", "307"]],
    ["updated_at:<2026-06-01", ["301"]],
    ["name:#1002 OR id:307", ["302", "307"]],
  ])("orders that %s finds", async (query, ids) => {
    const { ask } = await openSandbox();
    const answer = await ask(
      `query Search($query: String!) { orders(first: 20, query: $query, sortKey: ID) { nodes { id } } ordersCount(query: $query) { count } }`,
      { query },
    );
    const nodes = ids.map((id) => ({ id: `gid://shopify/Order/${id}` }));
    expect(answer.data).toEqual({ orders: { nodes }, ordersCount: { count: ids.length } });
  });

  it.each([
    ["sku:MUG-RED", ["201"]],
    ["sku:mug-blue*", ["204", "205"]],
    ["product_id:102", ["202", "203"]],
    ["vendor:'Linen Ltd'", ["202", "203"]],
    ["inventory_item_id:504", ["204"]],
    ["mug", ["201", "204", "205"]],
  ])("variants that %s finds", async (query, ids) => {
    const { ask } = await openSandbox();
    const answer = await ask(
      "query Search($query: String!) { productVariants(first: 20, query: $query) { nodes { id } } }",
      { query },
    );
    expect(answer.data).toEqual({
      productVariants: { nodes: ids.map((id) => ({ id: `gid://shopify/ProductVariant/${id}` })) },
    });
  });

  it("everything, with a warning, where Shopify does not know the search field", async () => {
    const { ask } = await openSandbox();
    const answer = await ask('{ found: products(first: 5, query: "colour:red") { nodes { id } } }');
    expect(answer.data).toMatchObject({ found: { nodes: [{}, {}, {}] } });
    expect(answer.extensions?.search).toEqual([
      {
        path: ["found"],
        query: "colour:red",
        parsed: { field: "colour", match_all: "red" },
        warnings: [{ field: "colour", message: "Invalid search field for this query.", code: "invalid_field" }],
      },
    ]);
  });

  it("no order older than 60 days without read_all_orders", async () => {
    const sandbox = await openSandbox({ scopes: ["read_orders"] });
    const query =
      '{ orders(first: 20, sortKey: ID) { nodes { id } } order(id: "gid://shopify/Order/301") { id } ordersCount { count } }';
    const without = await sandbox.ask(query, {}, await appToken(sandbox));
    expect(without.data).toMatchObject({ order: null, ordersCount: { count: 6 } });
    sandbox.installation.grantScopes(["read_orders", "read_all_orders"]);
    const withScope = await sandbox.ask(query, {}, await appToken(sandbox));
    expect(withScope.data).toMatchObject({ order: { id: "gid://shopify/Order/301" }, ordersCount: { count: 7 } });
  });

  it("the scopes that the merchant granted", async () => {
    const sandbox = await openSandbox({ scopes: ["read_products"] });
    const query = "{ currentAppInstallation { accessScopes { handle } } }";
    expect((await sandbox.ask(query, {}, await appToken(sandbox))).data).toEqual({
      currentAppInstallation: { accessScopes: [{ handle: "read_products" }] },
    });
  });
});

describe("quantities that an app writes", () => {
  const SET = `mutation Set($input: InventorySetQuantitiesInput!, $key: String!) {
    inventorySetQuantities(input: $input) @idempotent(key: $key) {
      inventoryAdjustmentGroup { reason changes { delta item { id } } } userErrors { field message code } } }`;
  const input = (quantity: number, changeFromQuantity: number) => ({
    name: "available",
    reason: "correction",
    quantities: [
      {
        inventoryItemId: "gid://shopify/InventoryItem/501",
        locationId: "gid://shopify/Location/11",
        quantity,
        changeFromQuantity,
      },
    ],
  });

  it("change the level, and on hand with it", async () => {
    const { ask } = await openSandbox();
    const answer = await ask(SET, { input: input(20, 12), key: "a" });
    expect(answer.data).toMatchObject({
      inventorySetQuantities: { inventoryAdjustmentGroup: { changes: [{ delta: 8 }] }, userErrors: [] },
    });
    const read = await ask(`{ inventoryLevel(id: "gid://shopify/InventoryLevel/11?inventory_item_id=501") {
      quantities(names: ["available", "on_hand"]) { quantity } } }`);
    expect(read.data).toEqual({ inventoryLevel: { quantities: [{ quantity: 20 }, { quantity: 23 }] } });
  });

  it("stay as they are when they were not what the app believed", async () => {
    const { ask, store } = await openSandbox();
    const answer = await ask(SET, { input: input(20, 11), key: "a" });
    expect(answer.data).toMatchObject({
      inventorySetQuantities: {
        inventoryAdjustmentGroup: null,
        userErrors: [{ field: ["input", "quantities", "0", "changeFromQuantity"], code: "CHANGE_FROM_QUANTITY_STALE" }],
      },
    });
    expect(store.products[0]?.variants[0]?.inventoryItem.levels[0]?.available).toBe(12);
  });

  it("need an idempotency key, as since 2026-04", async () => {
    const { ask } = await openSandbox();
    const answer = await ask(SET.replace("@idempotent(key: $key)", "").replace(", $key: String!", ""), {
      input: input(20, 12),
    });
    expect(codesOf(answer)).toEqual(["BAD_REQUEST"]);
  });
});
