import { findMissingMigrations, readQueueBacklog, readSyncHealth, readWebhookHealth } from "~/data/health-queries";
import type { QueueBacklog, SyncHealth, WebhookHealth } from "~/data/health-queries";
import { healthTargets, type HealthTargets } from "./env";
import { logger } from "./logger";
import { routeTimings } from "./route-timings";
import type { RouteTiming } from "./route-timings";
import { version } from "./version";

/** ok; degraded: it serves, but old data or slowly; down: it cannot serve. */
type HealthStatus = "ok" | "degraded" | "down";

interface Check {
  status: HealthStatus;
  /** Since when this process has found it so; ISO 8601. */
  since: string;
  /** What was found; null where that could not be found out, or there is nothing yet. */
  observed: number | null;
  /** The highest value of `observed` with which all is well. */
  target: number;
  unit: "ms" | "s";
  /** What is wrong and what to look at; absent when all is well. */
  problem?: string;
}

/** What `/healthz` answers. It holds no secrets and no shop names: monitors need neither. */
export interface HealthReport {
  status: HealthStatus;
  version: string;
  uptimeSeconds: number;
  checks: {
    /** Observed: its time to answer. */
    database: Check;
    /** Observed: how long the first job has waited for which somebody waits. */
    queue: Check & Partial<QueueBacklog>;
    /** Observed: the age of the stalest shop's data. */
    sync: Check & Partial<SyncHealth>;
    /** Observed: how long the first delivery has waited. */
    webhooks: Check & Partial<WebhookHealth>;
    /** Observed: the p95 of the slowest route that enough people asked for to judge it. */
    inventoryRoutes: Check & { routes: Record<string, RouteTiming> };
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
/** A job waits behind others of its kind for minutes, if need be; but a worker that has nothing to do takes it in seconds. */
const LONGEST_UNATTENDED_SECONDS = 30;
/** Fewer requests than this say little about a 95th percentile. */
const REQUESTS_TO_JUDGE = 20;

/** Makes the function that looks at everything, at most once a second. */
export function createHealthReader(
  sources: HealthSources,
  targets: HealthTargets = healthTargets(),
): () => Promise<HealthReport> {
  const asks: Asks = {
    database: askOnce(sources.findMissingMigrations),
    queue: askOnce(sources.readQueueBacklog),
    sync: askOnce(sources.readSyncHealth),
    webhooks: askOnce(sources.readWebhookHealth),
  };
  const noteSince = rememberSince();
  let kept: { at: number; report: Promise<HealthReport> } | undefined;

  const look = async (): Promise<HealthReport> => {
    const [database, queue, sync, webhooks] = await Promise.all([
      checkDatabase(asks.database),
      checkQueue(asks.queue, targets.queueWaitSeconds),
      checkSync(asks.sync, targets.dataAgeSeconds),
      checkWebhooks(asks.webhooks, targets.webhookWaitSeconds),
    ]);
    const inventoryRoutes = checkRoutes(sources.summarizeRoutes(), targets.pageP95Ms);
    const checks = {
      database: noteSince("database", database),
      queue: noteSince("queue", queue),
      sync: noteSince("sync", sync),
      webhooks: noteSince("webhooks", webhooks),
      inventoryRoutes: noteSince("inventoryRoutes", inventoryRoutes),
    };
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

interface Asks {
  database: Ask<string[]>;
  queue: Ask<QueueBacklog | null>;
  sync: Ask<SyncHealth>;
  webhooks: Ask<WebhookHealth>;
}

/** A check of which nobody has noted yet since when it has its status. */
type Finding<Name extends keyof HealthReport["checks"]> = Omit<HealthReport["checks"][Name], "since">;

function rememberSince() {
  const changes = new Map<string, { status: HealthStatus; since: string }>();
  return <Found extends { status: HealthStatus }>(name: string, found: Found): Found & { since: string } => {
    const last = changes.get(name);
    const change = last?.status === found.status ? last : { status: found.status, since: new Date().toISOString() };
    changes.set(name, change);
    return { ...found, since: change.since };
  };
}

async function checkDatabase(ask: Asks["database"]): Promise<Finding<"database">> {
  const scale = { target: ANSWER_LIMIT_MS, unit: "ms" } as const;
  const begin = performance.now();
  const answer = await ask();
  if (!answer.ok) return { status: "down", observed: null, ...scale, problem: answer.problem };
  const found = { observed: Math.round(performance.now() - begin), ...scale };
  if (answer.value.length === 0) return { status: "ok", ...found };
  return { status: "down", ...found, problem: `${answer.value.length} migrations are missing` };
}

async function checkQueue(ask: Asks["queue"], target: number): Promise<Finding<"queue">> {
  const answer = await ask();
  if (!answer.ok) return { status: "down", observed: null, target, unit: "s", problem: answer.problem };
  if (answer.value === null) {
    const problem = "the queue was never set up: start a worker";
    return { status: "degraded", observed: null, target, unit: "s", problem };
  }
  const { oldestWaitSeconds, unattendedSeconds } = answer.value;
  const found = { observed: oldestWaitSeconds ?? 0, target, unit: "s", ...answer.value } as const;
  if ((unattendedSeconds ?? 0) > LONGEST_UNATTENDED_SECONDS) {
    return { status: "degraded", ...found, problem: "no worker takes the jobs that wait: is one running?" };
  }
  if (found.observed > target) return { status: "degraded", ...found, problem: "jobs wait for a worker" };
  return { status: "ok", ...found };
}

async function checkSync(ask: Asks["sync"], target: number): Promise<Finding<"sync">> {
  const answer = await ask();
  if (!answer.ok) return { status: "down", observed: null, target, unit: "s", problem: answer.problem };
  const found = { observed: answer.value.oldestPullAgeSeconds, target, unit: "s", ...answer.value } as const;
  if (found.shopsFailing > 0) return { status: "degraded", ...found, problem: "the latest pull failed" };
  if ((found.observed ?? 0) > target) {
    return { status: "degraded", ...found, problem: "data were not pulled for longer than the target" };
  }
  return { status: "ok", ...found };
}

async function checkWebhooks(ask: Asks["webhooks"], target: number): Promise<Finding<"webhooks">> {
  const answer = await ask();
  if (!answer.ok) return { status: "down", observed: null, target, unit: "s", problem: answer.problem };
  const found = { observed: answer.value.oldestWaitSeconds ?? 0, target, unit: "s", ...answer.value } as const;
  if (found.observed <= target) return { status: "ok", ...found };
  return { status: "degraded", ...found, problem: "webhook deliveries wait to be acted on" };
}

function checkRoutes(routes: Record<string, RouteTiming>, target: number): Finding<"inventoryRoutes"> {
  const judged = Object.entries(routes).filter(([, { requests }]) => requests >= REQUESTS_TO_JUDGE);
  const slow = judged.filter(([, { p95Ms }]) => p95Ms > target).map(([route]) => route);
  const observed = judged.length === 0 ? null : Math.max(...judged.map(([, { p95Ms }]) => p95Ms));
  const found = { observed, target, unit: "ms", routes } as const;
  if (slow.length === 0) return { status: "ok", ...found };
  return { status: "degraded", ...found, problem: `slower than the target: ${slow.join(", ")}` };
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
