import type { Comparison, DifferenceKind, DifferenceSubject } from "~/data/sync-runs";

/** Enough to look into what goes wrong. */
const MOST_EXAMPLES = 20;
/** The clocks of Shopify and of this machine may differ by so much. */
const CLOCK_TOLERANCE_MS = 60_000;

export function beginComparison(begunAt: Date): Comparison {
  const none = () => ({ missing: 0, different: 0, extra: 0 });
  return {
    begunAt: begunAt.toISOString(),
    finishedAt: null,
    compared: { variant: 0, level: 0, "order-line": 0 },
    differences: { variant: none(), level: none(), "order-line": none() },
    examples: [],
    days: 0,
    differingDays: [],
  };
}

/** Counts a difference, and keeps it as an example while there are few. */
export function noteDifference(
  comparison: Comparison,
  subject: DifferenceSubject,
  kind: DifferenceKind,
  id: string,
): void {
  comparison.differences[subject][kind] += 1;
  if (comparison.examples.length < MOST_EXAMPLES) comparison.examples.push({ subject, kind, id });
}

/** Whether something changed in Shopify while the comparison was made, so that nothing has been missed. */
export function isOnItsWay({ begunAt }: Comparison, updatedAt: string): boolean {
  return Date.parse(updatedAt) >= Date.parse(begunAt) - CLOCK_TOLERANCE_MS;
}
