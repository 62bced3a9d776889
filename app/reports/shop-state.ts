import type { SyncStatus } from "~/data/sync-status";
import { healthTargets } from "~/ops/env";

/** How a shop's data stand, in one word; times are ISO 8601. */
export type ShopState =
  | { kind: "never-pulled"; isUnderWay: boolean }
  /** Shopify does not accept the app's access to the shop any more. */
  | { kind: "access-lost"; since: string }
  /** The latest pull failed for want of access, which a merchant has renewed since by opening the app. */
  | { kind: "access-renewed" }
  /** The latest pull failed. */
  | { kind: "failing"; message: string; failedAt: string; hasPlan: boolean }
  /** Pulls have not failed, but the last good one is longer ago than it should ever be. */
  | { kind: "stale"; lastPulledAt: string }
  | { kind: "well" };

/** How runs end that lose their access. */
const ACCESS_LOST = ["unauthorized", "uninstalled"];

/** @param accessLostAt since when Shopify does not accept the app's access; null while it does */
export function judgeShop(
  { failure, lastPulledAt, running }: SyncStatus,
  { accessLostAt, now }: { accessLostAt: Date | null; now: Date },
): ShopState {
  if (accessLostAt) return { kind: "access-lost", since: accessLostAt.toISOString() };
  if (failure) {
    if (ACCESS_LOST.includes(failure.code)) return { kind: "access-renewed" };
    const failedAt = failure.failedAt.toISOString();
    return { kind: "failing", message: failure.message, failedAt, hasPlan: lastPulledAt !== null };
  }
  if (lastPulledAt === null) return { kind: "never-pulled", isUnderWay: running !== null };
  const ageSeconds = (now.getTime() - lastPulledAt.getTime()) / 1_000;
  return ageSeconds > healthTargets().dataAgeSeconds
    ? { kind: "stale", lastPulledAt: lastPulledAt.toISOString() }
    : { kind: "well" };
}
