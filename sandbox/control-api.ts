/** The sandbox's own controls under `/sandbox/`: what tests, the demo and the curious use to look in and to meddle. */
import type { Request, Response } from "express";
import { Router, json } from "express";
import { z } from "zod";
import { faultsSchema } from "./faults";
import type { Installation } from "./installation";
import { COMPLIANCE_TOPICS } from "./webhook-payloads";

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
    withBody(levelSchema, ({ inventoryItemId, locationId, ...change }) => {
      const level = installation.changeLevel(inventoryItemId, locationId, change);
      if (!level) throw new NoSuchThing(`No inventory level of item ${inventoryItemId} at location ${locationId}`);
      return level;
    }),
  );
  return router;
}

class NoSuchThing extends Error {}

function withBody<Body>(schema: z.ZodType<Body>, answer: (body: Body) => object) {
  return (request: Request, response: Response): void => {
    const body = schema.safeParse(request.body);
    if (!body.success) {
      response.status(400).json({ errors: z.prettifyError(body.error) });
      return;
    }
    try {
      response.json(answer(body.data));
    } catch (error) {
      if (!(error instanceof NoSuchThing)) throw error;
      response.status(404).json({ errors: error.message });
    }
  };
}
