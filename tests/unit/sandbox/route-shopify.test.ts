import { execFile } from "node:child_process";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const PRELOAD = fileURLToPath(new URL("../../../sandbox/route-shopify.mjs", import.meta.url));

interface Echo {
  method: string;
  url: string;
  shop: string | null;
  token: string | null;
  body: string;
}

let sandbox: Server;
let sandboxUrl: string;

/** Tells the caller what arrived; /slow never answers. */
async function echo(request: IncomingMessage): Promise<Echo> {
  const header = (name: string) => request.headers[name]?.toString() ?? null;
  return {
    method: request.method ?? "",
    url: request.url ?? "",
    shop: header("x-forwarded-host"),
    token: header("x-shopify-access-token"),
    body: await text(request),
  };
}

beforeAll(async () => {
  sandbox = createServer((request, response) => {
    if (request.url === "/slow") return;
    void echo(request).then((arrived) => response.end(JSON.stringify(arrived)));
  });
  await new Promise<void>((listening) => sandbox.listen(0, "127.0.0.1", listening));
  sandboxUrl = `http://127.0.0.1:${(sandbox.address() as AddressInfo).port}`;
});

afterAll(() => {
  sandbox.closeAllConnections();
  sandbox.close();
});

/** Runs the code in a Node process that starts with the preload; resolves with the JSON that it prints. */
async function runWithPreload(code: string): Promise<unknown> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--import", PRELOAD, "--input-type=module", "--eval", code],
    { env: { ...process.env, SANDBOX_URL: sandboxUrl } },
  );
  return JSON.parse(stdout);
}

const SHOP_URL = "https://gift-shop.myshopify.com/admin/api/graphql.json?x=1";
const ARRIVED = {
  method: "POST",
  url: "/admin/api/graphql.json?x=1",
  shop: "gift-shop.myshopify.com",
  token: "shpat_1",
  body: "{ shop }",
};

describe("the preload that routes Shopify's requests to the sandbox", () => {
  it("takes a request to a shop there, with method, headers and body", async () => {
    const answer = await runWithPreload(`
      const response = await fetch("${SHOP_URL}", {
        method: "POST", body: "{ shop }", headers: { "x-shopify-access-token": "shpat_1" },
      });
      console.log(await response.text());
    `);
    expect(answer).toEqual(ARRIVED);
  });

  it("takes a Request object there, with what its second argument overrides", async () => {
    const answer = await runWithPreload(`
      const request = new Request("${SHOP_URL}", { method: "POST", body: "{ shop }" });
      const response = await fetch(request, { headers: { "x-shopify-access-token": "shpat_1" } });
      console.log(await response.text());
    `);
    expect(answer).toEqual(ARRIVED);
  });

  it("stops when the caller's signal says so", async () => {
    const errors = await runWithPreload(`
      const url = "https://gift-shop.myshopify.com/slow";
      const signal = () => AbortSignal.timeout(50);
      const errors = await Promise.all([
        fetch(url, { signal: signal() }).catch((error) => error.name),
        fetch(new Request(url, { signal: signal() })).catch((error) => error.name),
      ]);
      console.log(JSON.stringify(errors));
    `);
    expect(errors).toEqual(["TimeoutError", "TimeoutError"]);
  });

  it("leaves every other address alone", async () => {
    const answer = await runWithPreload(`
      const response = await fetch("${sandboxUrl}/elsewhere");
      console.log(await response.text());
    `);
    expect(answer).toMatchObject({ url: "/elsewhere", shop: null });
  });

  it("says what is missing without the sandbox's address", async () => {
    const run = promisify(execFile)(process.execPath, ["--import", PRELOAD, "--eval", "0"], {
      env: { ...process.env, SANDBOX_URL: "" },
    });
    await expect(run).rejects.toThrow(/needs SANDBOX_URL/);
  });
});
