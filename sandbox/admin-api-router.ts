import { setTimeout as wait } from "node:timers/promises";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import type { NextFunction, Request, RequestHandler, Response } from "express";
import { json, Router, urlencoded } from "express";
import { z } from "zod";
import { executeAdminQuery } from "./admin-api/execute";
import { API_VERSION } from "./admin-api/schema";
import type { Installation } from "./installation";
import { accessTokenHandler } from "./oauth";

/** Larger than any document or list of ids that an app sends. */
const BODY_LIMIT = "10mb";
const RETRY_AFTER_SECONDS = 2;

const graphqlRequestSchema = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

/** Shopify's addresses that an app calls: the Admin API, the token endpoint, and the results of bulk operations. */
export function adminApiRouter(installation: Installation): Router {
  const router = Router();
  const forShop = onlyForShop(installation.shopDomain);
  const body = [json({ limit: BODY_LIMIT }), urlencoded({ extended: false, limit: BODY_LIMIT })];
  router.post("/admin/oauth/access_token", forShop, ...body, oauthHandler(installation));
  router.post("/admin/api/:version/graphql.json", forShop, ...body, asyncHandler(graphqlHandler(installation)));
  router.get("/sandbox/bulk-operations/:name", asyncHandler(bulkResultHandler(installation)));
  return router;
}

function oauthHandler(installation: Installation): RequestHandler {
  const { apiKey, apiSecret, now } = installation.options;
  return accessTokenHandler({
    shopDomain: installation.shopDomain,
    apiKey,
    apiSecret,
    tokens: installation.tokens,
    now,
    onExchange: () => installation.install(),
  });
}

/**
 * A request names its shop by `x-forwarded-host`, as the app's route to the sandbox sets it; one that comes without, to
 * the sandbox's own address, means the only shop.
 */
function onlyForShop(shopDomain: string): RequestHandler {
  return (request, response, next) => {
    const host = request.get("x-forwarded-host");
    if (host === undefined || host === shopDomain) next();
    else response.status(404).json({ errors: "Not Found" });
  };
}

function graphqlHandler(installation: Installation) {
  return async (request: Request, response: Response): Promise<void> => {
    const { faults } = installation;
    if (faults.current.latencyMs > 0) await wait(faults.current.latencyMs);
    if (faults.strikes("droppedConnections")) {
      request.socket.destroy();
      return;
    }
    if (faults.strikes("serverErrors")) {
      response.status(503).json({ errors: "Service Unavailable" });
      return;
    }
    if (faults.strikes("tooManyRequests")) {
      response.set("Retry-After", String(RETRY_AFTER_SECONDS)).status(429);
      response.json({
        errors: "Exceeded 2 calls per second for api client. Reduce request rates to resume uninterrupted service.",
      });
      return;
    }
    if (request.params["version"] !== API_VERSION) {
      response.status(404).json({ errors: "Not Found" });
      return;
    }
    answerGraphql(installation, request, response);
  };
}

function answerGraphql(installation: Installation, request: Request, response: Response): void {
  const granted = installation.tokens.scopesOf(request.get("x-shopify-access-token") ?? "");
  if (granted === null) {
    response.status(401).json({
      errors: "[API] Invalid API key or access token (unrecognized login or wrong password)",
    });
    return;
  }
  const body = graphqlRequestSchema.safeParse(request.body);
  if (!body.success) {
    response.status(400).json({ errors: { query: "Required parameter missing or invalid" } });
    return;
  }
  const answer = executeAdminQuery({
    request: body.data,
    context: installation.contextFor(granted),
    bucket: installation.bucket,
    throttle: installation.faults.strikes("throttle"),
  });
  const points = answer.extensions?.cost?.actualQueryCost ?? null;
  const isThrottled = answer.errors?.[0]?.extensions["code"] === "THROTTLED";
  installation.countRequest(operationNameOf(body.data), { points, isThrottled });
  response.set("X-Shopify-API-Version", API_VERSION).json(answer);
}

function operationNameOf({ query, operationName }: z.infer<typeof graphqlRequestSchema>): string {
  return operationName ?? /\b(?:query|mutation)\s+(\w+)/.exec(query)?.[1] ?? "anonymous";
}

function bulkResultHandler({ bulkOperations, faults }: Installation) {
  return async (request: Request, response: Response): Promise<void> => {
    const path = bulkOperations.resultFile(request.params["name"] ?? "");
    if (path === null) {
      // Google's storage, which serves Shopify's results, answers so when an address has expired.
      response.status(400).type("application/xml").send("<Error><Code>ExpiredToken</Code></Error>");
      return;
    }
    const { size } = await stat(path);
    response.set("Content-Type", "application/jsonl").set("Content-Length", String(size));
    const truncated = faults.strikes("truncatedResults");
    const file = createReadStream(path, truncated ? { end: Math.floor(size / 2) } : {});
    try {
      await pipeline(file, response, { end: !truncated });
      if (truncated) response.destroy();
    } catch (error) {
      // A reader that goes away before the end is no fault of the sandbox.
      if (!response.destroyed) throw error;
    }
  };
}

function asyncHandler(handle: (request: Request, response: Response) => Promise<void>): RequestHandler {
  return (request: Request, response: Response, next: NextFunction): void => {
    handle(request, response).catch(next);
  };
}
