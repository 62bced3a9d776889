import { randomUUID } from "node:crypto";
import PgBoss from "pg-boss";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { noteWorkerPresence } from "~/data/app-presence";
import { findMissingMigrations, readQueueBacklog, readSyncHealth, readWebhookHealth } from "~/data/health-queries";
import { db, pool } from "~/db.server";
import { createHealthReader } from "~/ops/health";
import type { HealthSources } from "~/ops/health";
import { announceStop } from "~/ops/stopping";
import { action, loader } from "~/routes/healthz";
import { storeShop } from "../reports/stored-plans";

const SHOP = "secret-gift-shop.myshopify.com";
const HOUR_MS = 3_600_000;

const stored: HealthSources = {
  findMissingMigrations,
  readQueueBacklog,
  readSyncHealth,
  readWebhookHealth,
  summarizeRoutes: () => ({}),
};
/** A reader of its own, so that nothing is kept from the test before. */
const look = (changes: Partial<HealthSources> = {}) => createHealthReader({ ...stored, ...changes })();

const ask = (search = "", method = "GET") =>
  loader({ request: new Request(`https://app.example/healthz${search}`, { method }), params: {}, context: {} });

function storeRun(status: "succeeded" | "failed", startedAt: Date, shop = SHOP) {
  return db.syncRun.create({ data: { shop, runId: randomUUID(), kind: "refresh", status, phase: "done", startedAt } });
}

const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR_MS);

beforeAll(async () => {
  await storeShop(SHOP);
});

afterEach(async () => {
  vi.useRealTimers();
  await db.syncRun.deleteMany();
});

describe("before a worker has run", () => {
  it("is degraded for want of a queue, and still serves", async () => {
    const report = await look();
    expect(report).toMatchObject({
      status: "degraded",
      checks: { database: { status: "ok" }, queue: { status: "degraded" } },
    });
  });
});

