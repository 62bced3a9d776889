import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { exchangeToken, openSandbox } from "./open-sandbox";
import type { OpenSandbox } from "./open-sandbox";
import { smallStore } from "./small-store";

interface Operation {
  id: string;
  status: string;
  errorCode: string | null;
  objectCount: string;
  rootObjectCount: string;
  fileSize: string | null;
  url: string | null;
}

interface Started {
  bulkOperationRunQuery: { bulkOperation: Operation | null; userErrors: { message: string; code: string }[] };
}

type Line = Record<string, unknown> & { id: string; __parentId?: string };

const FIELDS = "id status errorCode objectCount rootObjectCount fileSize url";

async function start(sandbox: OpenSandbox, query: string, groupObjects = false, token?: string) {
  const document = `mutation Start($query: String!, $group: Boolean!) {
    bulkOperationRunQuery(query: $query, groupObjects: $group) { bulkOperation { ${FIELDS} } userErrors { message code } } }`;
  const { data, errors } = await sandbox.ask(document, { query, group: groupObjects }, token);
  expect(errors).toBeUndefined();
  return (data as Started).bulkOperationRunQuery;
}

async function find(sandbox: OpenSandbox, id: string): Promise<Operation> {
  const { data } = await sandbox.ask(`query Find($id: ID!) { bulkOperation(id: $id) { ${FIELDS} } }`, { id });
  return (data as { bulkOperation: Operation }).bulkOperation;
}

async function finish(sandbox: OpenSandbox, id: string): Promise<Operation> {
  for (;;) {
    const operation = await find(sandbox, id);
    if (!["CREATED", "RUNNING", "CANCELING"].includes(operation.status)) return operation;
    await wait(5);
  }
}

async function run(
  sandbox: OpenSandbox,
  query: string,
  groupObjects = false,
): Promise<{ operation: Operation; lines: Line[] }> {
  const { bulkOperation } = await start(sandbox, query, groupObjects);
  const operation = await finish(sandbox, bulkOperation?.id ?? "");
  const text = operation.url === null ? "" : await (await fetch(operation.url)).text();
  const lines = text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
  return { operation, lines };
}

const CATALOGUE = `{ productVariants { edges { node { id sku product { id vendor featuredMedia { preview { image { url } } } }
  inventoryItem { id unitCost { amount } inventoryLevels { edges { node {
    id location { id } quantities(names: ["available"]) { name quantity } } } } } } } } }`;

const ORDERS = `{ orders(query: "status:any") { edges { node { id createdAt test
  lineItems { edges { node { id quantity variant { id } } } } } } } }`;

