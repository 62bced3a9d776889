import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { logger } from "~/ops/logger";
import {
  answerFault,
  limitBody,
  limitPath,
  limitRate,
  limitRefusals,
  limitTokens,
  nameRequest,
} from "~/ops/request-limits";

let server: Server;

beforeEach(() => {
  const app = express();
  app.set("trust proxy", 1);
  app.use(nameRequest, limitPath, limitBody);
  app.use("/limited", limitRate(3));
  app.use("/by-token", limitTokens(3));
  app.use("/guarded", limitRefusals(3));
  app.get("/broken", () => {
    throw new Error("Not the asker's fault");
  });
  app.get("/of/:name", (_request, response) => void response.sendStatus(200));
  app.all("*", ({ query }, response) => {
    response.sendStatus(query.token === "right" ? 200 : Number(query.answer ?? 401));
  });
  app.use(answerFault);
  server = app.listen(0);
});

afterEach(() => server.close());

const ask = (path: string, headers: Record<string, string> = {}, body?: string) =>
  fetch(`http://localhost:${(server.address() as AddressInfo).port}${path}`, {
    headers,
    ...(body !== undefined && { method: "POST", body }),
  });

const statusesOf = async (paths: string[], headers?: Record<string, string>) => {
  const statuses: number[] = [];
  for (const path of paths) statuses.push((await ask(path, headers)).status);
  return statuses;
};

it("each answer has the id that its request came with, or a new one", async () => {
  const given = await ask("/", { "X-Request-Id": "1234-abcd" });
  expect(given.headers.get("X-Request-Id")).toBe("1234-abcd");
  const strange = await ask("/", { "X-Request-Id": "a b\tc<script>" });
  expect(strange.headers.get("X-Request-Id")).toMatch(/^[\da-f-]{36}$/);
});

it("a body that is too large is refused before it is read", async () => {
  const { port } = server.address() as AddressInfo;
  const { request } = await import("node:http");
  const status = await new Promise((resolve, reject) => {
    const headers = { "Content-Length": String(100 * 1024 * 1024) };
    const sent = request({ port, method: "POST", path: "/", headers }, (answer) => resolve(answer.statusCode));
    sent.once("error", reject);
    sent.write("the beginning of it");
  });
  expect(status).toBe(413);
  expect((await ask("/?token=right", {}, "small")).status).toBe(200);
});

it("one address may ask so often in a minute, and others meanwhile", async () => {
  expect(await statusesOf(Array<string>(5).fill("/limited?token=right"))).toEqual([200, 200, 200, 429, 429]);
  const refused = await ask("/limited");
  expect(refused.headers.get("RateLimit")).toMatch(/r=0/);
  expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(0);
  expect(await refused.json()).toMatchObject({ status: 429, title: "Too many requests" });
  expect((await ask("/limited?token=right", { "X-Forwarded-For": "203.0.113.7" })).status).toBe(200);
});

it("who has the right token may ask as often as he likes, who guesses may not", async () => {
  expect(await statusesOf(Array<string>(6).fill("/guarded?token=right"))).toEqual(Array(6).fill(200));
  expect(await statusesOf(Array<string>(5).fill("/guarded"))).toEqual([401, 401, 401, 429, 429]);
});

it("what there is not at an address is no refusal: a script may ask for what it does not find", async () => {
  expect(await statusesOf(Array<string>(6).fill("/guarded?answer=404"))).toEqual(Array(6).fill(404));
});

it("each token may ask so often in a minute, wherever it stands, and each answer says how often it still may", async () => {
  const bearer = { Authorization: "Bearer iit_a" };
  const first = await ask("/by-token?token=right", bearer);
  expect(first.headers.get("RateLimit-Policy")).toMatch(/^"by-token"; q=3; w=60; pk=:.+:$/);
  expect(first.headers.get("RateLimit")).toMatch(/^"by-token"; r=2; t=\d+$/);
  const others = Array<string>(3).fill("/by-token?token=right&access_token=iit_a");
  expect(await statusesOf(others)).toEqual([200, 200, 429]);
  expect((await ask("/by-token?token=right", { Authorization: "bearer iit_b" })).status).toBe(200);
  expect(await statusesOf(Array<string>(4).fill("/by-token?token=right"))).toEqual(Array(4).fill(200));
  const refused = await ask("/by-token", bearer);
  expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(0);
  expect(JSON.stringify([...refused.headers])).not.toContain("iit_a");
});

it("a token in the address is counted, whatever stands in the header beside it, or in the address again", async () => {
  const asked = ["&x=1", "&access_token=iit_d", "&x=2", "&x=3"].map((rest, index) =>
    ask(`/by-token?token=right&access_token=iit_c${rest}`, { Authorization: `Bearer iit_${index}` }),
  );
  const statuses = (await Promise.all(asked)).map(({ status }) => status);
  expect(statuses.sort()).toEqual([200, 200, 200, 429]);
});

it("a path of thousands of segments is refused before it is compared with the routes", async () => {
  expect((await ask(`/${"a/".repeat(2_000)}?token=right`)).status).toBe(414);
  expect((await ask(`/a/b/c/d/${"e".repeat(4_000)}?token=right`)).status).toBe(200);
});

it("what fails is told apart: an address that cannot be decoded, and a fault of our own, which is logged", async () => {
  const logged = vi.spyOn(logger, "error").mockImplementation(() => {});
  const undecodable = await ask("/of/%ff");
  expect(undecodable.status).toBe(400);
  expect(await undecodable.json()).toMatchObject({ status: 400, title: "Bad request" });
  expect(logged).not.toHaveBeenCalled();

  const broken = await ask("/broken");
  expect(broken.headers.get("Content-Type")).toContain("application/problem+json");
  expect(await broken.text()).not.toContain("fault");
  const requestId = broken.headers.get("X-Request-Id");
  expect(logged).toHaveBeenCalledWith(expect.objectContaining({ requestId, path: "/broken" }), "Request failed");
  logged.mockRestore();
});
