import { connectShop, type ConnectedShop } from "./connected-shop";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { readApiBudget, reservePoints, settlePoints } from "~/data/api-budgets";
import { deleteShop } from "~/data/shops";
import { pool } from "~/db.server";
import { AdminClient } from "~/shopify/admin-client";
import { CostBudget, type SharedAccount } from "~/shopify/cost-budget";
import { readShopFacts } from "~/shopify/shop-facts";
import { unauthenticated } from "~/shopify.server";

/** 2 points and, for each of 40 variants and what hangs on it, 3 by the logarithm of the page, 7. */
const PAGE_POINTS = 23;
const pages = (count: number) =>
  Array.from(
    { length: count },
    (_, index) => `page${index}: productVariants(first: 40) { nodes { id product { id } inventoryItem { id } } }`,
  ).join(" ");
const REQUEST = pages(2);
const REQUEST_POINTS = 2 * PAGE_POINTS;
/** More than work in the background leaves to people. */
const LARGE_REQUEST = pages(10);
const LARGE_REQUEST_POINTS = 10 * PAGE_POINTS;
/** Filled in 4 seconds, where Shopify's need 20. */
const BUCKET = { maximumAvailable: 1_000, restoreRate: 250 };
const IN_BUCKET = 450;

let connected: ConnectedShop;
let other: ConnectedShop;
let shop: string;

beforeAll(async () => {
  connected = await connectShop({ skus: 40 });
  other = await connectShop({ domain: "other-shop.myshopify.com", skus: 40, seed: 2 });
  shop = connected.shop;
});
afterAll(async () => {
  await connected.sandbox.close();
  await other.sandbox.close();
});
beforeEach(async () => {
  await pool.query("DELETE FROM api_budgets");
  connected.sandbox.installation.bucket.resize({ maximumAvailable: 2_000, restoreRate: 100 });
});

const accountOf = (ofShop: string): SharedAccount => ({
  reserve: (wish) => reservePoints(ofShop, wish),
  settle: (charge) => settlePoints(ofShop, charge),
});

/** What one process has to ask a shop with. */
class Process {
  /** What the account answered, the last answer last: however slow the machine, 0 or so many milliseconds to wait. */
  readonly answers: number[] = [];
  private readonly budget: CostBudget;

  constructor(
    private readonly ofShop: string,
    { reserve, settle }: SharedAccount = accountOf(ofShop),
  ) {
    const reserveAndNote: SharedAccount["reserve"] = async (wish) => {
      const waitMs = await reserve(wish);
      this.answers.push(waitMs);
      return waitMs;
    };
    this.budget = new CostBudget({ account: { reserve: reserveAndNote, settle } });
  }

  client(priority: "interactive" | "background"): AdminClient {
    return new AdminClient(
      async (document, options) => (await unauthenticated.admin(this.ofShop)).admin.graphql(document, options),
      { budget: this.budget, priority },
    );
  }

  async ask(priority: "interactive" | "background", fields = REQUEST): Promise<void> {
    await this.client(priority).request(`query { ${fields} }`, {}, z.looseObject({}));
  }
}

const throttled = () => Reflect.get(connected.sandbox.installation.state(), "throttledRequests") as number;

/** Two processes that know what requests cost. */
async function openProcesses(): Promise<[Process, Process]> {
  const processes: [Process, Process] = [new Process(shop), new Process(shop)];
  for (const one of processes) {
    await one.ask("interactive");
    await one.ask("interactive", LARGE_REQUEST);
  }
  connected.sandbox.installation.bucket.resize(BUCKET, IN_BUCKET);
  const bucket = { ...BUCKET, currentlyAvailable: IN_BUCKET };
  await settlePoints(shop, { reserved: 0, spent: 0, bucket });
  return processes;
}

describe("processes that share a shop's points", () => {
  it("together never ask for more than the bucket holds and regains", async () => {
    const [first, second] = await openProcesses();
    const before = throttled();
    const begin = performance.now();
    const asks = Array.from({ length: 24 }, (_, index) => (index % 2 ? first : second).ask("background"));
    await Promise.all(asks);
    const elapsedMs = performance.now() - begin;
    expect(throttled() - before).toBe(0);
    // A fifth stays in the bucket.
    const lacking = asks.length * REQUEST_POINTS + BUCKET.maximumAvailable / 5 - IN_BUCKET;
    expect(elapsedMs).toBeGreaterThan((lacking / BUCKET.restoreRate) * 1_000 * 0.98);
  });

  it("let people go first: small requests at once, large ones as soon as there are points", async () => {
    const [first, second] = await openProcesses();
    const before = throttled();
    let isOver = false;
    const ask = async () => {
      while (!isOver) await first.ask("background");
    };
    const flood = Promise.all(Array.from({ length: 12 }, ask));
    try {
      await expect.poll(() => first.answers.at(-1), { timeout: 10_000 }).toBeGreaterThan(0);
      second.answers.length = 0;
      for (let request = 0; request < 5; request++) {
        await second.ask("interactive");
        await sleep(100);
      }
      expect(second.answers).toEqual([0, 0, 0, 0, 0]);
      second.answers.length = 0;
      await second.ask("interactive", LARGE_REQUEST);
      const waitedMs = second.answers.reduce((sum, waitMs) => sum + waitMs, 0);
      expect(waitedMs).toBeLessThanOrEqual((LARGE_REQUEST_POINTS / BUCKET.restoreRate) * 1_000);
    } finally {
      isOver = true;
      await flood;
    }
    expect(throttled() - before).toBe(0);
  });

  it("ask all the same when the account can't be kept", async () => {
    const account = { reserve: () => Promise.reject(new Error()), settle: () => Promise.reject(new Error()) };
    const lonely = new Process(shop, account);
    expect(await readShopFacts(lonely.client("interactive"))).toMatchObject({ name: connected.store.shop.name });
  });
});

