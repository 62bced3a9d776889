import { randomUUID } from "node:crypto";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { db, pool } from "~/db.server";
import * as env from "~/ops/env";
import { action, loader } from "~/routes/metrics";
import { storeShop } from "../reports/stored-plans";

const HOUR_MS = 3_600_000;

beforeAll(async () => {
  for (const [name, hours] of Object.entries({ fresh: 0.1, older: 3, stale: 50 })) {
    const shop = `${name}.myshopify.com`;
    await storeShop(shop);
    const startedAt = new Date(Date.now() - hours * HOUR_MS);
    const run = { kind: "refresh", status: "succeeded", phase: "done" };
    await db.syncRun.create({ data: { shop, runId: randomUUID(), ...run, startedAt } });
  }
  await storeShop("never-pulled.myshopify.com");
});

afterEach(() => vi.restoreAllMocks());

const ask = (headers: Record<string, string> = {}) =>
  loader({ request: new Request("https://app.example/metrics", { headers }), params: {}, context: {} });

async function read(): Promise<string> {
  const response = await ask();
  expect(response.status).toBe(200);
  expect(response.headers.get("Content-Type")).toContain("text/plain");
  return response.text();
}

it("tells how old the shops' data are, without naming one", async () => {
  const text = await read();
  expect(text).toContain('inventory_shops_by_data_age{younger_than_seconds="900",app="inventory-intelligence"} 1\n');
  expect(text).toContain('inventory_shops_by_data_age{younger_than_seconds="21600",app="inventory-intelligence"} 2\n');
  expect(text).toContain('inventory_shops_by_data_age{younger_than_seconds="+Inf",app="inventory-intelligence"} 3\n');
  expect(text).toMatch(/inventory_shops\{.*\} 4\n/);
  expect(text).toMatch(/inventory_oldest_data_seconds\{.*\} 1(79|80)\d{3}/);
  expect(text).not.toContain("myshopify");
});

it("tells of this process, its connections and the version", async () => {
  const text = await read();
  expect(text).toMatch(/inventory_build_info\{version="\d+\.\d+\.\d+",.*\} 1\n/);
  expect(text).toMatch(/inventory_database_connections\{state="idle",.*\} [1-9]/);
  expect(text).toMatch(/process_resident_memory_bytes\{.*\} \d/);
});

it("is answered while the database fails, without what only the database knows", async () => {
  vi.spyOn(performance, "now").mockReturnValue(performance.now() + 60_000); // Past what was kept of health.
  vi.spyOn(pool, "query").mockImplementation(() => Promise.reject(new Error("connection refused")) as never);
  const text = await read();
  expect(text).toContain('inventory_health{check="database",app="inventory-intelligence"} 0\n');
  expect(text).not.toMatch(/^inventory_shops_by_data_age\{/m);
  expect(text).not.toMatch(/^inventory_queue_jobs\{/m);
});

it("is for those alone who have the token, where there is one", async () => {
  const metricsToken = "a-long-enough-secret";
  vi.spyOn(env, "environment").mockReturnValue({ ...env.environment(), metricsToken });
  expect((await ask()).status).toBe(401);
  expect((await ask({ Authorization: "Bearer a-long-enough-secreT" })).status).toBe(401);
  expect((await ask({ Authorization: `Bearer ${metricsToken}` })).status).toBe(200);
});

it("refuses other methods", () => {
  expect(action().status).toBe(405);
});
