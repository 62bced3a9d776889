import { describe, expect, it } from "vitest";
import { AdminClient } from "~/shopify/admin-client";
import { changedSince, findInventoryItems } from "~/shopify/searches";

/** A shop with so many inventory items; it notes what it is asked. */
function shopWithItems(count: number) {
  const asked: Record<string, unknown>[] = [];
  const client = new AdminClient((_document, { variables }) => {
    asked.push(variables);
    const from = Number(variables["after"] ?? 0);
    const to = Math.min(count, from + Number(variables["first"]));
    const nodes = Array.from({ length: to - from }, (_, index) => ({
      id: `gid://shopify/InventoryItem/${from + index}`,
      tracked: true,
      unitCost: null,
    }));
    const pageInfo = { hasNextPage: to < count, endCursor: String(to) };
    return Promise.resolve(Response.json({ data: { inventoryItems: { nodes, pageInfo } } }));
  });
  return { client, asked };
}

async function findAll(client: AdminClient): Promise<string[]> {
  const ids: string[] = [];
  for await (const { found } of findInventoryItems(client, "sku:A")) {
    ids.push(...found.map(({ inventoryItemId }) => inventoryItemId));
  }
  return ids;
}

describe("a search", () => {
  it("finds everything once, in pages of which the first is small and none larger than Shopify allows", async () => {
    const { client, asked } = shopWithItems(600);
    expect(await findAll(client)).toEqual(Array.from({ length: 600 }, (_, index) => String(index)));
    expect(asked).toEqual([
      { search: "sku:A", first: 2, after: null },
      { search: "sku:A", first: 250, after: "2" },
      { search: "sku:A", first: 250, after: "252" },
      { search: "sku:A", first: 250, after: "502" },
    ]);
  });

  it("is over after one small page where there is nothing", async () => {
    const { client, asked } = shopWithItems(0);
    expect(await findAll(client)).toEqual([]);
    expect(asked).toHaveLength(1);
  });
});

it("writes the time since which something changed in Shopify's search syntax, to the millisecond", () => {
  expect(changedSince(new Date("2026-11-20T10:00:00.123Z"))).toBe("updated_at:>='2026-11-20T10:00:00.123Z'");
});
