/** The sandbox's own controls under `/sandbox/`: what tests, the demo and the curious use to look in and to meddle. */
import { pipeline } from "node:stream/promises";
import { Readable } from "node:stream";
import type { NextFunction, Request, RequestHandler, Response } from "express";
import { Router, json } from "express";
import { z } from "zod";
import { COMMANDS } from "./changes/commands";
import { ChangeRefused, NoSuchThing } from "./changes/shop-change";
import { faultsSchema } from "./faults";
import type { Installation } from "./installation";
import { burstSchema, trafficSchema } from "./traffic/traffic-settings";
import { TRUTHS, type Truth } from "./truth";
import { COMPLIANCE_TOPICS } from "./webhook-payloads/app";

const bucketSchema = z.object({
  maximumAvailable: z.number().positive(),
  restoreRate: z.number().min(0),
  currentlyAvailable: z.number().min(0).optional(),
});

const levelSchema = z.object({
  inventoryItemId: z.string(),
  locationId: z.string(),
  available: z.number().int().optional(),
  committed: z.number().int().optional(),
  incoming: z.number().int().optional(),
  reserved: z.number().int().optional(),
});

const idTokenSchema = z
  .object({
    userId: z.string().regex(/^\d+$/).optional(),
    /** Negative for a token that is stale already. */
    lifetimeSeconds: z.number().int().optional(),
  })
  .optional();

export function controlRouter(installation: Installation): Router {
  const router = Router();
  router.use(json());
  router.get("/state", (_request, response) => {
    response.json(installation.state());
  });
  router.post(
    "/id-token",
    withBody(idTokenSchema, (options) => ({ idToken: installation.mintIdToken(options ?? {}) })),
  );
  router.put(
    "/scopes",
    withBody(z.object({ scopes: z.array(z.string()) }), ({ scopes }) => {
      installation.grantScopes(scopes);
      return { scopes };
    }),
  );
  router.put(
    "/faults",
    withBody(faultsSchema, (faults) => {
      installation.faults.set(faults);
      return installation.faults.current;
    }),
  );
  router.delete("/faults", (_request, response) => {
    installation.faults.clear();
    response.json(installation.faults.current);
  });
  router.put(
    "/bucket",
    withBody(bucketSchema, ({ currentlyAvailable, ...size }) => {
      installation.bucket.resize(size, currentlyAvailable);
      return installation.bucket.status();
    }),
  );
  router.post("/tokens/expire", (_request, response) => {
    installation.tokens.expireAll();
    response.json({});
  });
  router.post("/tokens/revoke", (_request, response) => {
    installation.tokens.revokeAll();
    response.json({});
  });
  router.post("/bulk-operations/expire", (_request, response) => {
    installation.bulkOperations.expireResults();
    response.json({});
  });
  router.post("/uninstall", (_request, response) => {
    installation.uninstall();
    response.json({});
  });
  router.post(
    "/compliance",
    withBody(z.object({ topic: z.enum(COMPLIANCE_TOPICS) }), ({ topic }) => {
      installation.sendCompliance(topic);
      return {};
    }),
  );
  router.put(
    "/level",
    withBody(levelSchema, ({ inventoryItemId, locationId, ...quantities }) =>
      installation.changeLevel(inventoryItemId, locationId, quantities),
    ),
  );
  router.use(changesRouter(installation), trafficRouter(installation), webhooksRouter(installation));
  router.get("/truth", truthHandler(installation));
  return router;
}

/** `POST /sandbox/changes/place-order` and its like: what merchants and customers do, with all that follows from it. */
function changesRouter(installation: Installation): Router {
  const router = Router();
  for (const [name, command] of Object.entries(COMMANDS)) {
    router.post(
      `/changes/${name}`,
      answering(({ body }) => {
        const perform = command.prepare(body);
        return installation.change(perform) ?? {};
      }),
    );
  }
  return router;
}

function trafficRouter({ traffic }: Installation): Router {
  const router = Router();
  router.get("/traffic", (_request, response) => {
    response.json(traffic.status);
  });
  router.post(
    "/traffic",
    withBody(trafficSchema, (settings) => {
      traffic.start(settings);
      return traffic.status;
    }),
  );
  router.delete("/traffic", (_request, response) => {
    traffic.stop();
    response.json(traffic.status);
  });
  router.post(
    "/traffic/burst",
    withBody(burstSchema, (settings) => traffic.burst(settings)),
  );
  return router;
}

const settleSchema = z.object({ timeoutMs: z.number().int().min(0).max(3_600_000).default(60_000) }).default({
  timeoutMs: 60_000,
});

function webhooksRouter({ webhooks }: Installation): Router {
  const router = Router();
  router.get("/webhooks", (_request, response) => {
    response.json(webhooks.counts);
  });
  router.post(
    "/webhooks/settle",
    withBody(settleSchema, async ({ timeoutMs }) => {
      const settled = await webhooks.settled(timeoutMs);
      return { settled, ...webhooks.counts };
    }),
  );
  router.post("/webhooks/answer-times", (_request, response) => {
    response.json({ answerTimesMs: webhooks.takeAnswerTimes() });
  });
  router.put(
    "/webhooks/retries",
    withBody(z.object({ delayMs: z.number().int().min(0) }), ({ delayMs }) => {
      webhooks.retryDelayMs = delayMs;
      return { delayMs };
    }),
  );
  return router;
}

const truthSchema = z.object({ of: z.enum(Object.keys(TRUTHS) as [Truth, ...Truth[]]) });

/** `GET /sandbox/truth?of=levels`: JSON Lines, so that a shop of any size can be read. */
function truthHandler({ data }: Installation): RequestHandler {
  return (request, response, next) => {
    const query = truthSchema.safeParse(request.query);
    if (!query.success) {
      response.status(400).json({ errors: z.prettifyError(query.error) });
      return;
    }
    response.type("application/jsonl");
    pipeline(Readable.from(jsonLines(TRUTHS[query.data.of](data))), response).catch((error: unknown) => {
      // A reader that goes away before the end is no fault of the sandbox.
      if (!response.destroyed) next(error);
    });
  };
}

const CHUNK_LINES = 500;

function* jsonLines(objects: Iterable<object>): Iterable<string> {
  let chunk = "";
  let lines = 0;
  for (const object of objects) {
    chunk += `${JSON.stringify(object)}\n`;
    if (++lines % CHUNK_LINES === 0) {
      yield chunk;
      chunk = "";
    }
  }
  if (chunk) yield chunk;
}

function withBody<Body>(schema: z.ZodType<Body>, answer: (body: Body) => object | Promise<object>): RequestHandler {
  return answering(({ body }) => answer(schema.parse(body)));
}

/** Answers with JSON; with 400 to a body of another form, 404 where something is not there, 409 to what can't be done. */
function answering(answer: (request: Request) => object | Promise<object>): RequestHandler {
  const respond = async (request: Request, response: Response): Promise<void> => {
    try {
      response.json(await answer(request));
    } catch (error) {
      if (error instanceof z.ZodError) response.status(400).json({ errors: z.prettifyError(error) });
      else if (error instanceof NoSuchThing) response.status(404).json({ errors: error.message });
      else if (error instanceof ChangeRefused) response.status(409).json({ errors: error.message });
      else throw error;
    }
  };
  return (request: Request, response: Response, next: NextFunction): void => {
    respond(request, response).catch(next);
  };
}
