import { z } from "zod";
import { namePhase, nameRun } from "~/components/run-words";
import { toSnakeKeys } from "~/reports/json/snake-keys";
import type { ShopState } from "~/reports/shop-state";
import { readStatus, type ServiceStatus } from "~/reports/status-report";
import { wordsOf } from "~/words/all-words.server";
import { asOfSchema } from "../plan-in-time";
import { defineTool } from "../tool";

const STATE_MEANINGS: Record<ShopState["kind"], string> = {
  well: "The plans follow the shop.",
  "never-pulled": "The shop is being read for the first time, or will be when a user opens the app.",
  stale: "Changes in Shopify should have been read since, and were not: a user can pull now on the app's status page.",
  failing: "The latest pull failed; a last good plan keeps working.",
  "access-renewed": "The app has access again; a user can pull now on the app's status page.",
  "access-lost": "Shopify does not accept the app's access: a user has to open the app from the Shopify admin.",
};

const serviceSchema = z.object({
  status: z.enum(["ok", "degraded", "down"]),
  version: z.string(),
  checks: z.array(
    z.object({
      name: z.enum(["database", "queue", "sync", "webhooks", "inventoryRoutes"]),
      observed: z.number().nullable(),
      target: z.number().describe("The highest value of `observed` with which all is well."),
      unit: z.enum(["ms", "s"]),
      since: z.iso.datetime(),
      problem: z.string().nullable().describe("Null when all is well."),
    }),
  ),
}) satisfies z.ZodType<ServiceStatus>;

/** What the status page tells. */
export const getHealth = defineTool({
  name: "get_health",
  title: "Get the app's health",
  description:
    "Whether the plans can be relied on now: how old the shop's data are, what is being read or planned, what failed, and whether the app itself is well.",
  effect: "reads",
  input: z.strictObject({}),
  output: z.object({
    shop: z.object({
      state: z.enum(Object.keys(STATE_MEANINGS) as [ShopState["kind"]]),
      meaning: z.string(),
      data_as_of: asOfSchema,
      planned_skus: z.int(),
      skus_waiting_for_a_new_plan: z.int(),
      running: z.array(
        z.object({
          what: z.string(),
          phase: z.string(),
          objects: z.number().describe("Read, or planned, so far."),
          found: z.number().describe("Of so many, as far as is known."),
          elapsed_ms: z.number(),
        }),
      ),
      failures: z.array(z.object({ what: z.string(), message: z.string(), failed_at: z.iso.datetime() })),
    }),
    service: serviceSchema,
  }),
  async run({ shop }) {
    const { t } = wordsOf("en");
    const { state, dataAsOf, plans, running, failures, service } = await readStatus(shop);
    return {
      shop: {
        state: state.kind,
        meaning: STATE_MEANINGS[state.kind],
        data_as_of: dataAsOf,
        planned_skus: plans.skus,
        skus_waiting_for_a_new_plan: plans.waiting,
        running: running.map(({ kind, phase, ...progress }) => {
          return { what: nameRun(kind, t), phase: namePhase(phase, t), ...toSnakeKeys(progress) };
        }),
        failures: failures
          .filter(({ isRepaired }) => !isRepaired)
          .map(({ kind, message, failedAt }) => ({ what: nameRun(kind, t), message, failed_at: failedAt })),
      },
      service,
    };
  },
});
