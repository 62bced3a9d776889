import { once } from "node:events";
import { Agent, get, type IncomingMessage, type Server } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import express, { type Response } from "express";
import { afterEach, beforeEach, expect, it } from "vitest";
import { GracefulStop } from "~/ops/graceful-stop";

const keepingAlive = new Agent({ keepAlive: true });
let stop: GracefulStop;
let server: Server;
let port: number;
/** Answers that were begun, to be ended by the test. */
let begun: Response[];

beforeEach(async () => {
  stop = new GracefulStop(3_000);
  begun = [];
  const app = express();
  app.use(stop.watchRequests);
  app.get("/slow", (_request, response) => {
    response.write("begun ");
    begun.push(response);
  });
  app.get("*", (_request, response) => void response.send("served"));
  server = app.listen(0);
  stop.watchConnections(server);
  await once(server, "listening");
  ({ port } = server.address() as AddressInfo);
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function ask(path: string): Promise<IncomingMessage> {
  const [answer] = (await once(get({ port, path, agent: keepingAlive }), "response")) as [IncomingMessage];
  return answer;
}

async function read(path: string) {
  const answer = await ask(path);
  return { connection: answer.headers.connection, body: await text(answer) };
}

it("serves on until no more requests come, and ends each connection with its answer", async () => {
  expect(await read("/app")).toEqual({ connection: "keep-alive", body: "served" });
  const leaving = stop.leave(server);
  expect(await read("/app")).toEqual({ connection: "close", body: "served" });
  expect(await read("/app")).toEqual({ connection: "close", body: "served" });
  await leaving;
  await expect(ask("/app")).rejects.toThrow("ECONNREFUSED");
});

it("leaves at once when nobody has asked for anything but its health", async () => {
  await read("/healthz");
  const begin = performance.now();
  await stop.leave(server);
  expect(performance.now() - begin).toBeLessThan(1_400);
});

it("leaves after some time though requests go on coming, and ends what it has begun", async () => {
  const slow = await ask("/slow");
  const leaving = stop.leave(server);
  const asking = (async () => {
    for (;;) await read("/app");
  })();
  // Who comes at the very moment at which the port closes is reset; everybody after that is refused.
  await expect(asking).rejects.toThrow(/ECONNREFUSED|ECONNRESET/);
  await expect(ask("/app")).rejects.toThrow("ECONNREFUSED");
  for (const response of begun) response.end("and ended");
  expect(await text(slow)).toBe("begun and ended");
  await leaving;
});

it("does not wait for a connection over which nothing was ever asked", async () => {
  const unused = connect(port, "127.0.0.1");
  await once(unused, "connect");
  await read("/app");
  await stop.leave(server);
  expect(unused.readableEnded || unused.destroyed || (await once(unused, "close"))).toBeTruthy();
});
