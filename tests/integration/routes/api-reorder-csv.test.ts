import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import Papa from "papaparse";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { createApiToken } from "~/data/api-tokens";
import { findPlans } from "~/data/plan-queries";
import { claimRun, openRun, succeedRun } from "~/data/sync-runs";
import { db, pool } from "~/db.server";
import { CSV_PROPERTIES, formatCsvHeader } from "~/reports/csv-format";
import { formatCsvLines } from "~/reports/csv-lines";
import { action, loader } from "~/routes/api.reorder[.]csv";
import { makePlan, storePlans, storeShop } from "../reports/stored-plans";

const ACTOR = { id: "user 1", name: "Ada" };
const SHOP = "gift-shop.myshopify.com";
const OTHER_SHOP = "other-shop.myshopify.com";
const LARGE_SHOP = "large-shop.myshopify.com";
const NEW_SHOP = "new-shop.myshopify.com";
const ODD_SHOP = "odd-shop.myshopify.com";
/** Several batches of what is read and sent at a time. */
const LARGE_ROWS = 6_000;

const tokens: Record<string, string> = {};

beforeAll(async () => {
  for (const shop of [SHOP, OTHER_SHOP, LARGE_SHOP, NEW_SHOP, ODD_SHOP]) {
    await storeShop(shop);
    tokens[shop] = await createApiToken(shop, { name: "test", canWrite: false }, ACTOR);
  }
  for (const shop of [SHOP, OTHER_SHOP, LARGE_SHOP, ODD_SHOP]) await pullOnce(shop);
  await db.vendor.create({
    data: { shop: SHOP, vendorId: 7n, name: "Potter & Sons" },
  });
  await db.vendorName.create({ data: { shop: SHOP, vendorId: 7n, normalizedName: "potter & sons" } });
  await db.vendor.create({ data: { shop: OTHER_SHOP, vendorId: 9n, name: "Foreign" } });
  await db.vendorName.create({ data: { shop: OTHER_SHOP, vendorId: 9n, normalizedName: "foreign" } });
  await storePlans([
    makePlan(SHOP, 1, {
      vendorId: 7n,
      vendor: "Potter & Sons",
      velocityDecile: 1,
      available: -5,
      meanDailyDemand: 0.00001234,
      demandStdDev: 0.123456789012345,
      daysOfCover: -2.5,
      plannedAt: "2026-03-01T04:05:06.789Z",
    }),
    makePlan(SHOP, 2, { velocityDecile: 2, productTitle: "=1+1" }),
    makePlan(SHOP, 3, { velocityDecile: null, meanDailyDemand: null, suggestedOrderQuantity: null }),
    makePlan(OTHER_SHOP, 4),
  ]);
  await storeLargeShop();
});

async function pullOnce(shop: string): Promise<void> {
  const { runId } = await openRun(shop, "first-pull");
  await claimRun(shop, runId);
  await succeedRun(shop, runId);
}

/** One statement instead of many thousand parameters. */
async function storeLargeShop(): Promise<void> {
  await storePlans([makePlan(LARGE_SHOP, 1)]);
  const { rows } = await pool.query<{ columns: string }>(
    `SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) AS columns
       FROM information_schema.columns
      WHERE table_schema = current_schema() AND table_name = 'plans' AND column_name NOT IN ('variant_id', 'available')`,
  );
  await pool.query(
    `INSERT INTO plans (variant_id, available, ${rows[0]?.columns})
     SELECT number, number % 100, ${rows[0]?.columns} FROM plans, generate_series(2, $2::int) AS number WHERE shop = $1`,
    [LARGE_SHOP, LARGE_ROWS],
  );
}

interface CallOptions {
  shop?: string;
  method?: string;
  signal?: AbortSignal;
}

async function call(search: string, { shop = SHOP, method = "GET", signal }: CallOptions = {}): Promise<Response> {
  const headers = { Authorization: `Bearer ${tokens[shop]}` };
  const request = new Request(`https://app.example/api/reorder.csv${search}`, { headers, method, signal });
  try {
    return await loader({ request, params: {}, context: {} });
  } catch (thrown) {
    if (thrown instanceof Response) return thrown;
    throw thrown;
  }
}

async function readRows(search: string, shop = SHOP): Promise<Record<string, string>[]> {
  const response = await call(search, { shop });
  expect(response.status).toBe(200);
  const { data, errors } = Papa.parse<Record<string, string>>(await response.text(), {
    header: true,
    skipEmptyLines: true,
  });
  expect(errors).toEqual([]);
  return data;
}

const skusOf = async (search: string) => (await readRows(search)).map((row) => row.sku);

