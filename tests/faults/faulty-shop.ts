import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { openDatabase } from "../../app/data/embedded-database";
import { SANDBOX_API_KEY, SANDBOX_API_SECRET } from "../../sandbox/demo/credentials";
import type { Installation } from "../../sandbox/installation";
import { startSandbox, type Sandbox } from "../../sandbox/server";
import { generateStore } from "../../sandbox/store/generate-store";
import { makeApiToken, requestInAdmin } from "../e2e/shop-session";
import { makeServerDatabase } from "../setup/database-server";
import { findFreePort } from "../setup/free-port";
import { AppProcess } from "./app-process";

/** Of hundreds of shops on a machine that has much else to do. */
const QUIET_LIMIT_MS = 1_800_000;

/** Finds a row once the orders of the demand window, and those before it, are there. */
export const FIRST_PULL_DONE = `SELECT FROM sync_runs
  WHERE shop = $1 AND kind IN ('first-pull', 'order-history') AND status = 'succeeded' HAVING count(*) = 2`;

/** Finds a row once every webhook delivery was acted on. */
export const NOTHING_PENDING = `SELECT FROM webhook_deliveries
  WHERE shop = $1 AND status = 'pending' HAVING count(*) = 0`;

interface ProcessOptions {
  /** Where the app finds a server's database, if not at the server's own address. */
  reach?: (databaseUrl: string) => string | Promise<string>;
  /** What else it finds in its environment. */
  environment?: Record<string, string>;
}

/** A sandbox and the app beside it, on a database of its own. */
export interface FaultyShop {
  shop: string;
  sandbox: Sandbox;
  /** What the sandbox has of one of its shops. */
  installationOf: (shop: string) => Installation;
  app: AppProcess;
  /** Further processes of the app on the same database, which has to be a server's. */
  anotherApp: (options?: ProcessOptions) => Promise<AppProcess>;
  /** A request for a page as the admin makes it for the merchant of this shop, or of the first. */
  request: (path: string, shop?: string) => Promise<Request>;
  /** A new token with which scripts ask for the first shop's data. */
  makeApiToken: () => Promise<string>;
  /** The merchant opens the app. */
  open: (shop?: string) => Promise<void>;
  /** The merchant has what changed read, or everything compared with Shopify; goes on without this. */
  pull: (kind: "refresh" | "reconciliation", shop?: string) => Promise<void>;
  /** The merchant has everything compared with Shopify. Resolves when that has come to its end. */
  reconcile: () => Promise<void>;
  query: <Row extends pg.QueryResultRow>(text: string, values?: unknown[]) => Promise<Row[]>;
  /** Waits until a query finds rows. */
  until: (text: string, values?: unknown[]) => Promise<void>;
  /**
   * As if so much time had passed since the app was killed that another process may take up what it worked on. On the embedded
   * database it needs none: there the app knows that it is the only process.
   */
  passTime: () => Promise<void>;
  close: () => Promise<void>;
}

/**
 * @param on the embedded database, or a new database of the server that TEST_DATABASE_URL names
 * @param otherSkus what the shops beside the first have
 * @param front where merchants and Shopify find the app, if not at the first process's own address
 */
export async function startFaultyShop({
  on,
  skus,
  shops = 1,
  otherSkus = skus,
  front,
  ...firstProcess
}: ProcessOptions & {
  on: "embedded" | "server";
  skus: number;
  shops?: number;
  otherSkus?: number;
  front?: string;
}): Promise<FaultyShop> {
  const dataDir = await mkdtemp(join(tmpdir(), "inventory-faults-"));
  const server = on === "server" ? await makeDatabase() : null;
  const port = await findFreePort();
  const appUrl = front ?? `http://127.0.0.1:${port}`;
  const sandbox = await startSandbox({
    apiKey: SANDBOX_API_KEY,
    apiSecret: SANDBOX_API_SECRET,
    appUrl,
    webhookRetryDelayMs: 500,
    store: generateStore({ now: new Date(), skus }),
    skus: otherSkus,
    shops,
  });
  const makeProcess = async (atPort: number, { reach = (databaseUrl) => databaseUrl, environment }: ProcessOptions) => {
    const databaseUrl = server && (await reach(server.url));
    return new AppProcess({ port: atPort, sandboxUrl: sandbox.url, dataDir, databaseUrl, environment });
  };
  const apps: [AppProcess, ...AppProcess[]] = [await makeProcess(port, firstProcess)];
  await apps[0].start();

  // The app's own: whoever opens it while the app is dead would own it.
  const { url } = await openDatabase({ databaseUrl: server?.url, dataDir });

  const query: FaultyShop["query"] = async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<Row>(text, values)).rows;
    } finally {
      await client.end();
    }
  };
  const shop = sandbox.store.shop.domain;
  const until: FaultyShop["until"] = async (text, values) => {
    const deadline = Date.now() + QUIET_LIMIT_MS;
    while ((await query(text, values)).length === 0) {
      if (Date.now() > deadline) throw new Error(`Not within ${QUIET_LIMIT_MS / 1000} s: ${text}`);
      await sleep(250);
    }
  };
  const request: FaultyShop["request"] = (path, ofShop = shop) =>
    requestInAdmin({ address: sandbox.url, dataDir }, path, appUrl, ofShop);
  const pull: FaultyShop["pull"] = async (kind, ofShop) => {
    const body = new URLSearchParams({ kind });
    const answer = await fetch(new Request(await request("/app/status", ofShop), { method: "POST", body }));
    if (!answer.ok) throw new Error(`/app/status answered ${answer.status}`);
    await answer.body?.cancel();
  };
  return {
    shop,
    sandbox,
    installationOf: (ofShop) => {
      const installation = sandbox.installations.find(({ shopDomain }) => shopDomain === ofShop);
      if (!installation) throw new RangeError(`The sandbox has no shop ${ofShop}`);
      return installation;
    },
    app: apps[0],
    anotherApp: async (another = {}) => {
      const app = await makeProcess(await findFreePort(), another);
      apps.push(app);
      await app.start();
      return app;
    },
    request,
    makeApiToken: () => makeApiToken({ address: sandbox.url, dataDir, databaseUrl: url }),
    open: async (ofShop) => {
      const answer = await fetch(await request("/app", ofShop));
      if (!answer.ok) throw new Error(`/app answered ${answer.status}`);
      await answer.text();
    },
    pull,
    reconcile: async () => {
      const begin = new Date();
      await pull("reconciliation");
      await until(
        `SELECT FROM sync_runs
         WHERE shop = $1 AND kind = 'reconciliation' AND status = 'succeeded' AND started_at > $2`,
        [shop, begin],
      );
    },
    query,
    until,
    passTime: async () => {
      if (on === "embedded") return;
      await query("UPDATE sync_runs SET updated_at = updated_at - interval '1 minute' WHERE status = 'running'");
      await query("UPDATE shops SET deliveries_claimed_until = NULL, replans_claimed_until = NULL");
    },
    close: async () => {
      const stops = await Promise.allSettled(apps.map((app) => app.stop()));
      await sandbox.close();
      await server?.remove();
      await rm(dataDir, { recursive: true, force: true });
      for (const stop of stops) if (stop.status === "rejected") throw stop.reason;
    },
  };
}

function makeDatabase() {
  const serverUrl = process.env.TEST_DATABASE_URL;
  if (!serverUrl) throw new Error("TEST_DATABASE_URL does not name a PostgreSQL server on which databases may be made");
  return makeServerDatabase(serverUrl);
}
