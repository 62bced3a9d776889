import { createRemixRequest } from "@remix-run/express/dist/server.js";
import type { ServerBuild } from "@remix-run/node";
import type { Request, RequestHandler, Response as ServerResponse } from "express";
import { outageResponse } from "./outage-response";
import { problemResponse } from "./problem";
import type { AnsweredRequest } from "./record-request";
import { createRemixHandler } from "./remix-handler";
import { createRouteFinder } from "./route-finder";

interface PageServices {
  /** Whether the database cannot be reached, as far as is known. */
  isDatabaseGone: () => boolean;
  /** The same, after something failed. */
  findOutIfDatabaseIsGone: () => Promise<boolean>;
  /**
   * Told how long each answer took to begin; what streams in later, such as live quantities, waits for Shopify and nobody
   * waits for it.
   */
  recordRequest: (request: AnsweredRequest, elapsedMs: number) => void;
}

/**
 * Serves Remix's build through Express. `createRequestHandler` of @remix-run/express does the same, but writes a body as
 * fast as it can be made: a long CSV for a slow client would pile up in memory. This one waits for the client. While the
 * database is gone, it says so in place of every page.
 */
export function createPageHandler(
  build: ServerBuild,
  { isDatabaseGone, findOutIfDatabaseIsGone, recordRequest }: PageServices,
): RequestHandler {
  const handleRemix = createRemixHandler(build);
  const findRoute = createRouteFinder(build.routes);
  const handleRequest = (request: Request, response: ServerResponse) => {
    const asked = readRequest(request, response);
    if (!asked) return problemResponse(NO_REQUEST);
    return handleRemix(asked, findRoute(new URL(asked.url).pathname), { requestId: response.get(REQUEST_ID) });
  };
  const answerPage = async (request: Request, response: ServerResponse) => {
    if (isDatabaseGone()) return outageResponse(request);
    const answer = await handleRequest(request, response);
    if (answer.status !== 500) return answer;
    const isGone = await findOutIfDatabaseIsGone();
    if (!isGone && !request.path.startsWith(FOR_SCRIPTS)) return answer;
    await answer.body?.cancel();
    return isGone ? outageResponse(request) : problemResponse(FAILED);
  };
  const handle = async (request: Request, response: ServerResponse) => {
    const begin = performance.now();
    const answer = await (FOR_MONITORS.includes(request.path) ? handleRequest : answerPage)(request, response);
    const { path, method } = request;
    recordRequest({ path, route: findRoute(path).name, method, status: answer.status }, performance.now() - begin);
    await sendResponse(answer, response);
    dropBody(request);
  };
  return (request, response, next) => void handle(request, response).catch(next);
}

/** Paths that monitors ask for, again and again: these tell by themselves what is wrong. */
export const FOR_MONITORS = ["/healthz", "/metrics"];
/** Where also what nobody expected is told in the form of an API. */
const FOR_SCRIPTS = "/api/";
/** By which a request is found in the log; whatever is served has one. */
export const REQUEST_ID = "X-Request-Id";

const FAILED = { status: 500, title: "Internal error", detail: "The app failed; its log says why" };

const NO_REQUEST = {
  status: 400,
  title: "Bad request",
  detail: "Its method, host, address or origin cannot be understood",
};

/** @returns null where there is no such request, as with a host of "[" or the method TRACE */
function readRequest(request: Request, response: ServerResponse): globalThis.Request | null {
  const origin = request.get("Origin");
  // Remix compares it with the host when something is to change.
  if (origin !== undefined && request.method !== "GET" && !URL.canParse(origin)) return null;
  // Remix takes it for the data of a page, of which there is none here, but there may be a SKU that ends so.
  if (request.path.startsWith(FOR_SCRIPTS))
    request.originalUrl = request.originalUrl.replace(/\.data(?=\?|$)/, "%2Edata");
  try {
    return createRemixRequest(request, response);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/**
 * Lets go by what nobody has read of a body. It would stand before the connection's next request, which a proxy sends for
 * somebody else.
 */
function dropBody(request: Request): void {
  if (request.complete) return;
  request.removeAllListeners("data");
  request.resume();
}

async function sendResponse(answer: Response, response: ServerResponse): Promise<void> {
  response.status(answer.status);
  if (answer.statusText !== "") response.statusMessage = answer.statusText;
  for (const [name, value] of answer.headers) response.append(name, value);
  if (answer.body === null) response.end();
  else await sendBody(answer.body, response);
}

/** Reads a chunk only once the one before has gone; a client that leaves cancels the body. */
async function sendBody(body: ReadableStream<Uint8Array>, response: ServerResponse): Promise<void> {
  let clientLeft = false;
  let goOn = () => {};
  // One listener for the whole body: the compressing middleware does not forget those of `once`.
  response.on("drain", () => goOn());
  response.on("close", () => {
    clientLeft = true;
    goOn();
  });
  const reader = body.getReader();
  while (!clientLeft) {
    const { done, value } = await reader.read();
    if (done) {
      response.end();
      return;
    }
    const hasRoom = response.write(value);
    // That middleware would also keep what a streaming page has to show now.
    if ("flush" in response && typeof response.flush === "function") response.flush();
    if (!hasRoom && !clientLeft) await new Promise<void>((resolve) => (goOn = resolve));
  }
  await reader.cancel();
}
