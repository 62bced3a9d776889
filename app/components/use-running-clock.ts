import { useEffect, useState } from "react";

const TICK_MS = 10_000;

/**
 * The server's clock, going on in the browser: at first it says what the server said, so that both write the same words.
 *
 * @param now ISO 8601: what the server's clock said when the page was made
 */
export function useRunningClock(now: string): string {
  const [passed, setPassed] = useState({ since: now, ms: 0 });

  useEffect(() => {
    const begin = Date.now();
    const timer = setInterval(() => {
      setPassed({ since: now, ms: Date.now() - begin });
    }, TICK_MS);
    return () => {
      clearInterval(timer);
    };
  }, [now]);

  return new Date(Date.parse(now) + (passed.since === now ? passed.ms : 0)).toISOString();
}
