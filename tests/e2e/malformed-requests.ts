import { Agent, request, type OutgoingHttpHeaders } from "node:http";
import { connect } from "node:net";
import { createRandom, type Random } from "../../sandbox/store/random";

/** Stand where secrets do, and must not reach the log. */
export const MARKS_OF_SECRETS = ["mark-of-a-bearer", "mark-of-a-session-token", "mark-of-a-ticket", "mark-of-a-hmac"];
const [BEARER, SESSION_TOKEN, TICKET, HMAC] = MARKS_OF_SECRETS as [string, string, string, string];

const AT_ONCE = 16;
const ANSWER_LIMIT_MS = 30_000;
const STATUS_LINE = /^HTTP\/1.1 (\d{3})/;
/** What limits count, so that not all is refused for coming too often. */
const ASKERS = 10;
/** Of all requests, how many one of them sends, who comes too often on a slow machine too. */
const SHARE_OF_HASTY = 0.25;

const METHODS = ["GET", "GET", "GET", "POST", "POST", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"];

const PATHS = [
  "/",
  "/healthz?check=%ff",
  "/metrics?name[]=x",
  "/webhooks/data",
  "/webhooks/app/uninstalled",
  "/webhooks/customers",
  "/webhooks/shop/redact",
  "/api/reorder.csv?limit=-1&view=%00&view=fast-movers",
  "/api/reorder.csv?minDemand=1e999&vendor=0x10",
  "/api/nothing-of-the-kind",
  `/api/reorder.csv?access_token=iit_${BEARER}&access_token[]=x`,
  "/api/reorder.json?limit=1e9&after=%ff&before=AAAA",
  "/api/items/%00%ff/..%2f",
  `/export/${TICKET}`,
  `/export/%00?token=${TICKET}`,
  "/auth/login?shop=a.myshopify.com%0d%0aSet-Cookie:a=b",
  "/auth/login?shop=%5B%5D",
  "/auth/callback?code=1&hmac=0&host=%E0%A4",
  "/auth/session-token",
  `/app?shop=%00&id_token=${SESSION_TOKEN}`,
  `/app?shop=a.myshopify.com&host=not-base64&embedded=1&id_token=eyJ.${SESSION_TOKEN}.eyJ`,
  "/app?_data=routes%2Fno-such-route",
  "/app.data?_routes=%2E%2E%2F",
  "/__manifest?p=/app&p=%ff&version=x",
  "/app/items/99999999999999999999999999",
  "/app/vendors/-1/skus?page=%2B",
  "/app/settings",
  "/assets/%2e%2e/%2e%2e/server.ts",
  "/assets/no-such-file.js",
  "/%ff%fe",
  "//elsewhere.example/app",
  `/${"a/".repeat(2_000)}`,
  `/app?q=${"%F0%9F%92%A5".repeat(500)}`,
];

const HEADERS: OutgoingHttpHeaders[] = [
  {},
  { Authorization: `Bearer ${BEARER}` },
  { Authorization: `Bearer iit_${BEARER}.${"A".repeat(3_000)}` },
  { Authorization: "Basic Og==" },
  { "X-Forwarded-Host": "[", "X-Forwarded-Proto": "gopher" },
  { "X-Forwarded-Host": "a b", "X-Forwarded-Proto": "https, http" },
  { Host: "[::" },
  { Host: "a/../b?c" },
  { Accept: "\u00ff\u00fe", "Accept-Language": "*;q=2", "Accept-Encoding": "gzip;q=x, br;q=-1" },
  { Range: "bytes=9-1,,", "If-None-Match": '"', "If-Modified-Since": "yesterday" },
  { Cookie: `session=${SESSION_TOKEN}; =; ;;` },
  { "X-Request-Id": "<script>" },
  { Origin: "null", Referer: "javascript:alert(1)" },
  { "User-Agent": "" },
  { Purpose: "prefetch", "X-Shopify-Bounce": "1" },
];

/** What webhooks carry, each wrong in another way. */
const WEBHOOK_HEADERS: OutgoingHttpHeaders = {
  "X-Shopify-Topic": "orders/create",
  "X-Shopify-Shop-Domain": "../../etc/passwd",
  "X-Shopify-Webhook-Id": "0",
  "X-Shopify-Api-Version": "1999-01",
  "X-Shopify-Hmac-Sha256": HMAC,
};

const BODIES: [contentType: string, body: Buffer | string][] = [
  ["", ""],
  ["application/json", "{"],
  ["application/json", "null"],
  ["application/json", "[".repeat(100_000)],
  ["application/json", '{"id":123456789012345678901234567890,"__proto__":{"admin":true}}'],
  ["application/x-www-form-urlencoded", "a=%zz&&=&intent=save&intent=delete"],
  ["multipart/form-data", "no boundary is named"],
  [
    "multipart/form-data; boundary=x",
    '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nhalf',
  ],
  ["text/plain; charset=utf-99", Buffer.from([0xff, 0xfe, 0x00, 0xd8])],
  ["application/octet-stream", Buffer.alloc(200_000)],
];

/** Not even HTTP. */
const TEXTS = [
  "GET\r\n\r\n",
  "GET /app HTTP/9.9\r\nHost: a\r\n\r\n",
  "\u0000\u0001\u0002\u0003\r\n\r\n",
  "POST /webhooks/data HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\n\r\n",
  "POST /webhooks/data HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabc",
  "POST /webhooks/data HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
  "GET / HTTP/1.1\r\n\r\n",
  `GET / HTTP/1.1\r\nHost: a\r\nX-Long: ${"a".repeat(20_000)}\r\n\r\n`,
  "GET /app HTTP/1.1\r\nHost: a\r\nBad Header: b\r\n\r\n",
  "POST /webhooks/data HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n",
];

/**
 * Asks a server in every wrong way, always the same ones.
 *
 * @param every has somebody look now and then, while nothing is asked
 * @returns how often each status was answered, 0 for a connection that was closed without an answer, and what 5xx was answered to
 */
export async function askBadly({
  port,
  times,
  every,
}: {
  port: number;
  times: number;
  every: { times: number; look: () => Promise<void> };
}): Promise<{ answers: Map<number, number>; failures: string[] }> {
  const random = createRandom(7, "malformed requests");
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const answers = new Map<number, number>();
  const failures: string[] = [];
  const ask = async () => {
    const text = random.pick(TEXTS);
    const wish = drawRequest(random);
    const status = random.chance(0.1) ? await sendText(port, text) : await sendRequest(port, agent, wish);
    answers.set(status, (answers.get(status) ?? 0) + 1);
    if (status >= 500) failures.push(`${status} to ${JSON.stringify({ ...wish, body: wish.body.length })}`);
  };
  for (let asked = 0; asked < times; asked += every.times) {
    let left = every.times;
    const asker = async () => {
      while (left-- > 0) await ask();
    };
    await Promise.all(Array.from({ length: AT_ONCE }, asker));
    await every.look();
  }
  agent.destroy();
  return { answers, failures };
}

interface Wish {
  method: string;
  path: string;
  headers: OutgoingHttpHeaders;
  body: Buffer | string;
}

function drawRequest(random: Random): Wish {
  const method = random.pick(METHODS);
  const path = random.pick(PATHS);
  const [contentType, body] = random.pick(BODIES);
  const headers = {
    ...random.pick(HEADERS),
    ...(path.startsWith("/webhooks") && random.chance(0.7) && WEBHOOK_HEADERS),
    ...(contentType !== "" && { "Content-Type": contentType }),
    "X-Forwarded-For": `10.0.0.${random.chance(SHARE_OF_HASTY) ? 1 : random.integer(2, ASKERS)}`,
  };
  return { method, path, headers, body: ["GET", "HEAD", "OPTIONS"].includes(method) ? "" : body };
}

function sendRequest(port: number, agent: Agent, { method, path, headers, body }: Wish): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request({ port, agent, method, path, headers, timeout: ANSWER_LIMIT_MS }, (answer) => {
      answer.resume().once("close", () => resolve(answer.statusCode ?? 0));
    });
    sent.once("timeout", () => reject(new Error(`No answer to ${method} ${path} with ${JSON.stringify(headers)}`)));
    // It may answer before it has read a body that nobody wants, and close.
    sent.once("error", () => resolve(0));
    sent.end(body);
  });
}

/** Each of them is answered, or its connection closed, without a wait for what does not come. */
async function sendText(port: number, text: string): Promise<number> {
  const socket = connect(port, "127.0.0.1");
  let answer = "";
  socket.on("data", (data) => {
    answer += String(data);
    // All of what counts is there: what is no whole request may be kept open for the rest of it.
    if (STATUS_LINE.test(answer)) socket.destroy();
  });
  socket.on("error", () => {});
  socket.write(text);
  await new Promise((resolve, reject) => {
    socket.once("close", resolve);
    socket.setTimeout(ANSWER_LIMIT_MS, () => reject(new Error(`No answer to ${JSON.stringify(text)}`)));
  });
  return Number(STATUS_LINE.exec(answer)?.[1] ?? 0);
}
