import { useEffect, useState } from "react";
import type { ListRow } from "~/reports/reorder-row";

/**
 * What arrives after the page: what had changed of the shown rows' stock, planned anew; or that Shopify was asked about all
 * of them less than a minute ago; or that it did not answer.
 */
export type StockCheck<Changed> = ({ kind: "live" } & Changed) | { kind: "checked-lately" } | { kind: "unavailable" };

export type LiveAnswer = StockCheck<{ changedRows: readonly ListRow[] }>;

/** The answer once it is there; undefined until then. The rows stay in place meanwhile, so nothing jumps. */
export function useLiveAnswer<Changed>(promise: Promise<StockCheck<Changed>>): StockCheck<Changed> | undefined {
  const [settled, setSettled] = useState<{ promise: typeof promise; answer: StockCheck<Changed> }>();

  useEffect(() => {
    let current = true;
    promise.then(
      (answer) => {
        if (current) setSettled({ promise, answer });
      },
      () => {
        // The stream broke off: the page keeps what it has.
        if (current) setSettled({ promise, answer: { kind: "unavailable" } });
      },
    );
    return () => {
      current = false;
    };
  }, [promise]);

  return settled?.promise === promise ? settled.answer : undefined;
}

/** The rows, with those that had changed in the place of the old ones; their order stays until the list is read again. */
export function replaceRows(rows: readonly ListRow[], answer: LiveAnswer | undefined): readonly ListRow[] {
  if (answer?.kind !== "live") return rows;
  const changed = new Map(answer.changedRows.map((row) => [row.variantId, row]));
  return rows.map((row) => changed.get(row.variantId) ?? row);
}