describe("a bulk operation", () => {
  it("begins as CREATED and is COMPLETED with counts, a size and an address", async () => {
    const sandbox = await openSandbox();
    const { bulkOperation } = await start(sandbox, ORDERS);
    expect(bulkOperation).toMatchObject({ status: "CREATED", objectCount: "0", url: null });
    const operation = await finish(sandbox, bulkOperation?.id ?? "");
    // Seven orders with ten lines.
    expect(operation).toMatchObject({ status: "COMPLETED", errorCode: null, objectCount: "17", rootObjectCount: "7" });
    const result = await fetch(operation.url ?? "");
    expect(result.headers.get("content-length")).toBe(operation.fileSize);
    expect((await result.text()).length).toBe(Number(operation.fileSize));
  });

  it("gives of the orders exactly what paging gives", async () => {
    const sandbox = await openSandbox();
    const { lines } = await run(sandbox, ORDERS);
    const { data } = await sandbox.ask(`{ orders(first: 250) { nodes { id createdAt test
      lineItems(first: 250) { nodes { id quantity variant { id } } } } } }`);
    const { orders } = data as { orders: { nodes: (Line & { lineItems: { nodes: Line[] } })[] } };
    const expected = orders.nodes.flatMap(({ lineItems, ...order }) => [
      order,
      ...lineItems.nodes.map((line) => ({ ...line, __parentId: order.id })),
    ]);
    const byId = (left: Line, right: Line): number => left.id.localeCompare(right.id);
    expect(lines.toSorted(byId)).toEqual(expected.toSorted(byId));
  });

  it("hangs connections inside an object on the node that holds it", async () => {
    const { lines } = await run(await openSandbox(), CATALOGUE);
    expect(lines.find((line) => line.id.includes("ProductVariant/201"))).toEqual({
      id: "gid://shopify/ProductVariant/201",
      sku: "MUG-RED",
      product: { id: "gid://shopify/Product/101", vendor: "Ceramics & Co", featuredMedia: null },
      inventoryItem: { id: "gid://shopify/InventoryItem/501", unitCost: { amount: "4.20" } },
    });
    expect(lines.filter((line) => line.__parentId === "gid://shopify/ProductVariant/201")).toEqual([
      {
        id: "gid://shopify/InventoryLevel/11?inventory_item_id=501",
        location: { id: "gid://shopify/Location/11" },
        quantities: [{ name: "available", quantity: 12 }],
        __parentId: "gid://shopify/ProductVariant/201",
      },
      {
        id: "gid://shopify/InventoryLevel/12?inventory_item_id=501",
        location: { id: "gid://shopify/Location/12" },
        quantities: [{ name: "available", quantity: 3 }],
        __parentId: "gid://shopify/ProductVariant/201",
      },
    ]);
  });

  it("puts children right behind their parents when objects are grouped, and only somewhere behind when not", async () => {
    const sandbox = await openSandbox();
    const types = ({ lines }: { lines: Line[] }): string =>
      lines.map((line) => (line.__parentId === undefined ? "O" : "l")).join("");
    expect(types(await run(sandbox, ORDERS, true))).toBe("OlOlllOlOlOlOllOl");
    expect(types(await run(sandbox, ORDERS, false))).toBe("OOOOOOO" + "l".repeat(10));
  });

  it("takes search, sort and nested connections two levels deep", async () => {
    const { lines } = await run(
      await openSandbox(),
      `{ products(query: "vendor:'Ceramics & Co'", sortKey: TITLE) { edges { node { id title
        variants { edges { node { id inventoryItem { inventoryLevels { edges { node { id } } } } } } } } } } }`,
      true,
    );
    expect(lines.filter((line) => line.__parentId === undefined).map((line) => line["title"])).toEqual([
      "Blue Mug",
      "Red Mug",
    ]);
    expect(lines.filter((line) => line.__parentId === "gid://shopify/ProductVariant/205")).toHaveLength(2);
  });

  it("has no address when it found nothing", async () => {
    const { operation } = await run(await openSandbox(), `{ orders(query: "id:1") { edges { node { id } } } }`);
    expect(operation).toMatchObject({ status: "COMPLETED", objectCount: "0", url: null });
  });

  it("fails with ACCESS_DENIED when a scope is missing", async () => {
    const sandbox = await openSandbox({ scopes: ["read_orders"] });
    const { body } = await exchangeToken(sandbox);
    const { bulkOperation } = await start(sandbox, CATALOGUE, false, String(body["access_token"]));
    expect(await finish(sandbox, bulkOperation?.id ?? "")).toMatchObject({
      status: "FAILED",
      errorCode: "ACCESS_DENIED",
      url: null,
    });
  });

  it("leaves out orders older than 60 days without read_all_orders", async () => {
    const sandbox = await openSandbox({ scopes: ["read_orders", "read_products"] });
    const { body } = await exchangeToken(sandbox);
    const { bulkOperation } = await start(sandbox, ORDERS, false, String(body["access_token"]));
    expect(await finish(sandbox, bulkOperation?.id ?? "")).toMatchObject({ rootObjectCount: "6" });
  });

  it("can be cancelled while it runs, and not afterwards", async () => {
    const sandbox = await openSandbox({ store: longStore() });
    const { bulkOperation } = await start(sandbox, ORDERS);
    const cancel = `mutation Cancel($id: ID!) { bulkOperationCancel(id: $id) { bulkOperation { status } userErrors { message } } }`;
    const id = bulkOperation?.id;
    expect((await sandbox.ask(cancel, { id })).data).toEqual({
      bulkOperationCancel: { bulkOperation: { status: "CANCELING" }, userErrors: [] },
    });
    expect(await finish(sandbox, id ?? "")).toMatchObject({ status: "CANCELED", url: null });
    expect((await sandbox.ask(cancel, { id })).data).toMatchObject({
      bulkOperationCancel: { userErrors: [{ message: "A bulk operation cannot be canceled when it is canceled" }] },
    });
  });

  it("shares the sandbox with four others, but not with five", async () => {
    const sandbox = await openSandbox({ store: longStore() });
    for (let index = 0; index < 5; index += 1) expect((await start(sandbox, ORDERS)).userErrors).toEqual([]);
    const { bulkOperation, userErrors } = await start(sandbox, ORDERS);
    expect(bulkOperation).toBeNull();
    expect(userErrors).toEqual([
      {
        message: expect.stringMatching(
          /^A bulk query operation for this app and shop is already in progress: gid:\/\/shopify\/BulkOperation\/\d+, /,
        ) as string,
        code: "OPERATION_IN_PROGRESS",
      },
    ]);
  });

  it("lets other requests through while it writes a long result", async () => {
    const sandbox = await openSandbox({ store: longStore() });
    const { bulkOperation } = await start(sandbox, ORDERS);
    const counts: number[] = [];
    for (;;) {
      const { status, objectCount } = await find(sandbox, bulkOperation?.id ?? "");
      if (status === "COMPLETED") break;
      counts.push(Number(objectCount));
    }
    expect(counts.length).toBeGreaterThan(3);
    expect(new Set(counts).size).toBeGreaterThan(2);
  });

  it("gives an address that expires", async () => {
    const sandbox = await openSandbox();
    const { operation } = await run(sandbox, ORDERS);
    await sandbox.control("POST", "bulk-operations/expire");
    expect((await fetch(operation.url ?? "")).status).toBe(400);
  });

  it("breaks off in the middle of a result on request, once", async () => {
    const sandbox = await openSandbox();
    const { operation, lines } = await run(sandbox, ORDERS);
    await sandbox.control("PUT", "faults", { truncatedResults: 1 });
    await expect(fetch(operation.url ?? "").then((response) => response.text())).rejects.toThrow();
    const again = await (await fetch(operation.url ?? "")).text();
    expect(again.split("\n").filter(Boolean)).toHaveLength(lines.length);
  });
});

