import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createAppProxy } from "../../../../sandbox/host/app-proxy";

const ADMIN_PATH = "/store/sandbox-store/apps/inventory-intelligence";
const servers: Server[] = [];

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** @returns address of a proxy in front of the app */
async function serveThroughProxy(app: RequestListener): Promise<string> {
  const appAddress = await listen(app);
  return listen(createAppProxy({ appAddress, storeHandle: "sandbox-store", adminPath: ADMIN_PATH }));
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

describe("the proxy in front of the app", () => {
  it("lets the sandbox frame the app's pages and serve App Bridge", async () => {
    const proxy = await serveThroughProxy((_request, response) => {
      response.setHeader("content-type", "text/html");
      response.setHeader("content-security-policy", "frame-ancestors https://admin.shopify.com;");
      response.setHeader("link", '<https://cdn.shopify.com/shopifycloud/app-bridge.js>; rel="preload"; as="script";');
      response.end('<script src="https://cdn.shopify.com/shopifycloud/app-bridge.js"></script>');
    });
    const response = await fetch(proxy);
    expect(response.headers.get("content-security-policy")).toBe("frame-ancestors 'self';");
    expect(response.headers.get("link")).toBe('</sandbox/cdn/shopifycloud/app-bridge.js>; rel="preload"; as="script";');
    expect(await response.text()).toBe('<script src="/sandbox/cdn/shopifycloud/app-bridge.js"></script>');
  });

  it("asks the app for plain text and tells it the address that the browser asked for", async () => {
    const proxy = await serveThroughProxy(({ headers }, response) => response.end(JSON.stringify(headers)));
    const headers: unknown = await (await fetch(proxy)).json();
    expect(headers).toMatchObject({ "accept-encoding": "identity", host: new URL(proxy).host });
  });

  it("leaves data as they are", async () => {
    const json = JSON.stringify({ imageUrl: "https://cdn.shopify.com/s/files/1/mug.jpg" });
    const proxy = await serveThroughProxy((_request, response) => {
      response.setHeader("content-type", "application/json");
      response.setHeader("set-cookie", ["a=1", "b=2"]);
      response.statusCode = 201;
      response.end(json);
    });
    const response = await fetch(proxy);
    expect(response.status).toBe(201);
    expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect(await response.text()).toBe(json);
  });

  it("passes the first part of a page on before the app has written the rest", async () => {
    let finish = () => {};
    const proxy = await serveThroughProxy((_request, response) => {
      response.setHeader("content-type", "text/html");
      response.write("<p>first</p>");
      finish = () => response.end("<p>deferred</p>");
    });
    const body = (await fetch(proxy)).body?.pipeThrough(new TextDecoderStream()).getReader();
    expect(await body?.read()).toMatchObject({ value: "<p>first</p>" });
    finish();
    expect(await body?.read()).toMatchObject({ value: "<p>deferred</p>" });
  });

  it("ends the app's answer when the browser goes away", async () => {
    const left = new Promise<void>((resolve) => {
      void serveThroughProxy((_request, response) => {
        response.on("close", resolve);
        response.write("the first of many rows\n");
      }).then(async (proxy) => {
        const browser = new AbortController();
        await fetch(proxy, { signal: browser.signal });
        browser.abort();
      });
    });
    await expect(left).resolves.toBeUndefined();
  });

  it.each([
    "https://admin.shopify.com/store/sandbox-store/apps/sandbox-api-key",
    "https://sandbox-store.myshopify.com/admin/oauth/install?client_id=sandbox-api-key",
  ])("takes a visitor whom the app sends to Shopify (%s) to the sandbox's admin", async (location) => {
    const proxy = await serveThroughProxy((_request, response) => response.writeHead(302, { location }).end());
    const response = await fetch(proxy, { redirect: "manual" });
    expect(response.headers.get("location")).toBe(ADMIN_PATH);
  });

  it("says so when the app does not answer", async () => {
    const appAddress = await listen(() => undefined);
    servers.pop()?.close();
    const proxy = await listen(createAppProxy({ appAddress, storeHandle: "sandbox-store", adminPath: ADMIN_PATH }));
    const page = await fetch(proxy, { headers: { accept: "text/html" } });
    expect(page.status).toBe(502);
    expect(await page.text()).toContain("The app is not answering");
  });
});
