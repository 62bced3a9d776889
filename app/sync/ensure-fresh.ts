import { hasValidToken } from "~/data/api-tokens";
import { listInstalledShops, noteRefreshAsked } from "~/data/shops";
import type { SyncRun } from "~/data/sync-runs";
import { readSyncFacts, type SyncFacts } from "~/data/sync-status";
import { addDays, calendarDay } from "~/planning/calendar";
import { logger } from "~/ops/logger";
import { enqueueRun, hurryRun, retryRun } from "./job-queue";
import { haveWebhooksToldAll } from "./missed-changes";

interface Need {
  /** Older data are pulled anew. */
  freshForMs: number;
  /** After all pulls for which somebody waits. */
  inBackground: boolean;
}

/** Of data at which somebody looks. */
const SEEN: Need = { freshForMs: 15 * 60_000, inBackground: false };
/** Of data at which only scripts look; nobody can be told that they are being pulled. */
const UNSEEN: Need = { freshForMs: 60 * 60_000, inBackground: true };
/** Where nobody looks, webhooks bring what changes, and the nightly reconciliation what they do not tell. */
const AT_REST: Need = { freshForMs: 24 * 60 * 60_000, inBackground: true };
/** An open page asks every few seconds; the database is asked once in this time. */
const LOOK_AGAIN_AFTER_MS = 60_000;
/** After a failure that nobody repaired, looking at a page does not start the next pull at once. */
const PAUSE_AFTER_FAILURE_MS = 5 * 60_000;

/** Codes of runs that ended because the shop's access was gone. */
const ACCESS_FAILURES = ["unauthorized", "uninstalled"];

/** What `ensureFresh` found, and did. */
export type Freshness =
  "fresh" | "first-pull-started" | "refresh-started" | "under-way" | "failed-recently" | "no-access";

/**
 * Starts the pull that a shop's stored data need, if any, and returns at once: the first pull for a shop without a plan,
 * from where it failed; a refresh, from the start, when the plan's demand window does not end yesterday, the data are old, or
 * one was asked for since the last pull began. Every loader may call it.
 */
export async function ensureFresh(shop: string, now = new Date(), need: Need = SEEN): Promise<Freshness> {
  return startDuePull(shop, await readSyncFacts(shop), now, need);
}

/** {@link ensureFresh} for somebody who has read the facts. */
export async function startDuePull(
  shop: string,
  { stored, plannedWindowEnd, lastPullStart, pulls }: SyncFacts,
  now: Date,
  { freshForMs, inBackground }: Need = SEEN,
): Promise<Freshness> {
  if (stored?.uninstalledAt || stored?.accessLostAt) return "no-access";
  const running = pulls.find(({ kind, status }) => kind !== "order-history" && status === "running");
  if (running) {
    if (running.phase === "queued" && !inBackground) await hurryRun(shop, running);
    return "under-way";
  }
  const kind = lastPullStart === null ? "first-pull" : "refresh";
  const latest = pulls.find((pull) => pull.kind === kind);
  if (latest && restsAfterFailure(latest, now)) return "failed-recently";
  if (kind === "first-pull") {
    // What a failed one has read counts: a very large shop might never get through from the start again and again.
    await retryRun(shop, "first-pull");
    return "first-pull-started";
  }
  if (stored && lastPullStart && stored.installedAt > lastPullStart) {
    // While the app was removed, no webhook told of what was deleted.
    await enqueueRun(shop, "reconciliation", { inBackground });
    return "refresh-started";
  }
  // A shop whose time zone is not known yet counts by UTC.
  const yesterday = addDays(calendarDay(now, stored?.timeZone ?? "UTC"), -1);
  const isCurrent = plannedWindowEnd === null || plannedWindowEnd >= yesterday;
  const isAsked = stored?.refreshAskedAt != null && lastPullStart !== null && stored.refreshAskedAt > lastPullStart;
  if (isCurrent && !isAsked && lastPullStart && isWithin(lastPullStart, freshForMs, now)) return "fresh";
  await enqueueRun(shop, "refresh", { inBackground });
  return "refresh-started";
}

/**
 * Has a refresh begin from now on, whatever the age of the data: at once, or after the pull that is under way, which may have
 * asked Shopify before something changed.
 */
export async function askForRefresh(shop: string): Promise<void> {
  await noteRefreshAsked(shop);
  await startAskedRefresh(shop);
}

/** Starts a refresh that was asked for and could not begin yet. */
export async function startAskedRefresh(shop: string): Promise<void> {
  await ensureFresh(shop, new Date(), { freshForMs: Infinity, inBackground: true });
}

const lastLooks = new Map<string, number>();

/** As {@link ensureFresh}, for pages that stay open: somebody looks at them all the time. */
export async function keepFresh(shop: string, now = new Date()): Promise<void> {
  if (now.getTime() - (lastLooks.get(shop) ?? -Infinity) < LOOK_AGAIN_AFTER_MS) return;
  lastLooks.set(shop, now.getTime());
  await ensureFresh(shop, now);
}

/** Sees to the data of every shop that has the app, whether somebody looks at them or not. */
export async function refreshDueShops(now = new Date()): Promise<void> {
  for (const shop of await listInstalledShops()) {
    try {
      const facts = await readSyncFacts(shop);
      await startDuePull(shop, facts, now, (await isAtRest(shop, facts, now)) ? AT_REST : UNSEEN);
    } catch (error) {
      logger.error({ err: error, shop }, "The shop's data could not be checked for their age");
    }
  }
}

/** Whether no script can read the shop's data, and webhooks have told of all that pulls of the last day have found. */
async function isAtRest(shop: string, { lastPullStart }: SyncFacts, now: Date): Promise<boolean> {
  if (lastPullStart === null || (await hasValidToken(shop, now))) return false;
  return haveWebhooksToldAll(shop, lastPullStart);
}

/** What failed for want of access may go on at once when there is access again. */
function restsAfterFailure({ status, errorCode, finishedAt }: SyncRun, now: Date): boolean {
  if (status !== "failed" || !finishedAt || ACCESS_FAILURES.includes(errorCode ?? "")) return false;
  return isWithin(finishedAt, PAUSE_AFTER_FAILURE_MS, now);
}

function isWithin(time: Date, periodMs: number, now: Date): boolean {
  return now.getTime() - time.getTime() < periodMs;
}
