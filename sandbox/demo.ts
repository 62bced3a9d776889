// `npm run demo`: the sandbox and the unmodified production server on this machine, and one address to open.

import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { needsBuild } from "./demo/app-build";
import { SANDBOX_API_KEY, SANDBOX_API_SECRET } from "./demo/credentials";
import { parseDemoSettings, type DemoSettings } from "./demo/demo-settings";
import { requireFreePorts } from "./demo/free-ports";
import { beginTrade } from "./demo/begin-trade";
import { sandboxReadySchema, type SandboxReady } from "./demo/sandbox-ready";
import { deleteStoredShop, describeStore, forgetTokens, leaveMark, mayHoldAnotherStore } from "./demo/store-data";
import { Supervisor } from "./demo/supervisor";

const PROJECT_FOLDER = fileURLToPath(new URL("..", import.meta.url));
/** Every process of the demo runs TypeScript and ends when the demo is gone. */
const NODE_OPTIONS = ["--import", new URL("demo/end-with-parent.mjs", import.meta.url).href, "--import", "tsx"];

process.chdir(PROJECT_FOLDER);
const supervisor = new Supervisor();
const stopRequested = new Promise<void>((resolve) => {
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => resolve());
  // The shell between npm and this process keeps npm's SIGTERM to itself and ends; then this process has a new parent.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && resolve(), 500).unref();
});

try {
  const settings = parseDemoSettings(process.env);
  const serving = runDemo(settings).then(() => stopRequested);
  await Promise.race([serving, supervisor.failure, stopRequested]);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
await supervisor.stop();
process.exit();

async function runDemo(settings: DemoSettings): Promise<void> {
  const begin = performance.now();
  await requireFreePorts([
    { name: "PORT", port: settings.port },
    { name: "SANDBOX_PORT", port: settings.sandboxPort },
  ]);
  const [store] = await Promise.all([startSandbox(settings), buildApp()]);
  const mark = describeStore(settings, store);
  const holdsAnotherStore = await mayHoldAnotherStore(mark, settings.databaseUrl);
  await startApp(settings, store);
  const shopAddresses = store.shops.map((shop) => `${addressOf(settings.sandboxPort)}/shops/${shop}`);
  if (holdsAnotherStore) {
    console.log("The data of an earlier sandbox store are deleted: the store is made anew each day and for each size.");
    for (const address of shopAddresses) await deleteStoredShop(address);
  } else {
    for (const address of shopAddresses) await forgetTokens(address);
  }
  await leaveMark(mark);
  for (const address of shopAddresses) await beginTrade(address, settings);
  announce(settings, store, performance.now() - begin);
}

async function startSandbox(settings: DemoSettings): Promise<SandboxReady> {
  const sandbox = supervisor.startServer({
    name: "sandbox",
    command: process.execPath,
    args: [...NODE_OPTIONS, "sandbox/demo/sandbox-process.ts"],
    environment: {
      SANDBOX_PORT: String(settings.sandboxPort),
      SANDBOX_SKUS: String(settings.skus),
      SANDBOX_STORE: settings.storeFolder ?? "",
      SANDBOX_SHOPS: String(settings.shops),
      SANDBOX_WEBHOOK_RETRY_MS: String(settings.webhookRetryMs),
      APP_ADDRESS: addressOf(settings.port),
    },
  });
  return sandboxReadySchema.parse(await sandbox.firstMessage);
}

async function buildApp(): Promise<void> {
  if (!(await needsBuild(PROJECT_FOLDER))) return;
  console.log("Building the app …");
  await supervisor.run({ name: "build", command: "npm", args: ["run", "build"], isQuiet: true });
}

/** What `npm start` runs, with requests for the shop led to the sandbox. */
async function startApp(settings: DemoSettings, { smtpPort }: SandboxReady): Promise<void> {
  supervisor.startServer({
    name: "app",
    command: process.execPath,
    args: [...NODE_OPTIONS, "--import", new URL("route-shopify.mjs", import.meta.url).href, "server.ts"],
    environment: {
      NODE_ENV: "production",
      PORT: String(settings.port),
      SHOPIFY_API_KEY: SANDBOX_API_KEY,
      SHOPIFY_API_SECRET: SANDBOX_API_SECRET,
      SHOPIFY_APP_URL: `http://localhost:${settings.sandboxPort}`,
      SANDBOX_URL: addressOf(settings.sandboxPort),
      DATA_DIR: settings.dataDir,
      DATABASE_URL: settings.databaseUrl ?? "",
      SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
      MAIL_FROM: "Inventory Intelligence <alerts@inventory.invalid>",
      LOOPBACK_WEBHOOKS: "allow",
      LOG_LEVEL: process.env.LOG_LEVEL ?? "warn",
    },
  });
  const health = `${addressOf(settings.port)}/healthz?check=live`;
  while (!(await answers(health))) await sleep(100);
}

function answers(address: string): Promise<boolean> {
  return fetch(address).then(
    ({ ok }) => ok,
    () => false, // It does not listen yet; that the app may have ended is the supervisor's business.
  );
}

function addressOf(port: number): string {
  return `http://127.0.0.1:${port}`;
}

function announce(settings: DemoSettings, store: SandboxReady, elapsedMs: number): void {
  const address = `http://localhost:${settings.sandboxPort}`;
  const database = settings.databaseUrl ? "the server that DATABASE_URL names" : settings.dataDir;
  const tokenEnvironment = settings.dataDir === ".data" ? "" : `DATA_DIR=${settings.dataDir} `;
  console.log(`
Inventory Intelligence in the sandbox's admin, ready after ${(elapsedMs / 1000).toFixed(1)} s. Open

    ${address}

  Store     ${store.shopName}: ${store.skus} SKUs, ${store.orders} orders up to yesterday; made anew each day
  Trade     ${settings.ordersPerSecond > 0 ? `${settings.ordersPerSecond} orders a second` : "none; SANDBOX_ORDERS_PER_SECOND=1 has customers order"}
  Data      in ${database}, kept until the store is another one
  CSV       ${tokenEnvironment}npm run token -- --shop ${store.shop} --name demo
            curl -H "Authorization: Bearer TOKEN" "${address}/api/reorder.csv?view=all"
  MCP       ${address}/mcp with the same token; docs/mcp.md tells how to connect an assistant
  Alerts    ${address}/sandbox/outbox shows what the app sends by email, and to ${address}/sandbox/hook
  Ctrl-C stops everything.
`);
}
