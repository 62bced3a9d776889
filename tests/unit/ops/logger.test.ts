import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createLogger } from "~/ops/logger";

beforeEach(() => vi.stubEnv("LOG_LEVEL", "info"));
afterEach(() => vi.unstubAllEnvs());

const SECRET = "x7Kq0pV2mZ9s";
/** Begins like that of a session token. */
const SESSION_TOKEN = `eyJhbGciOiJIUzI1NiJ9.eyJkZXN0Ijoic2hvcCJ9.${SECRET}`;

/** @returns the lines that a logger writes */
function linesOf(log: (logger: ReturnType<typeof createLogger>) => void): string[] {
  const lines: string[] = [];
  log(createLogger({ write: (line) => void lines.push(line) }));
  return lines;
}

it.each([
  ["a field", { accessToken: SECRET }],
  ["a field deep within", { session: { user: { tokens: [{ refresh_token: SECRET, expires: 5 }] } } }],
  [
    "headers",
    { headers: { Authorization: `Bearer ${SECRET}`, Cookie: `a=${SECRET}`, "X-Shopify-Access-Token": SECRET } },
  ],
  ["an address", { url: `https://app.example/app?shop=a.myshopify.com&id_token=${SECRET}&hmac=${SECRET}&view=all` }],
  ["a signed link", { url: `/export/${SECRET}`, next: `/export/a?token=${SECRET}` }],
  ["a body as text", { body: JSON.stringify({ client_secret: SECRET, password: `a"${SECRET}`, subject: "b" }) }],
  ["a token of Shopify's", { note: `shpat_${SECRET} and shpua_${SECRET} do not fit` }],
  ["a session token", { note: `${SESSION_TOKEN} is too old` }],
  ["a database's address", { note: `connect to postgresql://inventory:${SECRET}@database/inventory failed` }],
  ["a mail server's address", { note: `connect to smtps://alerts:${SECRET}@mail.example.com failed` }],
  ["where Slack takes messages", { note: `POST https://hooks.slack.com/services/T0/B0/${SECRET} failed` }],
  ["an error's message", { err: new Error(`GET /app?id_token=${SESSION_TOKEN} with Authorization: Bearer ${SECRET}`) }],
  ["an error's cause", { err: new Error("outer", { cause: new Error(`token=${SECRET} at /a?token=${SECRET}`) }) }],
  [
    "what a library hangs on an error",
    { err: Object.assign(new Error("401"), { request: { "x-api-secret": SECRET } }) },
  ],
])("no secret reaches the log in %s", (_where, fields) => {
  const [line = ""] = linesOf((logger) => logger.error(fields, "It failed"));
  expect(JSON.parse(line)).toMatchObject({ level: 50, msg: "It failed" });
  expect(line).toContain("[redacted]");
  expect(line).not.toContain(SECRET);
});

it("the secrets of the environment do not reach it wherever they stand", () => {
  vi.stubEnv("SHOPIFY_API_SECRET", SECRET);
  const [line = ""] = linesOf((logger) => logger.warn({ note: `Shopify refused ${SECRET}.` }, `${SECRET} is wrong`));
  expect(line).not.toContain(SECRET);
  expect(JSON.parse(line)).toMatchObject({ note: "Shopify refused [redacted].", msg: "[redacted] is wrong" });
});

it("what is no secret stays as it is", () => {
  const fields = { shop: "a.myshopify.com", runId: "0b1f", path: "/app/vendors", err: new Error("Timeout after 5 s") };
  const [line = ""] = linesOf((logger) => logger.info(fields, "A pull failed"));
  expect(JSON.parse(line)).toMatchObject({
    shop: "a.myshopify.com",
    runId: "0b1f",
    path: "/app/vendors",
    err: { message: "Timeout after 5 s", stack: expect.stringContaining("logger.test") as string },
  });
  expect(line).not.toContain("[redacted]");
});
