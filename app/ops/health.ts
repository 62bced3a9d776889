import { findMissingMigrations, readQueueBacklog, readSyncHealth, readWebhookHealth } from "~/data/health-queries";
import type { QueueBacklog, SyncHealth, WebhookHealth } from "~/data/health-queries";
import { logger } from "./logger";
import { routeTimings } from "./route-timings";
import type { RouteTiming } from "./route-timings";
import { version } from "./version";

/** ok; degraded: it serves, but old data or slowly; down: it cannot serve. */
type HealthStatus = "ok" | "degraded" | "down";

interface Check {
  status: HealthStatus;
  /** What is wrong and what to look at; absent when all is well. */
  problem?: string;
}

/** What `/healthz` answers. It holds no secrets and no shop names: monitors need neither. */
export interface HealthReport {
  status: HealthStatus;
  version: string;
  uptimeSeconds: number;
  checks: {
    database: Check & { answeredInMs: number | null };
    queue: Check & Partial<QueueBacklog>;
    sync: Check & Partial<SyncHealth>;
    webhooks: Check & Partial<WebhookHealth>;
    inventoryRoutes: Check & { targetMs: number; routes: Record<string, RouteTiming> };
  };
}

/** Where the facts come from; a test puts other ones in. */
export interface HealthSources {
  findMissingMigrations: () => Promise<string[]>;
  readQueueBacklog: () => Promise<QueueBacklog | null>;
  readSyncHealth: () => Promise<SyncHealth>;
  readWebhookHealth: () => Promise<WebhookHealth>;
  summarizeRoutes: () => Record<string, RouteTiming>;
}

/** A monitor waits a second at most, also for a database that hangs. */
const ANSWER_LIMIT_MS = 800;
/** Several monitors, or one that hurries, cost one look a second. */
const KEPT_MS = 1_000;
const LONGEST_QUEUE_WAIT_SECONDS = 5 * 60;
const LONGEST_DELIVERY_WAIT_SECONDS = 5 * 60;
/** Data are pulled twice a night at least, also when nobody looks at them; this is a night in vain. */
export const OLDEST_PULL_SECONDS = 26 * 60 * 60;
const ROUTE_TARGET_MS = 500;
/** Fewer requests than this say little about a 95th percentile. */
const REQUESTS_TO_JUDGE = 20;

/** Makes the function that looks at everything, at most once a second. */
export function createHealthReader(sources: HealthSources): () => Promise<HealthReport> {
  const askDatabase = askOnce(sources.findMissingMigrations);
  const askQueue = askOnce(sources.readQueueBacklog);
  const askSync = askOnce(sources.readSyncHealth);
  const askWebhooks = askOnce(sources.readWebhookHealth);
  let kept: { at: number; report: Promise<HealthReport> } | undefined;

  const look = async (): Promise<HealthReport> => {
    const [database, queue, sync, webhooks] = await Promise.all([
      checkDatabase(askDatabase),
      checkQueue(askQueue),
      checkSync(askSync),
      checkWebhooks(askWebhooks),
    ]);
    const inventoryRoutes = checkRoutes(sources.summarizeRoutes());
    const checks = { database, queue, sync, webhooks, inventoryRoutes };
    return { status: summarize(checks), version, uptimeSeconds: Math.floor(process.uptime()), checks };
  };
  return () => {
    const now = performance.now();
    if (kept === undefined || now - kept.at >= KEPT_MS) kept = { at: now, report: look() };
    return kept.report;
  };
}

export const readHealth = createHealthReader({
  findMissingMigrations,
  readQueueBacklog,
  readSyncHealth,
  readWebhookHealth,
  summarizeRoutes: () => routeTimings.summarize(),
});

/** Without its database the app serves nothing; whatever else is wrong, it serves what it has. */
function summarize({ database, ...others }: HealthReport["checks"]): HealthStatus {
  if (database.status === "down") return "down";
  return [database, ...Object.values(others)].every((check) => check.status === "ok") ? "ok" : "degraded";
}

