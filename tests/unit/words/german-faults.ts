import { wordsOf } from "~/words/all-words.server";
import { wordFault } from "~/words/fault-words.server";

const { t } = wordsOf("de");

/** Those of the faults that the German catalogue lacks. */
export function withoutGerman(faults: readonly string[]): string[] {
  return faults.filter((fault) => wordFault(fault, t) === fault);
}
