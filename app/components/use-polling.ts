import { useEffect, useRef } from "react";

/**
 * Calls `refresh` again and again while `active`, at `intervalMs`, and rests while nobody looks: a hidden tab asks for
 * nothing, and asks at once when it shows again.
 */
export function usePolling(refresh: () => void, { active, intervalMs }: { active: boolean; intervalMs: number }): void {
  const latestRefresh = useRef(refresh);

  useEffect(() => {
    latestRefresh.current = refresh;
  }, [refresh]);

  useEffect(() => {
    if (!active) return;
    const refreshWhileVisible = () => {
      if (!document.hidden) latestRefresh.current();
    };
    const timer = setInterval(refreshWhileVisible, intervalMs);
    document.addEventListener("visibilitychange", refreshWhileVisible);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", refreshWhileVisible);
    };
  }, [active, intervalMs]);
}
