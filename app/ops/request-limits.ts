import { createHash, randomUUID } from "node:crypto";
import type { Server } from "node:http";
import type { ErrorRequestHandler, Request, RequestHandler, Response } from "express";
import { rateLimit } from "express-rate-limit";
import { logger } from "./logger";
import { REQUEST_ID } from "./page-handler";
import type { Problem } from "./problem";
import { readBearer, TOKEN_PARAM } from "./request-token";

/** The largest file that a merchant may send, and the form around it. */
const LARGEST_BODY_BYTES = 64 * 1024 * 1024;
/** Routes have six at most, and thousands would take a second to be compared with these. */
const MOST_SEGMENTS = 16;
const MINUTE_MS = 60_000;
/** A whole request: the largest file over a slow line. */
const REQUEST_LIMIT_MS = 5 * MINUTE_MS;
const HEADERS_LIMIT_MS = 20_000;
/** Longer than proxies keep an idle connection: who closes first while the other sends loses a request. */
const IDLE_LIMIT_MS = 65_000;

/** What came with the request, or was made up for it: in the answer, and with every error in the log. */
export const nameRequest: RequestHandler = (request, response, next) => {
  const given = request.get(REQUEST_ID);
  response.set(REQUEST_ID, given !== undefined && /^[\w.:-]{8,128}$/.test(given) ? given : randomUUID());
  next();
};

/** Refuses paths of more segments than any of the app's. What follows the question mark may be long. */
export const limitPath: RequestHandler = (request, response, next) => {
  if (request.path.split("/").length <= MOST_SEGMENTS + 1) {
    next();
    return;
  }
  refuse(response, { status: 414, title: "Address too long", detail: `A path has ${MOST_SEGMENTS} segments at most` });
};

/**
 * Refuses bodies that say that they are larger than any that the app asks for. Of a body that does not say so nothing is read
 * before it is known who sends it, except of webhooks, which have a limit of their own.
 */
export const limitBody: RequestHandler = (request, response, next) => {
  if (Number(request.get("Content-Length") ?? 0) <= LARGEST_BODY_BYTES) {
    next();
    return;
  }
  const detail = `The largest body that is taken has ${LARGEST_BODY_BYTES} bytes`;
  refuse(response, { status: 413, title: "Content too large", detail });
};

/** Limits how often one address may ask in a minute. */
export function limitRate(mostAMinute: number): RequestHandler {
  return rateLimit({ ...EVERY_MINUTE, limit: mostAMinute, standardHeaders: "draft-8", handler: refuseHaste });
}

/**
 * Limits how often one address may be refused in a minute for what it claims to be: who has a right token may ask as often as
 * {@link limitTokens} lets him. Its count is told to nobody: it says nothing of how often one may ask.
 */
export function limitRefusals(mostAMinute: number): RequestHandler {
  return rateLimit({
    ...EVERY_MINUTE,
    limit: mostAMinute,
    skipSuccessfulRequests: true,
    requestWasSuccessful: (_request, { statusCode }) => !REFUSALS.includes(statusCode),
    handler: refuseHaste,
  });
}

const REFUSALS = [401, 403, 410];

/** Limits how often one token, whatever it is worth, may ask in a minute, and says in each answer how often it still may. */
export function limitTokens(mostAMinute: number): RequestHandler {
  return rateLimit({
    ...EVERY_MINUTE,
    limit: mostAMinute,
    identifier: "by-token",
    standardHeaders: "draft-8",
    skip: (request) => tokenOf(request) === undefined,
    keyGenerator: (request) =>
      createHash("sha256")
        .update(tokenOf(request) ?? "")
        .digest("base64url"),
    handler: refuseHaste,
  });
}

const EVERY_MINUTE = { windowMs: MINUTE_MS, legacyHeaders: false };

/** The one that decides who is let in: another in the header, a new one each time perhaps, would be counted for nothing. */
function tokenOf(request: Request): string | undefined {
  const [, search] = request.originalUrl.split("?", 2);
  return new URLSearchParams(search).get(TOKEN_PARAM) ?? readBearer(request.get("Authorization"));
}

const refuseHaste: RequestHandler = (_request, response) => {
  if (!response.get("Retry-After")) response.set("Retry-After", String(MINUTE_MS / 1_000));
  refuse(response, { status: 429, title: "Too many requests", detail: "Ask again in a minute" });
};

export function limitTimes(server: Server): void {
  server.requestTimeout = REQUEST_LIMIT_MS;
  server.headersTimeout = HEADERS_LIMIT_MS;
  server.keepAliveTimeout = IDLE_LIMIT_MS;
}

/** What went wrong before the app's own code, such as an address that cannot be decoded; to be used last. */
export const answerFault: ErrorRequestHandler = (error: unknown, request, response, _next) => {
  const status = statusOf(error);
  if (status === 500) {
    const requestId = response.get(REQUEST_ID);
    logger.error({ err: error, requestId, method: request.method, path: request.path }, "Request failed");
  }
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const detail = status === 500 ? "The app failed; its log says why" : "The request cannot be understood";
  refuse(response, { status, title: status === 500 ? "Internal error" : "Bad request", detail });
};

/** Express and its middleware name what the asker has done wrong. */
function statusOf(error: unknown): number {
  const status = error instanceof Error && "status" in error ? error.status : undefined;
  return typeof status === "number" && status >= 400 && status < 500 ? status : 500;
}

function refuse(response: Response, problem: Problem): void {
  response
    .status(problem.status)
    .type("application/problem+json")
    .set({ "Cache-Control": "no-store", Connection: "close" })
    .send(JSON.stringify({ type: "about:blank", ...problem }));
}
