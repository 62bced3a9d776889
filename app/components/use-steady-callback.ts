import { useCallback, useEffect, useRef } from "react";

/**
 * A function that stays the same from rendering to rendering and does what the latest one does: for handlers of parts of a page
 * that are not to be rendered again whenever what their handlers know is another. Not to be called while rendering.
 */
export function useSteadyCallback<Args extends unknown[]>(callback: (...args: Args) => void): (...args: Args) => void {
  const latest = useRef(callback);
  useEffect(() => {
    latest.current = callback;
  }, [callback]);
  return useCallback((...args: Args) => {
    latest.current(...args);
  }, []);
}