describe("the account of a shop's points", () => {
  const wish = (points: number, priority: "interactive" | "background" = "interactive") => ({ points, priority });
  /** With next to nothing that flows back, so that a test has its time. */
  const hold = (currentlyAvailable: number) =>
    settlePoints(shop, {
      reserved: 0,
      spent: 0,
      bucket: { maximumAvailable: 2_000, restoreRate: 1, currentlyAvailable },
    });

  beforeEach(async () => {
    await reservePoints(shop, wish(0));
    await hold(2_000);
  });

  it("gives the points that there are to as many as they are enough for, however many come at once", async () => {
    const waits = await Promise.all(Array.from({ length: 50 }, () => reservePoints(shop, wish(100))));
    expect(waits.filter((waitMs) => waitMs === 0)).toHaveLength(20);
    for (const waitMs of waits.filter((wait) => wait > 0)) expect(waitMs).toBeLessThanOrEqual(100_000);
    expect((await readApiBudget(shop))?.isWaiting).toBe(true);
  });

  it("keeps a fifth for people, and what a page waits for", async () => {
    await hold(1_000);
    expect(await reservePoints(shop, wish(600, "background"))).toBe(0);
    expect(await reservePoints(shop, wish(1, "background"))).toBeGreaterThan(0);
    await hold(1_000);
    await pool.query("UPDATE api_budgets SET available = 1000 WHERE shop = $1", [shop]);
    expect(await reservePoints(shop, wish(1_001))).toBeGreaterThan(0);
    expect(await reservePoints(shop, wish(100, "background"))).toBeGreaterThan(0);
    expect(await reservePoints(shop, wish(990))).toBe(0);
    await pool.query("UPDATE api_budgets SET available = 600 WHERE shop = $1", [shop]);
    expect(await reservePoints(shop, wish(100, "background"))).toBe(0);
  });

  it("lets what a killed process had reserved flow back", async () => {
    await settlePoints(shop, { reserved: 0, spent: 0, bucket: { ...BUCKET, currentlyAvailable: 800 } });
    expect(await reservePoints(shop, wish(800))).toBe(0);
    const waitMs = await reservePoints(shop, wish(500));
    expect(waitMs).toBeGreaterThan(0);
    expect(waitMs).toBeLessThanOrEqual(2_000);
    await sleep(waitMs);
    expect(await reservePoints(shop, wish(500))).toBe(0);
  });

  it("is another one for each shop, and goes with it", async () => {
    await reservePoints(other.shop, wish(0));
    expect(await reservePoints(shop, wish(2_000))).toBe(0);
    expect(await reservePoints(other.shop, wish(2_000))).toBe(0);
    await deleteShop(other.shop);
    expect(await readApiBudget(other.shop)).toBeNull();
    expect(await reservePoints(other.shop, wish(100))).toBe(0);
    expect(await readApiBudget(other.shop)).toBeNull();
  });

  it("tells what was spent in the last hour", async () => {
    const spend = (spent: number) =>
      settlePoints(shop, {
        reserved: 0,
        spent,
        bucket: { maximumAvailable: 2_000, restoreRate: 100, currentlyAvailable: 900 },
      });
    const goOn = (spans: number) =>
      pool.query("UPDATE api_budgets SET spent_span = spent_span - $2 WHERE shop = $1", [shop, spans]);
    await spend(30);
    await goOn(4);
    await spend(12);
    await spend(8);
    expect(await readApiBudget(shop)).toMatchObject({ spentLastHour: 50, restoredPerHour: 360_000, maximum: 2_000 });
    await goOn(8);
    expect(await readApiBudget(shop)).toMatchObject({ spentLastHour: 20, isWaiting: false });
    await goOn(100);
    expect(await readApiBudget(shop)).toMatchObject({ spentLastHour: 0 });
  });
});
