import type { OrderAnswer, VendorOrderPage } from "~/reports/vendor-order";

/**
 * The page's lines and totals with what came after it: each line as it was read last. Answers can overtake one another, so
 * what counts is when each was read, not when it arrived. The lines keep their places until the page is read again.
 */
export function applyAnswers(
  { lines, totals }: Pick<VendorOrderPage, "lines" | "totals">,
  answers: readonly OrderAnswer[],
): Pick<VendorOrderPage, "lines" | "totals"> {
  const newer = answers.filter((answer) => answer.totals.readAt > totals.readAt);
  newer.sort((one, other) => (one.totals.readAt < other.totals.readAt ? -1 : 1));
  const latest = new Map(newer.flatMap((answer) => answer.lines.map((line) => [line.variantId, line])));
  return {
    lines: lines.map((line) => latest.get(line.variantId) ?? line),
    totals: newer.at(-1)?.totals ?? totals,
  };
}
