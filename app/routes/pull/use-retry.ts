import { useFetcher } from "@remix-run/react";

/** Lets the pull that failed go on where it stopped. */
export function useRetry(): { onRetry: () => void; retrying: boolean } {
  const fetcher = useFetcher();
  return {
    onRetry: () => {
      fetcher.submit(null, { method: "POST", action: "/app/retry" });
    },
    retrying: fetcher.state !== "idle",
  };
}
