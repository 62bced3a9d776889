import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { logger } from "~/ops/logger";
import { DatabaseGoneError, WatchedPool } from "~/ops/watched-pool";
import { DatabaseProxy, type Outage } from "../../faults/database-proxy";

let proxy: DatabaseProxy;
let pool: WatchedPool;

/** What noteGone and noteAlive write. */
let warnings: unknown[];

beforeEach(async () => {
  warnings = [];
  vi.spyOn(logger, "warn").mockImplementation((message: unknown) => void warnings.push(message));
  const started = await DatabaseProxy.start(process.env.DATABASE_URL ?? "");
  proxy = started.proxy;
  pool = new WatchedPool({ connectionString: started.url, max: 2 });
  pool.on("error", () => {});
  await pool.query("SELECT 1");
});

afterEach(async () => {
  vi.restoreAllMocks();
  await pool.end();
  await proxy.close();
});

const ask = () => pool.query<{ one: number }>("SELECT 1 AS one").then(({ rows }) => rows);
const patiently = { timeout: 15_000, interval: 50 };

describe.each<Outage>(["refused", "hanging"])("a pool whose server's connections are %s", (outage) => {
  it("lets nobody wait, neither now nor later, and works again when the server does", async () => {
    await proxy.begin(outage);
    // More than there are connections: some wait for an answer, one for a connection.
    const begun = await Promise.allSettled([ask(), ask(), ask()]);
    expect(begun.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    await vi.waitFor(async () => expect(await pool.findOutIfGone()).toBe(true), patiently);

    const begin = performance.now();
    await expect(ask()).rejects.toThrow(DatabaseGoneError);
    await expect(pool.connect()).rejects.toThrow(DatabaseGoneError);
    expect(performance.now() - begin).toBeLessThan(500);

    await proxy.end();
    await vi.waitFor(() => expect(pool.isGone).toBe(false), patiently);
    expect(await ask()).toEqual([{ one: 1 }]);
    expect(warnings).toEqual(["The database cannot be reached", "The database answers again"]);
  }, 40_000);
});

describe("a pool whose server answers", () => {
  it("takes an error of the server's for a sign of life", async () => {
    await expect(pool.query("SELECT 1 / 0")).rejects.toThrow("division by zero");
    expect(await pool.findOutIfGone()).toBe(false);
    expect(warnings).toEqual([]);
  });
});
