import type { QueryFault } from "~/reports/param-reader";
import { wordFault } from "~/words/fault-words.server";
import type { Words } from "~/words/words";

/** What was left out of a page's address, with the reasons in the merchant's language. */
export function wordIgnored(ignored: readonly QueryFault[], t: Words["t"]): QueryFault[] {
  return ignored.map((fault) => ({ ...fault, reason: wordFault(fault.reason, t) }));
}
