import { setTimeout as sleep } from "node:timers/promises";
import { Gauge } from "prom-client";
import { countShopsByDataAge } from "~/data/health-queries";
import { pool } from "~/db.server";
import { readHealth, type HealthReport } from "./health";
import { logger } from "./logger";
import { registry } from "./metrics";
import { version } from "./version";

/** Prometheus gives a scrape ten seconds; a database that hangs must not take them all. */
const ANSWER_LIMIT_MS = 800;
const MINUTES = 60;
const HOURS = 60 * MINUTES;
const DATA_AGE_BOUNDS = [15 * MINUTES, HOURS, 6 * HOURS, 24 * HOURS, 26 * HOURS, 48 * HOURS, Infinity];

const registers = [registry];

const build = new Gauge({
  name: "inventory_build_info",
  help: "Always 1; the label tells which version runs",
  labelNames: ["version"],
  registers,
});
build.set({ version }, 1);

const health = new Gauge({
  name: "inventory_health",
  help: "What /healthz finds: 1 for ok, 0.5 for degraded, 0 for down; the check named all sums them up",
  labelNames: ["check"],
  registers,
});
const HEALTH_VALUES: Record<HealthReport["status"], number> = { ok: 1, degraded: 0.5, down: 0 };

// What the database tells: the same from every process, so add nothing up over processes.
const fromHealth = {
  queueJobs: gauge("inventory_queue_jobs", "Jobs that could run now and wait for a worker"),
  queueWait: gauge(
    "inventory_queue_wait_seconds",
    "How long the first of the jobs has waited for which somebody waits",
  ),
  queueUnattended: gauge(
    "inventory_queue_unattended_seconds",
    "How long the first job has waited of a kind that no worker takes",
  ),
  failedJobs: gauge("inventory_queue_failed_jobs", "Jobs that failed in the last day"),
  webhookDeliveries: gauge("inventory_webhooks_pending", "Webhook deliveries that wait to be acted on"),
  webhookWait: gauge("inventory_webhook_wait_seconds", "How long the first of the deliveries has waited"),
  webhookFailed: gauge("inventory_webhooks_given_up", "Deliveries that were given up in the last days"),
  shops: gauge("inventory_shops", "Shops that have the app"),
  shopsFailing: gauge("inventory_shops_failing", "Shops whose latest pull failed"),
  oldestData: gauge("inventory_oldest_data_seconds", "Age of the stalest shop's data"),
};

const shopsByDataAge = new Gauge({
  name: "inventory_shops_by_data_age",
  help: "Shops whose data are at most so many seconds old",
  labelNames: ["younger_than_seconds"],
  registers,
});

const poolConnections = new Gauge({
  name: "inventory_database_connections",
  help: "Connections to the database that this process has, by what they do",
  labelNames: ["state"],
  registers,
});
const poolWaiting = gauge("inventory_database_waiting", "Requests of this process that wait for a connection");

/** The media type of {@link scrape}'s text. */
export const metricsContentType = registry.contentType;

/** Everything that Prometheus is told, as text. What the database does not tell in time is left out. */
export async function scrape(): Promise<string> {
  setPoolGauges();
  await Promise.all([setHealthGauges(), setDataAgeGauge()]);
  return registry.metrics();
}

function setPoolGauges(): void {
  poolConnections.set({ state: "idle" }, pool.idleCount);
  poolConnections.set({ state: "busy" }, pool.totalCount - pool.idleCount);
  poolWaiting.set(pool.waitingCount);
}

async function setHealthGauges(): Promise<void> {
  const { status, checks } = await readHealth();
  health.set({ check: "all" }, HEALTH_VALUES[status]);
  for (const [check, found] of Object.entries(checks)) health.set({ check }, HEALTH_VALUES[found.status]);
  const { queue, webhooks, sync } = checks;
  set(fromHealth.queueJobs, queue.waiting);
  // Nothing waits: that is a wait of 0, as long as the database answers.
  set(fromHealth.queueWait, queue.observed);
  set(fromHealth.queueUnattended, queue.unattendedSeconds === null ? 0 : queue.unattendedSeconds);
  set(fromHealth.failedJobs, queue.failed);
  set(fromHealth.webhookDeliveries, webhooks.pending);
  set(fromHealth.webhookWait, webhooks.observed);
  set(fromHealth.webhookFailed, webhooks.failed);
  set(fromHealth.shops, sync.shops);
  set(fromHealth.shopsFailing, sync.shopsFailing);
  set(fromHealth.oldestData, sync.observed);
}

let counting: Promise<number[]> | undefined;

async function setDataAgeGauge(): Promise<void> {
  // One that hangs is not asked again until it ends: it holds a connection.
  counting ??= countShopsByDataAge(DATA_AGE_BOUNDS).finally(() => (counting = undefined));
  shopsByDataAge.reset();
  try {
    const counts = await Promise.race([counting, refuseAfter(ANSWER_LIMIT_MS)]);
    DATA_AGE_BOUNDS.forEach((bound, index) => {
      shopsByDataAge.set({ younger_than_seconds: bound === Infinity ? "+Inf" : String(bound) }, counts[index] ?? 0);
    });
  } catch (error) {
    logger.warn({ err: error }, "The ages of the shops' data could not be counted for a scrape");
  }
}

async function refuseAfter(limitMs: number): Promise<never> {
  await sleep(limitMs, undefined, { ref: false });
  throw new Error(`No answer within ${limitMs} ms`);
}

function gauge(name: string, help: string): Gauge {
  return new Gauge({ name, help, registers });
}

/** What is not known is left out: an old value would look like a new one. */
function set(metric: Gauge, value: number | null | undefined): void {
  if (value === null || value === undefined) metric.remove();
  else metric.set(value);
}
