import { foldText } from "~/words/fold-text";
import type { Choice } from "./choices";

/** The choices whose labels hold a text, whatever its letter case and accents; all for an empty one. */
export function findMatches(choices: readonly Choice[], text: string): readonly Choice[] {
  const wanted = foldText(text.trim());
  return wanted === "" ? choices : choices.filter(({ label }) => foldText(label).includes(wanted));
}
