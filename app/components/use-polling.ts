import { useEffect, useRef } from "react";

/** After failures, the pause between two questions grows up to this. */
const LONGEST_PAUSE_MS = 60_000;

/**
 * Asks again and again while `active`, `intervalMs` after the last answer, and rests while nobody looks: a hidden tab asks
 * for nothing, and asks at once when it shows again. Each failure in a row doubles the pause, up to a minute.
 *
 * @param ask a promise that rejects is a failure
 */
export function usePolling(
  ask: () => void | Promise<void>,
  { active, intervalMs }: { active: boolean; intervalMs: number },
): void {
  const latestAsk = useRef(ask);

  useEffect(() => {
    latestAsk.current = ask;
  }, [ask]);

  useEffect(() => (active ? startPolling(() => latestAsk.current(), intervalMs) : undefined), [active, intervalMs]);
}

/** Returns what ends it. */
function startPolling(ask: () => void | Promise<void>, intervalMs: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let isAsking = false;
  let isStopped = false;

  const wait = () => {
    if (isStopped || document.hidden) return;
    timer = setTimeout(askWhileVisible, Math.min(intervalMs * 2 ** failures, Math.max(intervalMs, LONGEST_PAUSE_MS)));
  };
  const settle = (hasFailed: boolean) => {
    isAsking = false;
    failures = hasFailed ? failures + 1 : 0;
    wait();
  };
  const askWhileVisible = () => {
    clearTimeout(timer);
    if (document.hidden || isAsking) return;
    isAsking = true;
    const answer = ask();
    if (answer === undefined) settle(false);
    else {
      answer.then(
        () => {
          settle(false);
        },
        () => {
          settle(true);
        },
      );
    }
  };

  wait();
  document.addEventListener("visibilitychange", askWhileVisible);
  return () => {
    isStopped = true;
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", askWhileVisible);
  };
}
