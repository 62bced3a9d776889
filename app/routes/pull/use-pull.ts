import { useFetcher, useRevalidator } from "@remix-run/react";
import { usePolling } from "~/components/use-polling";

/** While a first pull is all that the page shows. */
const FIRST_PULL_MS = 1_500;
/** While the page shows the last plan and a refresh is under way. */
const REFRESH_MS = 5_000;
/** After a failure, from which a pull often goes on by itself. */
const FAILURE_MS = 10_000;

interface WatchedPull {
  isFirst: boolean;
  underWay: boolean;
  failed: boolean;
}

/** How often a page asks again: not at all while there is nothing to wait for. */
export function pollingPace({ isFirst, underWay, failed }: WatchedPull): { active: boolean; intervalMs: number } {
  if (!underWay) return { active: failed, intervalMs: FAILURE_MS };
  return { active: true, intervalMs: isFirst ? FIRST_PULL_MS : REFRESH_MS };
}

/** Keeps the page up to date while a pull goes on, or may go on, and offers to retry one that failed. */
export function usePull(pull: WatchedPull): { onRetry: () => void; retrying: boolean } {
  const fetcher = useFetcher();
  const { revalidate, state } = useRevalidator();
  usePolling(() => {
    if (state === "idle") revalidate();
  }, pollingPace(pull));
  return {
    onRetry: () => {
      fetcher.submit(null, { method: "POST", action: "/app/retry" });
    },
    retrying: fetcher.state !== "idle",
  };
}
