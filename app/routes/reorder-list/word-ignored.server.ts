import { UNKNOWN_PARAM, type QueryFault } from "~/reports/param-reader";
import type { Words } from "~/words/words";

const WORDED = [
  "sort",
  "direction",
  "status",
  "class",
  "decile",
  "vendor",
  "location",
  "to_order",
  "archived",
  "q",
  "view",
  "show",
  "page",
] as const;
const PLACES = ["after", "before"];

/**
 * What was left out of a page's address, and what holds in its place, in sentences in the merchant's language. The reasons of the
 * faults themselves are told to programs.
 */
export function wordIgnored(ignored: readonly QueryFault[], t: Words["t"]): string[] {
  const sentences = ignored.map(({ name, value, reason }) => {
    const worded = WORDED.find((one) => one === name);
    if (reason === UNKNOWN_PARAM || (worded === undefined && !PLACES.includes(name))) {
      return t("problem.ignored.unknown", { name });
    }
    return worded === undefined ? t("problem.ignored.place") : t(`problem.ignored.${worded}`, { value });
  });
  return [...new Set(sentences)];
}
