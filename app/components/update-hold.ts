import { useEffect, useSyncExternalStore } from "react";

// What a browser window shows is one page; on the server nothing is ever held, since nothing is being worked on.
const holders = new Set<object>();
const listeners = new Set<() => void>();

function tellListeners(): void {
  listeners.forEach((listener) => {
    listener();
  });
}

/**
 * Keeps the page from following new plans by itself while the merchant works on what it shows: types, chooses in a dialog,
 * or has selected rows that would move away under the mouse.
 */
export function useUpdateHold(active: boolean): void {
  useEffect(() => {
    if (!active) return;
    const holder = {};
    holders.add(holder);
    tellListeners();
    return () => {
      holders.delete(holder);
      tellListeners();
    };
  }, [active]);
}

export function areUpdatesHeld(): boolean {
  return holders.size > 0;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useUpdatesHeld(): boolean {
  return useSyncExternalStore(subscribe, areUpdatesHeld, () => false);
}
