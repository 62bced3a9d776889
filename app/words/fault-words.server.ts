import type { ParseKeys } from "i18next";
import en from "./en.json";
import type { Words } from "./words";

/** An English fault with what it leaves open, as a pattern. */
interface Fault {
  key: ParseKeys;
  pattern: RegExp;
}

/** Those that leave less open come first: "must be at most 400 days" is no "must be at most {{most}}". */
const FAULTS: Fault[] = Object.entries(en.faults)
  .sort(([, first], [, second]) => withoutPlaceholders(second).length - withoutPlaceholders(first).length)
  .map(([name, text]) => ({
    key: `faults.${name}` as ParseKeys,
    pattern: new RegExp(`^${toPattern(text)}$`, "u"),
  }));

/**
 * What is wrong with an input, in a merchant's language. The rules stand beside the data that they protect and are also told
 * to programs, so that they say their faults in English; a catalogue's `faults` hold the same sentences.
 *
 * @returns the English sentence itself where the catalogue lacks it
 */
export function wordFault(message: string, t: Words["t"]): string {
  for (const { key, pattern } of FAULTS) {
    const match = pattern.exec(message);
    if (match) return t(key, { replace: { ...match.groups } });
  }
  return message;
}

function withoutPlaceholders(text: string): string {
  return text.replace(/\{\{\w+\}\}/gu, "");
}

/** "must be at least {{least}}" as "must be at least (?<least>.+?)". */
function toPattern(text: string): string {
  return text
    .split(/\{\{(\w+)\}\}/u)
    .map((part, index) => (index % 2 === 1 ? `(?<${part}>.+?)` : part.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&")))
    .join("");
}