describe("GET /api/reorder.csv", () => {
  it("holds every row of the token's shop and no other", async () => {
    expect(await skusOf("")).toEqual(["SKU-2", "SKU-1", "SKU-3"]);
  });

  it("is a file named after the view and the shop's day", async () => {
    vi.useFakeTimers({ now: new Date("2026-06-30T23:30:00Z"), toFake: ["Date"] }); // July in London.
    try {
      const { headers } = await call("?view=fast-movers");
      expect(headers.get("Content-Disposition")).toBe('attachment; filename="reorder-fast-movers-2026-07-01.csv"');
      expect(headers.get("Content-Type")).toBe("text/csv; charset=utf-8; header=present");
      expect(headers.get("Cache-Control")).toBe("private, no-cache");
    } finally {
      vi.useRealTimers();
    }
  });

  it("neutralises formulas and keeps negative numbers", async () => {
    const rows = await readRows("?sort=sku");
    expect(rows[0]?.available).toBe("-5");
    expect(rows[1]?.product_title).toBe("'=1+1");
  });

  it("writes numbers and times as JavaScript does, whatever PostgreSQL sends", async () => {
    const [row] = await readRows("?vendor=7");
    expect(row).toMatchObject({
      mean_daily_demand: "0.00001234",
      demand_std_dev: "0.123456789012345",
      days_of_cover: "-2.5",
      safety_stock: "18.463441",
      unit_cost: "2.5",
      variant_id: "1",
      planned_at: "2026-03-01T04:05:06.789Z",
    });
  });

  it("holds the header when there are no rows", async () => {
    expect(await (await call("?q=nothing-like-it")).text()).toMatch(
      /^sku,product_title,.*,planned_at,demand_class\r\n$/,
    );
  });

  it("takes a vendor by id, by name in any case, and none", async () => {
    expect(await skusOf("?view=vendor&vendor=7")).toEqual(["SKU-1"]);
    expect(await skusOf(`?vendor=${encodeURIComponent("POTTER  & sons")}`)).toEqual(["SKU-1"]);
    expect(await skusOf("?vendor=none")).toEqual(["SKU-2", "SKU-3"]);
  });

  it("takes fast movers as the shop has set them, or by decile", async () => {
    expect(await skusOf("?view=fast-movers")).toEqual(["SKU-1"]);
    expect(await skusOf("?view=fast-movers&decile=1,2&sort=sku")).toEqual(["SKU-1", "SKU-2"]);
    await db.shop.update({ where: { shop: SHOP }, data: { settings: { fastMoverDeciles: 2 } } });
    expect(await skusOf("?view=fast-movers&sort=sku")).toEqual(["SKU-1", "SKU-2"]);
  });

  it("answers 400 with every fault", async () => {
    const response = await call("?view=x&status=gone&vendor=99&colour=red");
    expect(response.status).toBe(400);
    expect(response.headers.get("Content-Type")).toBe("application/problem+json");
    const problem = (await response.json()) as { faults: { name: string }[] };
    expect(problem.faults.map(({ name }) => name).sort()).toEqual(["colour", "status", "view"]);
  });

  it.each(["?vendor=99", "?vendor=9", "?vendor=Foreign", "?location=5"])(
    "answers 400 to %s, which the shop has not",
    async (search) => {
      expect((await call(search)).status).toBe(400);
    },
  );

  it.each(["GET", "HEAD"])(
    "answers %s with 503 until a pull has succeeded: no rows would mean no orders",
    async (method) => {
      const response = await call("", { shop: NEW_SHOP, method });
      expect(response.status).toBe(503);
      expect(response.headers.get("Retry-After")).toBe("30");
      expect(response.headers.get("Content-Type")).toBe("application/problem+json");
    },
  );

  it("answers with a header alone for a pulled shop that has nothing to plan", async () => {
    await pullOnce(NEW_SHOP);
    const response = await call("", { shop: NEW_SHOP });
    expect(response.status).toBe(200);
    expect(await response.text()).toMatch(/^sku,[^\r]*\r\n$/);
  });

  it("answers 401 without a token", async () => {
    const request = new Request("https://app.example/api/reorder.csv");
    await expect(loader({ request, params: {}, context: {} })).rejects.toMatchObject({ status: 401 });
  });

  it("answers HEAD without reading rows", async () => {
    const response = await call("", { method: "HEAD" });
    expect(response.status).toBe(200);
    expect(response.body).toBeNull();
    expect(response.headers.get("Content-Disposition")).toContain("attachment");
  });

  it("refuses other methods", () => {
    expect(action().status).toBe(405);
    expect(action().headers.get("Allow")).toBe("GET, HEAD");
  });
});

