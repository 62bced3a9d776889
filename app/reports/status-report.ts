import { readApiBudget, type ApiBudget } from "~/data/api-budgets";
import { readBacktestTime } from "~/data/backtests";
import {
  listFailedJobs,
  readShopQueueBacklog,
  readShopWebhookHealth,
  type QueueBacklog,
  type WebhookHealth,
} from "~/data/health-queries";
import { readPlanAge } from "~/data/plan-age";
import { listUnplannable, readReplanBacklog, type UnplannableVariant } from "~/data/replan-requests";
import {
  countMissedChanges,
  listFailedRuns,
  listRunningRuns,
  readLastComparison,
  readLastGoodPull,
  type Comparison,
  type RunFailure,
  type RunProgress,
} from "~/data/sync-runs";
import { describeSync, readSyncFacts } from "~/data/sync-status";
import { listFailedDeliveries, readDeliveryActivity } from "~/data/webhook-deliveries";
import { readHealth, type HealthReport } from "~/ops/health";
import { dataAsOf } from "./freshness";
import { judgeShop, type ShopState } from "./shop-state";

export type { ApiBudget };

/** Whether one shop's data follow Shopify, and what goes on for them; times are ISO 8601. */
export interface StatusReport {
  /** The server's clock. */
  now: string;
  state: ShopState;
  /** Whatever changed in Shopify before is taken into account, as far as Shopify told; null before the first pull. */
  dataAsOf: string | null;
  lastPull: LastPull | null;
  /** What goes on, the oldest first. */
  running: RunningWork[];
  plans: {
    skus: number;
    oldestPlannedAt: string | null;
    /** SKUs that wait for a new plan, and since when the first of them does. */
    waiting: number;
    waitingSince: string | null;
    /** SKUs of which no plan can be made, some of them. */
    unplannable: UnplannableVariant[];
  };
  /** The shop's jobs that wait for a worker; null before there is a queue. */
  queue: QueueStatus | null;
  /** When the shop's sales were last replayed. */
  backtestedAt: string | null;
  webhooks: WebhookStatus;
  /** What is used of the limit that Shopify sets to requests; null before the first. */
  apiBudget: ApiBudget | null;
  /** What the last comparison of all data with Shopify's has found and put right; null before the first. */
  comparison: ComparisonReport | null;
  failures: Failure[];
  service: ServiceStatus;
}

/** What `/healthz` tells monitors of the app itself, for all shops together. */
export interface ServiceStatus extends Pick<HealthReport, "status" | "version"> {
  checks: ServiceCheck[];
}

export interface ServiceCheck {
  name: keyof HealthReport["checks"];
  observed: number | null;
  target: number;
  unit: "ms" | "s";
  since: string;
  /** null when all is well. */
  problem: string | null;
}

export interface QueueStatus extends Omit<QueueBacklog, "unattendedSeconds"> {
  /** The jobs that failed last, the latest first. */
  failures: { queue: string; message: string; failedAt: string }[];
}

export interface ComparisonReport extends Pick<Comparison, "compared" | "differences"> {
  finishedAt: string;
}

/** What Shopify told of changes, and what became of it. */
export interface WebhookStatus extends WebhookHealth {
  lastReceivedAt: string | null;
  /** In the last hour. */
  received: number;
  /** Of these, older than what was known already. */
  ignored: number;
  /** Changes that pulls of the last day have found, of which a webhook should have told and none had. */
  missed: number;
  /** Given up last, the latest first. */
  failures: { topic: string; error: string; failedAt: string }[];
}

export interface LastPull {
  /** Whatever changed in Shopify before is known. */
  startedAt: string;
  elapsedMs: number;
  objects: number;
}

export interface RunningWork extends Pick<RunProgress, "kind" | "phase" | "objects" | "found"> {
  elapsedMs: number;
}

export interface Failure extends Pick<RunFailure, "kind" | "message" | "isRepaired"> {
  failedAt: string;
}

const FAILURES_SHOWN = 5;

export async function readStatus(shop: string, now = new Date()): Promise<StatusReport> {
  const [facts, lastPull, running, plans, queue, backtestedAt, webhooks, apiBudget, comparison, failures, service] =
    await Promise.all([
      readSyncFacts(shop),
      readLastGoodPull(shop),
      listRunningRuns(shop),
      readPlanStatus(shop),
      readQueueStatus(shop),
      readBacktestTime(shop),
      readWebhookStatus(shop),
      readApiBudget(shop),
      readLastComparison(shop),
      listFailedRuns(shop, FAILURES_SHOWN),
      readServiceStatus(),
    ]);
  return {
    now: now.toISOString(),
    state: judgeShop(describeSync(facts), { accessLostAt: facts.stored?.accessLostAt ?? null, now }),
    dataAsOf: dataAsOf(facts)?.toISOString() ?? null,
    lastPull: lastPull && describeLastPull(lastPull),
    running: running.map((run) => describeRunning(run, now)),
    plans,
    queue,
    backtestedAt: backtestedAt?.toISOString() ?? null,
    webhooks,
    apiBudget,
    comparison: comparison && describeComparison(comparison),
    failures: failures.map(writeTime),
    service,
  };
}

async function readServiceStatus(): Promise<ServiceStatus> {
  const { status, version, checks } = await readHealth();
  const names = Object.keys(checks) as (keyof typeof checks)[];
  return {
    status,
    version,
    checks: names.map((name) => {
      const { observed, target, unit, since, problem = null } = checks[name];
      return { name, observed, target, unit, since, problem };
    }),
  };
}

function writeTime<Failed extends { failedAt: Date }>({ failedAt, ...failure }: Failed) {
  return { ...failure, failedAt: failedAt.toISOString() };
}

async function readPlanStatus(shop: string): Promise<StatusReport["plans"]> {
  const [planAge, { waiting, waitingSince }, unplannable] = await Promise.all([
    readPlanAge(shop),
    readReplanBacklog(shop),
    listUnplannable(shop, FAILURES_SHOWN),
  ]);
  return { ...planAge, waiting, waitingSince: waitingSince?.toISOString() ?? null, unplannable };
}

async function readQueueStatus(shop: string): Promise<QueueStatus | null> {
  const backlog = await readShopQueueBacklog(shop);
  if (backlog === null) return null;
  const failures = backlog.failed > 0 ? await listFailedJobs(shop, FAILURES_SHOWN) : [];
  return { ...backlog, failures: failures.map(writeTime) };
}

function describeComparison({ finishedAt, compared, differences }: Comparison): ComparisonReport | null {
  return finishedAt === null ? null : { finishedAt, compared, differences };
}

async function readWebhookStatus(shop: string): Promise<WebhookStatus> {
  const [health, activity, missed, failures] = await Promise.all([
    readShopWebhookHealth(shop),
    readDeliveryActivity(shop),
    countMissedChanges(shop),
    listFailedDeliveries(shop, FAILURES_SHOWN),
  ]);
  return {
    ...health,
    ...activity,
    missed,
    lastReceivedAt: activity.lastReceivedAt?.toISOString() ?? null,
    failures: failures.map(writeTime),
  };
}

function describeLastPull({ startedAt, finishedAt, updatedAt, objects }: RunProgress): LastPull {
  return {
    startedAt: startedAt.toISOString(),
    elapsedMs: (finishedAt ?? updatedAt).getTime() - startedAt.getTime(),
    objects,
  };
}

function describeRunning({ kind, phase, objects, found, startedAt }: RunProgress, now: Date): RunningWork {
  return { kind, phase, objects, found, elapsedMs: now.getTime() - startedAt.getTime() };
}