describe("a bulk query is refused", () => {
  it.each([
    ["{ shop { id } }", ["Bulk queries must contain at least one connection."]],
    [
      `{ node(id: "gid://shopify/Product/1") { id } }`,
      ["Bulk queries cannot contain a top level `node` field.", "Bulk queries must contain at least one connection."],
    ],
    [
      "{ products { nodes { id } } }",
      [
        "All connection fields in a bulk query must select their contents using 'edges' > 'node', e.g: 'products { edges " +
          "{ node {'. Selecting via 'nodes' is not supported. Invalid connection fields: 'products'.",
      ],
    ],
    [
      "{ products { edges { node { title variants { edges { node { id } } } } } } }",
      [
        "The parent 'node' field for a nested connection must select the 'id' field without an alias and must be of 'ID' " +
          "return type. Connection fields without 'id': products.",
      ],
    ],
    [
      `{ collections { edges { node { id products { edges { node { id variants { edges { node { id
        metafields { edges { node { id } } } } } } } } } } } } }`,
      ["Bulk queries cannot contain connections with a nesting depth greater than 2."],
    ],
    [
      `{ products { edges { node { id variants { edges { node { id } } } metafields { edges { node { id } } }
        collections { edges { node { id } } } media { edges { node { id } } } sellingPlanGroups { edges { node { id } } } } } } }`,
      ["Bulk queries cannot contain more than 5 connections."],
    ],
    [
      "{ orders { edges { node { id fulfillments { events { edges { node { id } } } } } } } }",
      ["Queries that contain a connection field within a list field are not currently supported."],
    ],
    [
      `mutation { bulkOperationCancel(id: "gid://shopify/BulkOperation/1") { userErrors { message } } }`,
      ["Invalid operation type. Only `query` operations are supported."],
    ],
    ["", ["Invalid bulk query: syntax error, unexpected end of file"]],
    ["{ products { edges { node { id colour } } } }", [expect.stringContaining('"colour"') as string]],
  ])("%s", async (query, messages) => {
    const { bulkOperation, userErrors } = await start(await openSandbox(), query);
    expect(bulkOperation).toBeNull();
    expect(userErrors).toEqual(messages.map((message: string) => ({ message, code: "INVALID" })));
  });
});

/** So many orders that writing them takes several turns of the event loop. */
function longStore() {
  const store = smallStore();
  const [pattern] = store.orders;
  if (!pattern) throw new Error("The small store has orders");
  store.orders = Array.from({ length: 20_000 }, (_, index) => ({ ...pattern, id: String(100_000 + index) }));
  return store;
}