async function checkDatabase(ask: Ask<string[]>): Promise<HealthReport["checks"]["database"]> {
  const begin = performance.now();
  const answer = await ask();
  if (!answer.ok) return { status: "down", problem: answer.problem, answeredInMs: null };
  const answeredInMs = Math.round(performance.now() - begin);
  if (answer.value.length === 0) return { status: "ok", answeredInMs };
  return { status: "down", problem: `${answer.value.length} migrations are missing`, answeredInMs };
}

async function checkQueue(ask: Ask<QueueBacklog | null>): Promise<HealthReport["checks"]["queue"]> {
  const answer = await ask();
  if (!answer.ok) return { status: "down", problem: answer.problem };
  if (answer.value === null) return { status: "degraded", problem: "the queue was never set up: start a worker" };
  const { oldestWaitSeconds } = answer.value;
  if (oldestWaitSeconds !== null && oldestWaitSeconds > LONGEST_QUEUE_WAIT_SECONDS) {
    return { status: "degraded", problem: "jobs wait for a worker", ...answer.value };
  }
  return { status: "ok", ...answer.value };
}

async function checkSync(ask: Ask<SyncHealth>): Promise<HealthReport["checks"]["sync"]> {
  const answer = await ask();
  if (!answer.ok) return { status: "down", problem: answer.problem };
  const { shopsFailing, oldestPullAgeSeconds } = answer.value;
  if (shopsFailing > 0) return { status: "degraded", problem: "the latest pull failed", ...answer.value };
  if (oldestPullAgeSeconds !== null && oldestPullAgeSeconds > OLDEST_PULL_SECONDS) {
    return { status: "degraded", problem: "data were not pulled for more than a day", ...answer.value };
  }
  return { status: "ok", ...answer.value };
}

async function checkWebhooks(ask: Ask<WebhookHealth>): Promise<HealthReport["checks"]["webhooks"]> {
  const answer = await ask();
  if (!answer.ok) return { status: "down", problem: answer.problem };
  const { oldestWaitSeconds } = answer.value;
  if (oldestWaitSeconds !== null && oldestWaitSeconds > LONGEST_DELIVERY_WAIT_SECONDS) {
    return { status: "degraded", problem: "webhook deliveries wait to be acted on", ...answer.value };
  }
  return { status: "ok", ...answer.value };
}

function checkRoutes(routes: Record<string, RouteTiming>): HealthReport["checks"]["inventoryRoutes"] {
  const slow = Object.entries(routes)
    .filter(([, { p95Ms, requests }]) => requests >= REQUESTS_TO_JUDGE && p95Ms > ROUTE_TARGET_MS)
    .map(([route]) => route);
  const check = { targetMs: ROUTE_TARGET_MS, routes };
  if (slow.length === 0) return { status: "ok", ...check };
  return { status: "degraded", problem: `slower than the target: ${slow.join(", ")}`, ...check };
}

type Answer<Value> = { ok: true; value: Value } | { ok: false; problem: string };
type Ask<Value> = () => Promise<Answer<Value>>;

/**
 * Asks with a time limit. A question that hangs is not asked again until it ends: each one holds a connection, and the
 * monitors of a night would otherwise use them all up.
 */
function askOnce<Value>(question: () => Promise<Value>): Ask<Value> {
  let pending: Promise<Answer<Value>> | undefined;
  const ask = async (): Promise<Answer<Value>> => {
    try {
      return { ok: true, value: await question() };
    } catch (error) {
      logger.error({ err: error }, "A health check failed");
      return { ok: false, problem: "the database refuses or cannot be reached" };
    } finally {
      pending = undefined;
    }
  };
  return () => {
    pending ??= ask();
    return answerWithin(ANSWER_LIMIT_MS, pending);
  };
}

async function answerWithin<Value>(limitMs: number, asked: Promise<Answer<Value>>): Promise<Answer<Value>> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<Answer<Value>>((resolve) => {
    const problem = `the database does not answer within ${limitMs} ms`;
    timer = setTimeout(() => resolve({ ok: false, problem }), limitMs);
  });
  try {
    return await Promise.race([asked, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
