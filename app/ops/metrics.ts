import { collectDefaultMetrics, Counter, Histogram, Registry } from "prom-client";

/**
 * What this process counts, for Prometheus. Names, labels and units are in docs/operations.md, where alert rules and
 * dashboards rely on them. No label names a shop: there may be thousands, and monitors need not know them.
 */
export const registry = new Registry();
registry.setDefaultLabels({ app: "inventory-intelligence" });
collectDefaultMetrics({ register: registry });

const registers = [registry];
/** Pages answer in tens of milliseconds; a first CSV row, or a page while the database is busy, may take seconds. */
const REQUEST_BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 2, 5, 10];
/** Some variants are planned in a fraction of a second, a large shop is pulled in minutes. */
const WORK_BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900, 3_600];

export const httpRequestSeconds = new Histogram({
  name: "inventory_http_request_seconds",
  help: "Time until the answer to a request began",
  labelNames: ["route", "method", "status"],
  buckets: REQUEST_BUCKETS,
  registers,
});

export const runSeconds = new Histogram({
  name: "inventory_run_seconds",
  help: "Time from the request for a run (a pull, comparison, replay, import or whole replan) to its end, by how it ended",
  labelNames: ["kind", "outcome"],
  buckets: WORK_BUCKETS,
  registers,
});

export const planningSeconds = new Histogram({
  name: "inventory_changed_plans_seconds",
  help: "Time to plan the variants of one shop that changed, in one turn",
  buckets: WORK_BUCKETS,
  registers,
});

export const plansMade = new Counter({
  name: "inventory_changed_plans_total",
  help: "Variants planned anew because they changed",
  registers,
});

export const webhooksReceived = new Counter({
  name: "inventory_webhooks_received_total",
  help: "Webhook deliveries with a right signature, by topic, and whether they were known already or of a shop without the app",
  labelNames: ["topic", "result"],
  registers,
});

export const webhooksEnded = new Counter({
  name: "inventory_webhooks_ended_total",
  help: "Webhook deliveries that were acted on (done), older than what was known (ignored), or of another form (unexpected)",
  labelNames: ["outcome"],
  registers,
});

export const webhookFailures = new Counter({
  name: "inventory_webhook_failures_total",
  help: "Attempts to act on a webhook delivery that failed",
  registers,
});

export const apiPointsSpent = new Counter({
  name: "inventory_shopify_points_total",
  help: "Points of the Admin API's rate limit that were spent, by whether a person waited for the answer",
  labelNames: ["priority"],
  registers,
});

export const apiFailures = new Counter({
  name: "inventory_shopify_failures_total",
  help: "Requests to the Admin API that failed, each attempt counted, by what it means (throttled, unavailable, …)",
  labelNames: ["code"],
  registers,
});

export const apiWaitSeconds = new Counter({
  name: "inventory_shopify_wait_seconds_total",
  help: "Time that requests waited for points of the Admin API's rate limit, so as not to be throttled",
  labelNames: ["priority"],
  registers,
});

export const alertDigests = new Counter({
  name: "inventory_alert_digests_total",
  help: "Digests of what runs out that were made for a shop's staff, tests left out",
  registers,
});

export const alertDeliveries = new Counter({
  name: "inventory_alert_deliveries_total",
  help: "Attempts to send a digest to one recipient, by channel (email, webhook) and outcome (sent, postponed, failed for good)",
  labelNames: ["channel", "outcome"],
  registers,
});
