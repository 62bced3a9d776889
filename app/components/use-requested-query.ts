import { useCallback, useState } from "react";

interface Request<Query> {
  /** What was shown when it was made. */
  over: string;
  query: Query;
  /** Whether what it asks for was seen loading. */
  isOnItsWay: boolean;
}

/**
 * What the merchant has asked for, which is ahead of what is shown until the list is there: ticks and arrows appear at once,
 * and a second change adds to the first instead of undoing it.
 */
export function useRequestedQuery<Query>(shown: Query, loading: boolean): [Query, (requested: Query) => void] {
  const [request, setRequest] = useState<Request<Query>>();
  const over = JSON.stringify(shown);
  if (request) {
    const isOver = request.over !== over || (request.isOnItsWay && !loading);
    if (isOver) setRequest(undefined);
    else if (loading && !request.isOnItsWay) setRequest({ ...request, isOnItsWay: true });
  }
  const ask = useCallback(
    (query: Query) => {
      setRequest({ over, query, isOnItsWay: false });
    },
    [over],
  );
  return [request?.over === over ? request.query : shown, ask];
}
