import { execFile } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { z } from "zod";

const SHOP = "sandbox-store.myshopify.com";
/** Shopify's library answers what looks like a bot with 410. */
const BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36";
const PULL_LIMIT_MS = 240_000;

/** A demo to talk to, by the address it prints and the folder of its database. */
export interface RunningDemo {
  address: string;
  dataDir: string;
  /** A server's database in place of the embedded one. */
  databaseUrl?: string | undefined;
}

/** Requests a page as the admin's frame does when a merchant opens it: which also starts a new shop's first pull. */
export async function openInAdmin(demo: RunningDemo, path: string): Promise<Response> {
  return fetch(await requestInAdmin(demo, path));
}

/**
 * The request of a page with a fresh session token, not sent yet.
 *
 * @param appAddress where to ask, if not through the sandbox's proxy
 */
export async function requestInAdmin(
  { address }: RunningDemo,
  path: string,
  appAddress = address,
  shop = SHOP,
): Promise<Request> {
  const url = new URL(path, appAddress);
  url.searchParams.set("embedded", "1");
  url.searchParams.set("shop", shop);
  const handle = shop.replace(".myshopify.com", "");
  url.searchParams.set("host", Buffer.from(`admin.shopify.com/store/${handle}`).toString("base64"));
  url.searchParams.set("id_token", await mintIdToken(address, shop));
  return new Request(url, { headers: { "User-Agent": BROWSER } });
}

async function mintIdToken(address: string, shop: string): Promise<string> {
  const response = await fetch(new URL(`/shops/${shop}/sandbox/id-token`, address), { method: "POST" });
  return z.object({ idToken: z.string() }).parse(await response.json()).idToken;
}

/** Makes an API token as ops staff do, by `npm run token`'s program. */
export async function makeApiToken({ dataDir, databaseUrl }: RunningDemo): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", "scripts/token.ts", "--shop", SHOP, "--name", "test"],
    { env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: databaseUrl ?? "" } },
  );
  const token = /iit_\S+/.exec(stdout)?.[0];
  if (!token) throw new Error(`The token script printed no token:\n${stdout}`);
  return token;
}

/** The whole reorder list as CSV. */
export async function downloadReorderCsv(demo: RunningDemo, token: string): Promise<string> {
  return readCsv(await requestReorderCsv(demo, token));
}

function requestReorderCsv({ address }: RunningDemo, token: string): Promise<Response> {
  return fetch(new URL("/api/reorder.csv?view=all", address), { headers: { Authorization: `Bearer ${token}` } });
}

async function readCsv(response: Response): Promise<string> {
  if (!response.ok) throw new Error(`/api/reorder.csv answered ${response.status}: ${await response.text()}`);
  return response.text();
}

/** Waits until every variant of the store has a plan. */
export async function untilPlanned(demo: RunningDemo, token: string): Promise<void> {
  const deadline = Date.now() + PULL_LIMIT_MS;
  const expected = (await readSandboxState(demo)).counts.variants;
  while ((await countPlans(demo, token)) < expected) {
    if (Date.now() > deadline) throw new Error(`Not all ${expected} variants had a plan after ${PULL_LIMIT_MS} ms`);
    await sleep(500);
  }
}

const sandboxStateSchema = z.object({
  counts: z.object({ variants: z.number(), orderLines: z.number() }),
  /** Of the Admin API's query cost, since the sandbox started. */
  pointsSpent: z.number(),
});

export async function readSandboxState({ address }: RunningDemo): Promise<z.infer<typeof sandboxStateSchema>> {
  return sandboxStateSchema.parse(await (await fetch(new URL("/sandbox/state", address))).json());
}

/** None while the API says that there is no plan yet. */
async function countPlans(demo: RunningDemo, token: string): Promise<number> {
  const response = await requestReorderCsv(demo, token);
  if (response.status === 503) {
    await response.body?.cancel();
    return 0;
  }
  const csv = await readCsv(response);
  return csv.split("\r\n").length - 2; // The header and what follows the last line end.
}
