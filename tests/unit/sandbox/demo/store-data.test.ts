import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseDemoSettings } from "../../../../sandbox/demo/demo-settings";
import type { SandboxReady } from "../../../../sandbox/demo/sandbox-ready";
import { describeStore, leaveMark, mayHoldAnotherStore } from "../../../../sandbox/demo/store-data";

const STORE: SandboxReady = {
  shop: "sandbox-store.myshopify.com",
  shops: ["sandbox-store.myshopify.com"],
  shopName: "A shop",
  skus: 300,
  orders: 2000,
  smtpPort: 2525,
  today: "2026-11-22",
};
const SERVER = "postgresql://user:secret@database.example/app";

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "store-data-"));
});

afterEach(() => rm(dataDir, { recursive: true }));

/** Whether the data of a demo with this store and database would be of another store. */
function isAnother(store: SandboxReady, databaseUrl?: string): Promise<boolean> {
  const settings = parseDemoSettings({ DATA_DIR: dataDir, DATABASE_URL: databaseUrl });
  return mayHoldAnotherStore(describeStore(settings, store), databaseUrl);
}

function leaveMarkOf(store: SandboxReady, databaseUrl?: string): Promise<void> {
  return leaveMark(describeStore(parseDemoSettings({ DATA_DIR: dataDir, DATABASE_URL: databaseUrl }), store));
}

describe("data that an earlier demo left", () => {
  it("are kept while the store is the same", async () => {
    await leaveMarkOf(STORE);
    expect(await isAnother(STORE)).toBe(false);
  });

  it("belong to another store on another day, and at another size", async () => {
    await leaveMarkOf(STORE);
    expect(await isAnother({ ...STORE, today: "2026-11-23" })).toBe(true);
    expect(await isAnother({ ...STORE, skus: 1000 })).toBe(true);
  });

  it("belong to another store once the shop has traded: what happened in it is gone", async () => {
    const trading = parseDemoSettings({ DATA_DIR: dataDir, SANDBOX_ORDERS_PER_SECOND: "2" });
    await leaveMark(describeStore(trading, STORE));
    expect(await isAnother(STORE)).toBe(true);
    expect(await mayHoldAnotherStore(describeStore(trading, STORE), undefined)).toBe(true);
  });

  it("do not exist in an embedded database without a mark", async () => {
    expect(await isAnother(STORE)).toBe(false);
  });

  it("may be in a database server that was never used from this folder", async () => {
    await leaveMarkOf(STORE);
    expect(await isAnother(STORE, SERVER)).toBe(true);
    await leaveMarkOf(STORE, SERVER);
    expect(await isAnother(STORE, SERVER)).toBe(false);
  });
});