describe("with a queue", () => {
  beforeAll(async () => {
    const boss = new PgBoss({ connectionString: process.env.DATABASE_URL ?? "", max: 2 });
    await boss.start();
    await boss.createQueue("pull");
    await boss.send("pull", {});
    await boss.stop({ graceful: false });
  });

  it("is well, and says so in the contract's shape, without naming a shop", async () => {
    await storeRun("succeeded", hoursAgo(2));
    const response = await ask();
    expect(response.status).toBe(200);
    expect(response.headers.get("Cache-Control")).toBe("no-store");
    const text = await response.text();
    expect(text).not.toContain("myshopify");
    const report = JSON.parse(text) as Record<string, unknown>;
    expect(report).toMatchObject({
      status: "ok",
      version: expect.stringMatching(/^\d+\.\d+\.\d+/) as string,
      uptimeSeconds: expect.any(Number) as number,
    });
    expect(Object.keys(report.checks as object)).toEqual(["database", "queue", "sync", "webhooks", "inventoryRoutes"]);
    for (const check of Object.values(report.checks as object)) {
      expect(check).toMatchObject({
        status: "ok",
        since: expect.stringMatching(/^\d{4}-.*Z$/) as string,
        target: expect.any(Number) as number,
        unit: expect.stringMatching(/^m?s$/) as string,
      });
    }
  });

  it("tells since when a check is as it is, and what was found beside its target", async () => {
    await storeRun("succeeded", hoursAgo(1));
    let p95Ms = 100;
    const targets = { pageP95Ms: 200, queueWaitSeconds: 300, webhookWaitSeconds: 300, dataAgeSeconds: 90_000 };
    const read = createHealthReader(
      { ...stored, summarizeRoutes: () => ({ "/app": { p95Ms, requests: 50 } }) },
      targets,
    );
    vi.useFakeTimers({ toFake: ["Date", "performance"], now: Date.parse("2026-03-01T10:00:00Z") });
    const lookAt = async (time: string) => {
      vi.advanceTimersByTime(1_000);
      vi.setSystemTime(Date.parse(time));
      const { status, since, observed, target } = (await read()).checks.inventoryRoutes;
      return { status, since, observed, target };
    };
    const well = { status: "ok", since: "2026-03-01T10:00:01.000Z", observed: 100, target: 200 };
    expect(await lookAt("2026-03-01T10:00:01Z")).toEqual(well);
    expect(await lookAt("2026-03-01T10:05:00Z")).toEqual(well);
    p95Ms = 300;
    const slow = { status: "degraded", since: "2026-03-01T10:06:00.000Z", observed: 300, target: 200 };
    expect(await lookAt("2026-03-01T10:06:00Z")).toEqual(slow);
    expect(await lookAt("2026-03-01T10:07:00Z")).toEqual(slow);
    p95Ms = 150;
    expect(await lookAt("2026-03-01T10:08:00Z")).toMatchObject({ status: "ok", since: "2026-03-01T10:08:00.000Z" });
  });

  it("counts the jobs that wait", async () => {
    expect((await look()).checks.queue).toMatchObject({ status: "ok", waiting: 1 });
  });

  it("is degraded soon when no worker takes a job, unless others of its kind are under way", async () => {
    await pool.query("UPDATE pgboss.job SET start_after = now() - INTERVAL '40 seconds' WHERE name = 'pull'");
    expect(await look()).toMatchObject({
      status: "degraded",
      checks: { queue: { status: "degraded", problem: expect.stringContaining("no worker") as string } },
    });
    await pool.query(
      `INSERT INTO pgboss.job (name, state, started_on, start_after)
       VALUES ('pull', 'active', now() - INTERVAL '50 seconds', now() - INTERVAL '50 seconds')`,
    );
    await noteWorkerPresence();
    expect((await look()).checks.queue).toMatchObject({ status: "ok", waiting: 1 });
  });

  it("does not take for under way what a worker has that was not seen for long", async () => {
    await pool.query("UPDATE app_presence SET worker_seen_at = now() - INTERVAL '35 seconds'");
    expect((await look()).checks.queue).toMatchObject({
      status: "degraded",
      problem: expect.stringContaining("no worker") as string,
    });
    await pool.query("DELETE FROM pgboss.job WHERE state = 'active'");
  });

  it("is degraded when jobs wait for long", async () => {
    await pool.query("UPDATE pgboss.job SET start_after = now() - INTERVAL '6 minutes' WHERE name = 'pull'");
    const report = await look();
    expect(report.status).toBe("degraded");
    expect(report.checks.queue).toMatchObject({ status: "degraded", waiting: 1 });
    expect(report.checks.queue.oldestWaitSeconds).toBeGreaterThan(359);
    await pool.query("DELETE FROM pgboss.job WHERE name = 'pull'");
  });

  it("is degraded when the latest pull failed, and no longer once one succeeded", async () => {
    await storeRun("succeeded", hoursAgo(2.5));
    await storeRun("failed", hoursAgo(2));
    expect(await look()).toMatchObject({
      status: "degraded",
      checks: { sync: { status: "degraded", shopsFailing: 1 } },
    });
    await storeRun("succeeded", hoursAgo(1));
    const { checks, status } = await look();
    expect(status).toBe("ok");
    expect(checks.sync).toMatchObject({ shops: 1, shopsFailing: 0 });
    expect(checks.sync.oldestPullAgeSeconds).toBeCloseTo(3_600, -2);
  });

  it("is degraded when data were not pulled for more than a day, of shops that have the app", async () => {
    await storeShop("former.myshopify.com", { uninstalledAt: new Date() });
    await storeRun("succeeded", hoursAgo(100), "former.myshopify.com");
    await storeRun("succeeded", hoursAgo(1));
    expect((await look()).status).toBe("ok");
    await db.syncRun.deleteMany({ where: { shop: SHOP } });
    await storeRun("succeeded", hoursAgo(27));
    expect(await look()).toMatchObject({ status: "degraded", checks: { sync: { status: "degraded" } } });
  });

  it("is degraded when webhooks wait for long, except for a first pull, and counts those that were given up", async () => {
    await storeRun("succeeded", hoursAgo(1));
    const deliveries = [
      { shop: SHOP, webhookId: "1", status: "pending" },
      { shop: "not-pulled-yet.myshopify.com", webhookId: "2", status: "pending" },
      { shop: SHOP, webhookId: "3", status: "failed" },
      { shop: SHOP, webhookId: "4", status: "unexpected" },
      { shop: SHOP, webhookId: "5", status: "done" },
    ];
    const topic = "orders/create";
    const triggeredAt = hoursAgo(2);
    await db.webhookDelivery.createMany({ data: deliveries.map((one) => ({ ...one, topic, triggeredAt })) });
    const counts = { pending: 1, failed: 1, unexpected: 1 };
    expect((await look()).checks.webhooks).toMatchObject({ status: "ok", ...counts });
    await db.webhookDelivery.updateMany({ data: { receivedAt: new Date(Date.now() - 6 * 60_000) } });
    const report = await look();
    expect(report).toMatchObject({ status: "degraded", checks: { webhooks: { status: "degraded", ...counts } } });
    await db.webhookDelivery.deleteMany();
  });

  it("is degraded when an inventory route is slower than its target, judged by enough requests", async () => {
    const routes = (requests: number) => ({ "/app": { p95Ms: 900, requests } });
    expect(await look({ summarizeRoutes: () => routes(19) })).toMatchObject({ status: "ok" });
    expect(await look({ summarizeRoutes: () => routes(20) })).toMatchObject({
      status: "degraded",
      checks: { inventoryRoutes: { status: "degraded", routes: routes(20) } },
    });
  });

  it("is down when a migration is missing", async () => {
    await pool.query("UPDATE _prisma_migrations SET finished_at = NULL");
    try {
      expect(await look()).toMatchObject({ status: "down", checks: { database: { status: "down" } } });
    } finally {
      await pool.query("UPDATE _prisma_migrations SET finished_at = now()");
    }
  });
});

