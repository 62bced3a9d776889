import { Agent, get, request } from "node:http";
import type { IncomingMessage, RequestOptions, Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { createGunzip } from "node:zlib";
import type { LoaderFunctionArgs, ServerBuild } from "@remix-run/node";
import compression from "compression";
import express from "express";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createPageHandler } from "~/ops/page-handler";
import type { AnsweredRequest } from "~/ops/record-request";

const CHUNK_BYTES = 64 * 1024;
const CHUNKS = 400; // 26 MB: far more than sockets and streams hold.

/** What the route makes, and what becomes of it. */
let made = 0;
let cancelled = false;
let aborted = false;

/** Text that compresses badly, as gzip would otherwise hide how much is waiting. */
function makeChunk(): Uint8Array {
  const letters = new Uint8Array(CHUNK_BYTES);
  for (let index = 0; index < CHUNK_BYTES; index += 1) letters[index] = 32 + Math.floor(Math.random() * 90);
  return letters;
}

function loader({ request }: LoaderFunctionArgs): Response {
  request.signal.addEventListener("abort", () => (aborted = true));
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (made === CHUNKS) return controller.close();
        made += 1;
        controller.enqueue(makeChunk());
      },
      cancel: () => {
        cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { status: 201, headers: { "Content-Type": "text/csv", "X-Route": "stream" } });
}

const route = { id: "routes/stream", path: "stream", parentId: undefined, module: { loader, default: undefined } };
/** Says of what it was asked, or fails. */
const api = {
  id: "routes/api.$",
  path: "api/*",
  parentId: undefined,
  module: {
    loader: ({ request: { url } }: LoaderFunctionArgs) => {
      if (url.endsWith("/broken")) throw new Error("a bug");
      return new Response(new URL(url).pathname);
    },
    default: undefined,
  },
};
const build = {
  entry: { module: { default: () => new Response("page") } },
  routes: { [route.id]: route, [api.id]: api },
  assets: { entry: { module: "", imports: [] }, routes: {}, url: "", version: "1" },
  publicPath: "/",
  assetsBuildDirectory: "",
  basename: "/",
  future: { v3_singleFetch: true },
  isSpaMode: false,
} as unknown as ServerBuild;

let server: Server;
let recorded: (AnsweredRequest & { elapsedMs: number })[];
/** The database. */
let isGone: boolean;

beforeEach(() => {
  isGone = false;
  [made, cancelled, aborted] = [0, false, false];
  recorded = [];
  const app = express().set("trust proxy", 1).use(compression());
  app.all(
    "*",
    createPageHandler(build, {
      isDatabaseGone: () => isGone,
      findOutIfDatabaseIsGone: () => Promise.resolve(isGone),
      recordRequest: (request, elapsedMs) => recorded.push({ ...request, elapsedMs }),
    }),
  );
  server = app.listen(0);
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function download(encoding: "gzip" | "identity", path = "/stream"): Promise<IncomingMessage> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    get({ port, path, headers: { "Accept-Encoding": encoding } }, resolve).once("error", reject);
  });
}

describe.each(["identity", "gzip"] as const)("a long body with encoding %s", (encoding) => {
  it("waits for a client that does not read, and arrives whole once it does", async () => {
    const response = await download(encoding);
    expect(response.statusCode).toBe(201);
    expect(response.headers["x-route"]).toBe("stream");
    await vi.waitFor(async () => {
      const before = made;
      await sleep(300);
      expect(made).toBe(before);
    }, 10_000);
    expect(made).toBeLessThan(CHUNKS / 2);
    const body = encoding === "gzip" ? response.pipe(createGunzip()) : response;
    expect((await text(body)).length).toBe(CHUNKS * CHUNK_BYTES);
  }, 30_000);

  it("is cancelled when the client leaves", async () => {
    const response = await download(encoding);
    response.destroy();
    await vi.waitFor(() => expect({ cancelled, aborted }).toEqual({ cancelled: true, aborted: true }), 5_000);
    expect(made).toBeLessThan(CHUNKS);
  });
});

describe("an answer without a body", () => {
  it("ends", async () => {
    const { port } = server.address() as AddressInfo;
    const response = await fetch(`http://localhost:${port}/stream`, { method: "HEAD" });
    expect(response.status).toBe(201);
    expect(made).toBe(0);
  });
});

describe("a request that is none", () => {
  it.each([
    ["a host that is no host", "GET", { Host: "[" }],
    ["a forwarded host that is none", "GET", { "X-Forwarded-Host": "a b" }],
    ["a method that pages do not have", "TRACE", {}],
    ["an origin that is none", "POST", { Origin: "null" }],
  ])("is refused for %s", async (_what, method, headers) => {
    expect(await send({ method, headers })).toBe(400);
  });
});

describe("a body that nobody has read", () => {
  it("does not stand before the connection's next request", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {}); // There is no action.
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    expect(await send({ agent, method: "POST", body: Buffer.alloc(1_000_000) })).toBe(405);
    expect(await send({ agent, method: "HEAD" })).toBe(201);
    agent.destroy();
  }, 10_000);
});

function send({ body, ...options }: RequestOptions & { body?: Buffer }): Promise<number | undefined> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const sent = request({ port, path: "/stream", ...options }, (answer) => {
      answer.resume().once("end", () => resolve(answer.statusCode));
    });
    sent.once("error", reject).end(body);
  });
}

describe("the time of a request", () => {
  it("is counted once, when its answer begins", async () => {
    const response = await download("identity");

    const elapsedMs = expect.any(Number) as number;
    expect(recorded).toEqual([{ path: "/stream", route: "/stream", method: "GET", status: 201, elapsedMs }]);
    response.destroy();
  });
});

describe("an address of the API", () => {
  const ask = (path: string) => fetch(`http://localhost:${(server.address() as AddressInfo).port}${path}`);

  it("is never taken for the data of a page", async () => {
    expect(await (await ask("/api/items/KIT.data?a=.data")).text()).toBe("/api/items/KIT%2Edata");
  });

  it("tells also what nobody expected as a problem", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const answer = await ask("/api/broken");
    expect(answer.status).toBe(500);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await answer.json()).toMatchObject({ type: "about:blank", status: 500, title: "Internal error" });
  });
});

describe("without a database", () => {
  const ask = (path: string, accept: string) => {
    const { port } = server.address() as AddressInfo;
    return fetch(`http://localhost:${port}${path}`, { headers: { accept } });
  };

  beforeEach(() => (isGone = true));

  it("a page says so in its place, and tries again", async () => {
    const page = await ask("/stream", "text/html,*/*");
    expect(page.status).toBe(503);
    expect(page.headers.get("refresh")).toBe("5");
    expect(await page.text()).toContain("cannot reach its database");
    expect(made).toBe(0);
  });

  it("a script is told, and when to ask again", async () => {
    const problem = await ask("/stream", "*/*");
    expect(problem.status).toBe(503);
    expect(problem.headers.get("retry-after")).toBe("5");
    expect(await problem.json()).toMatchObject({ status: 503, title: "The database cannot be reached" });
  });

  it("a page that is open already is given the error to show", async () => {
    const answer = await ask("/stream?_data=routes/stream", "*/*");
    expect(answer.headers.get("x-remix-catch")).toBe("yes");
  });
});