describe("a CSV of odd plans", () => {
  const signs = [...`",;'\\%_ =+-@\t\r\n＝＋－＠\uFEFF\u00A0\u2028aZ0é日🙂`];
  const text = fc.string({ unit: fc.constantFrom(...signs), maxLength: 6 });
  const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { freq: 4 });
  // Up to where every whole number is one that JavaScript can tell from the next; and sizes at which the way of writing changes.
  const anyDecimal = fc.double({ min: -(2 ** 53), max: 2 ** 53, noNaN: true });
  const edges = [0, 5e-324, 9.9e-7, 1e-6, 1.5e-6, 9.99e-5, 1e-4, 1e15, 1.25e20, 1e21, 1.5e300];
  const decimal = fc.oneof(anyDecimal, fc.constantFrom(...edges, ...edges.map((edge) => -edge)));
  const whole = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
  const money = fc.bigInt({ min: 0n, max: 10n ** 20n - 1n }).map((tenthousandths) => {
    const digits = String(tenthousandths).padStart(5, "0");
    return `${digits.slice(0, -4)}.${digits.slice(-4)}`;
  });
  const time = fc.date({ min: new Date("2000-01-01"), max: new Date("2999-12-31T23:59:59.999Z"), noInvalidDate: true });
  const oddities = fc.record({
    status: fc.constant("untracked"), // Whose demand, which no database could add up, is in no sum.
    sku: optional(text),
    productTitle: text,
    variantTitle: optional(text),
    barcode: optional(text),
    vendor: optional(text),
    vendorSku: optional(text),
    available: whole,
    incoming: whole,
    meanDailyDemand: optional(decimal),
    leadTimeDays: decimal,
    safetyStock: optional(decimal),
    daysOfCover: optional(decimal),
    reorderPoint: optional(whole),
    unitCost: optional(money),
    orderValue: optional(money),
    velocityDecile: optional(fc.integer({ min: 1, max: 10 })),
    projectedStockoutDate: optional(time),
    inventoryItemId: fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }),
    plannedAt: time,
  });

  it("says of each what JavaScript writes of the same row, to the letter", async () => {
    await storePlans(fc.sample(oddities, 500).map((changes, index) => makePlan(ODD_SHOP, index + 1, changes)));
    const csv = await (await call("", { shop: ODD_SHOP })).text();
    const { data } = Papa.parse<{ variant_id: string }>(csv, { header: true, skipEmptyLines: true });
    const ids = data.map((row) => row.variant_id);
    const plans = new Map((await findPlans(ODD_SHOP, ids)).map((plan) => [plan.variantId, plan]));
    const cells = ids.map((id) => CSV_PROPERTIES.map((property) => plans.get(id)?.[property] ?? null));
    expect(plans.size).toBe(500);
    expect(csv).toBe(formatCsvHeader() + formatCsvLines(cells));
  });
});

describe("a long CSV", () => {
  /** How many batches of rows were asked for. */
  const batchQueries = (spy: { mock: { calls: unknown[][] } }) =>
    spy.mock.calls.filter(([query]) => String(query).includes(" AS lines")).length;

  it("holds each row once, in order", async () => {
    const rows = await readRows("?sort=available&direction=asc", LARGE_SHOP);
    expect(rows).toHaveLength(LARGE_ROWS);
    expect(new Set(rows.map((row) => row.variant_id)).size).toBe(LARGE_ROWS);
    const places = rows.map((row) => Number(row.available) * 1_000_000 + Number(row.variant_id));
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it("holds each row once also when all plans change places meanwhile", async () => {
    const reader = (await call("?sort=available&direction=asc", { shop: LARGE_SHOP })).body?.getReader();
    let text = Buffer.from((await reader?.read())?.value ?? []).toString();
    await pool.query("UPDATE plans SET available = -available WHERE shop = $1", [LARGE_SHOP]);
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      text += Buffer.from(part.value).toString();
    }
    await pool.query("UPDATE plans SET available = -available WHERE shop = $1", [LARGE_SHOP]);

    const { data } = Papa.parse<{ variant_id: string }>(text, { header: true, skipEmptyLines: true });
    expect(data).toHaveLength(LARGE_ROWS);
    expect(new Set(data.map((row) => row.variant_id)).size).toBe(LARGE_ROWS);
  });

  it("is read no faster than the client takes it", async () => {
    const query = vi.spyOn(pool, "query");
    const reader = (await call("", { shop: LARGE_SHOP })).body?.getReader();
    await reader?.read();
    await sleep(200);
    expect(batchQueries(query)).toBe(1);
    await reader?.read();
    await sleep(200);
    // The second one, which was taken, and two that are read meanwhile.
    expect(batchQueries(query)).toBe(4);
    await reader?.cancel();
    query.mockRestore();
  });

  it("is read no further when the client leaves", async () => {
    const query = vi.spyOn(pool, "query");
    const leaving = new AbortController();
    const reader = (await call("", { shop: LARGE_SHOP, signal: leaving.signal })).body?.getReader();
    await reader?.read();
    leaving.abort();
    for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader?.read());
    expect(batchQueries(query)).toBeLessThanOrEqual(3);
    query.mockRestore();
  });

  it("ends the reading when the stream is cancelled", async () => {
    const query = vi.spyOn(pool, "query");
    const { body } = await call("", { shop: LARGE_SHOP });
    await body?.cancel();
    await sleep(100);
    expect(batchQueries(query)).toBe(1);
    query.mockRestore();
  });
});
