import { useState } from "react";

/**
 * What the merchant has asked for, which is ahead of what is shown while a list is loading: ticks appear at once, and a
 * second change adds to the first instead of undoing it.
 */
export function useRequestedQuery<Query>(shown: Query, loading: boolean): [Query, (requested: Query) => void] {
  const [request, setRequest] = useState<{ over: string; query: Query }>();
  const key = JSON.stringify(shown);
  const requested = loading && request?.over === key ? request.query : shown;
  return [
    requested,
    (query) => {
      setRequest({ over: key, query });
    },
  ];
}