describe("when the database fails", () => {
  const refuse = () => Promise.reject(new Error("connect ECONNREFUSED 10.0.0.7:5432, password s3cret"));

  it("is down, and keeps the reason to the log", async () => {
    const report = await look({ findMissingMigrations: refuse, readQueueBacklog: refuse, readSyncHealth: refuse });
    expect(report).toMatchObject({ status: "down", checks: { database: { status: "down", observed: null } } });
    expect(JSON.stringify(report)).not.toMatch(/s3cret|10\.0\.0\.7/);
  });

  it("answers within a second though the database hangs, and asks it once", async () => {
    vi.useFakeTimers();
    const hang = vi.fn(() => new Promise<never>(() => {}));
    const read = createHealthReader({
      findMissingMigrations: hang,
      readQueueBacklog: hang,
      readSyncHealth: hang,
      readWebhookHealth: hang,
      summarizeRoutes: () => ({}),
    });
    const readWithinASecond = () => Promise.race([read(), vi.advanceTimersByTimeAsync(1_000)]);
    const first = await readWithinASecond();
    expect(first).toMatchObject({ status: "down" });
    vi.advanceTimersByTime(1_000);
    const second = await readWithinASecond();
    expect(second).toMatchObject({ status: "down" });
    expect(second).not.toBe(first);
    expect(hang).toHaveBeenCalledTimes(4);
  });
});

describe("the route", () => {
  it("looks at the database at most once a second", async () => {
    const question = vi.fn(findMissingMigrations);
    const read = createHealthReader({ ...stored, findMissingMigrations: question });
    const reports = await Promise.all([read(), read(), read()]);
    expect(new Set(reports).size).toBe(1);
    expect(question).toHaveBeenCalledTimes(1);
  });

  it("gives a sign of life without asking the database", async () => {
    const query = vi.spyOn(pool, "query");
    const response = await ask("?check=live");
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ status: "ok" });
    expect(query).not.toHaveBeenCalled();
  });

  it("refuses other methods", () => {
    expect(action().status).toBe(405);
  });

  // The last one: a process that stops does not think better of it.
  it("sends everybody elsewhere once the process stops", async () => {
    announceStop();
    for (const search of ["", "?check=live"]) {
      const response = await ask(search);
      expect(response.status).toBe(503);
      expect(await response.json()).toMatchObject({ status: "down", stopping: true });
    }
  });
});
