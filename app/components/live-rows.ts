import { useEffect, useState } from "react";
import type { ReorderRow } from "~/reports/reorder-row";

/** Quantities of a row as Shopify states them now, in units. */
interface LiveQuantities {
  variantId: string;
  available: number;
  onHand: number;
  committed: number;
  incoming: number;
}

/** What arrives after the page: the shown rows' quantities, or that Shopify did not give them. */
export type LiveAnswer = { kind: "live"; quantities: readonly LiveQuantities[] } | { kind: "unavailable" };

/** The answer once it is there; undefined until then. The rows stay in place meanwhile, so nothing jumps. */
export function useLiveAnswer(promise: Promise<LiveAnswer>): LiveAnswer | undefined {
  const [settled, setSettled] = useState<{ promise: Promise<LiveAnswer>; answer: LiveAnswer }>();

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

/** The rows with the quantities that Shopify states now, in the place of the stored ones where they differ. */
export function correctRows(rows: readonly ReorderRow[], answer: LiveAnswer | undefined): readonly ReorderRow[] {
  if (answer?.kind !== "live") return rows;
  const live = new Map(answer.quantities.map((quantities) => [quantities.variantId, quantities]));
  return rows.map((row) => {
    const quantities = live.get(row.variantId);
    return quantities ? { ...row, ...quantities } : row;
  });
}

/** How many rows have other quantities than those that the plan was made with. */
export function countCorrected(rows: readonly ReorderRow[], answer: LiveAnswer | undefined): number {
  const corrected = correctRows(rows, answer);
  return rows.filter((row, index) => {
    const now = corrected[index];
    return (
      now !== undefined &&
      (now.available !== row.available ||
        now.onHand !== row.onHand ||
        now.committed !== row.committed ||
        now.incoming !== row.incoming)
    );
  }).length;
}
