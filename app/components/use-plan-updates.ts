import { useEffect, useRef, useState } from "react";
import type { Freshness } from "~/reports/freshness";
import type { PlanUpdates } from "./plan-notices";
import { areUpdatesHeld, useUpdatesHeld } from "./update-hold";
import { usePolling } from "./use-polling";

/** Also the least time between two readings of a page that follows a busy shop. */
const ASK_MS = 2_000;

interface FollowedPage {
  /** What the page was made from. */
  shown: Freshness;
  /** Asks the app what there is now. */
  ask: () => Promise<Freshness>;
  /** Reads all that the page shows again. */
  readAgain: () => void;
  /** False while the page is being read, or another one is on its way. */
  isIdle: boolean;
}

/**
 * Keeps a page that shows plans up to date: asks again and again, at next to no cost, whether there are others than the page
 * shows, and reads the page again when there are. While the merchant works on what the page shows, it offers them instead.
 */
export function usePlanUpdates({ shown, ask, readAgain, isIdle }: FollowedPage): PlanUpdates {
  const [latest, setLatest] = useState(shown);
  const [isUnreachable, setIsUnreachable] = useState(false);
  const isHeld = useUpdatesHeld();
  const { updatedAt, expectUpdate } = useUpdateTime(shown.plans);

  const follow = async () => {
    try {
      const answer = await ask();
      setIsUnreachable(false);
      setLatest((kept) => (isSame(kept, answer) ? kept : answer));
      if (!isIdle || areUpdatesHeld()) return;
      if (isNewer(answer, shown)) expectUpdate();
      if (isNewer(answer, shown) || answer.pulls !== shown.pulls) readAgain();
    } catch (error) {
      setIsUnreachable(true);
      throw error;
    }
  };
  usePolling(follow, { active: true, intervalMs: ASK_MS });

  return {
    dataAsOf: laterOf(shown.dataAsOf, latest.dataAsOf),
    isUnreachable,
    updatedAt,
    onShow: isHeld && isNewer(latest, shown) ? readAgain : null,
  };
}

function isSame(one: Freshness, other: Freshness): boolean {
  return one.plans === other.plans && one.pulls === other.pulls && one.dataAsOf === other.dataAsOf;
}

/** The page may have been read again since it asked for the answer, so that it shows more than the answer knows of. */
function isNewer(answer: Freshness, shown: Freshness): boolean {
  return answer.plans === null || shown.plans === null || answer.plans > shown.plans;
}

function laterOf(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}

/**
 * When the page last showed new plans by itself, to the minute: a screen reader is told once a minute at most, since every
 * two seconds would drown everything else. Null until then, and unchanged by what the merchant has asked for.
 */
function useUpdateTime(plans: number | null): { updatedAt: string | null; expectUpdate: () => void } {
  const [updatedAt, setUpdatedAt] = useState<string | null>(null);
  const isExpected = useRef(false);

  useEffect(() => {
    if (!isExpected.current) return;
    isExpected.current = false;
    const now = new Date();
    now.setSeconds(0, 0);
    setUpdatedAt(now.toISOString());
  }, [plans]);

  return {
    updatedAt,
    expectUpdate: () => {
      isExpected.current = true;
    },
  };
}
