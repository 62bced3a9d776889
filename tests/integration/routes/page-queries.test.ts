import { connectShop, type ConnectedShop } from "../sync/connected-shop";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { noteWholePlanning } from "~/data/plan-age";
import { saveListLook } from "~/data/list-views";
import { openRun, succeedRun } from "~/data/sync-runs";
import { db, pool } from "~/db.server";
import { addDays } from "~/planning/calendar";
import { loader as loadLayout } from "~/routes/app";
import { loader as loadList } from "~/routes/app._index";
import { loader as loadFastMovers } from "~/routes/app.fast-movers";
import { loader as loadItem } from "~/routes/app.items.$id";
import { loader as loadVendorSkus } from "~/routes/app.vendors.$id_.skus";
import { closeQueue } from "~/sync/job-queue";
import { makePlan, storePlans } from "../reports/stored-plans";

// The page does not wait for live quantities, so that their questions come when they come.
vi.mock("~/routes/reorder-list/check-stock.server", () => ({
  checkStock: () => Promise.resolve({ kind: "checked-lately" }),
}));

const BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36";

const NOT_KNOWN = Array.from({ length: 13 }, () => null);

let connected: ConnectedShop;

beforeAll(async () => {
  connected = await connectShop();
  const { shop } = connected;
  const { runId } = await openRun(shop, "first-pull");
  await succeedRun(shop, runId);
  const now = new Date();
  await noteWholePlanning(shop, {
    plannedAt: now,
    windowEnd: addDays(now.toISOString().slice(0, 10), 1),
    askedAt: null,
  });
  await pool.query("INSERT INTO vendors (shop, vendor_id, name) VALUES ($1, 1, 'Ada')", [shop]);
  await db.variant.create({
    data: {
      shop,
      variantId: 1n,
      productId: 1n,
      productTitle: "Mug",
      inventoryItemId: 1n,
      tracked: true,
      createdAt: now,
      updatedAt: now,
    },
  });
  await storePlans(Array.from({ length: 60 }, (_, index) => makePlan(shop, index + 1, { vendorId: 1n })));
});

afterAll(async () => {
  await closeQueue();
  await connected.sandbox.close();
});

async function openPage<Page extends object>(path: string, loadPage: (args: PageArgs) => Promise<Page>) {
  const headers = { authorization: `Bearer ${connected.sandbox.installation.mintIdToken({})}`, "user-agent": BROWSER };
  const request = () => new Request(`http://localhost:4000${path}`, { headers });
  const args = { params: { id: "1" }, context: {} };
  const query = vi.spyOn(pool, "query");
  const [, page] = await Promise.all([
    loadLayout({ ...args, request: request() }),
    loadPage({ ...args, request: request() }),
  ]);
  const asked = query.mock.calls.map(([text]) => text as unknown);
  query.mockRestore();
  return { asked, list: "list" in page ? page.list : page };
}

type PageArgs = Parameters<typeof loadList>[0];

describe("a page", () => {
  it.each([
    ["/app", loadList, 7],
    ["/app?status=reorder-now&q=mug", loadList, 7],
    ["/app/fast-movers", loadFastMovers, 8],
    ["/app/vendors/1/skus", loadVendorSkus, 7],
    ["/app/items/1", loadItem, 8],
  ])("asks the database little, however much it shows: %s", async (path, loadPage, queries) => {
    const { asked, list } = await openPage<object>(path, loadPage);
    expect(list).toMatchObject({
      stage: "ready",
      ...(path.startsWith("/app/items/") ? { item: { row: { variantId: "1" } } } : { totals: { skus: 60 } }),
    });
    expect(asked, JSON.stringify(asked, null, 2)).toHaveLength(queries);
  });

  it("names the vendor that its filter has chosen, and no other, however many there are", async () => {
    const { asked: usual, list } = await openPage<object>("/app", loadList);
    expect(list).toMatchObject({ vendor: null });
    expect(JSON.stringify(list)).not.toContain("Ada");
    const { asked, list: chosen } = await openPage<object>("/app?vendor=1", loadList);
    expect(chosen).toMatchObject({ vendor: { vendorId: "1", name: "Ada" } });
    expect(asked).toHaveLength(usual.length + 1);
  });

  it("asks no more for the demand of the weeks", async () => {
    const { asked: usual } = await openPage<object>("/app", loadList);
    await saveListLook(connected.shop, "all", { columns: ["weeklyDemand"], density: "compact" });
    const { asked, list } = await openPage<object>("/app", loadList);
    expect(list).toMatchObject({ rows: Array.from({ length: 50 }, () => ({ weeklyDemand: NOT_KNOWN })) });
    expect(asked).toHaveLength(usual.length);
  });
});
