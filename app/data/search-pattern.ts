import { foldText } from "~/words/fold-text";

/** A word of a search. */
interface SearchWord {
  /** As it is looked for in folded texts. */
  folded: string;
  /** In lower case, as it is looked for in others. */
  plain: string;
}

/** The words of a search: a text that is found holds each of them, wherever. */
export function searchWords(text: string): SearchWord[] {
  const words = text
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== "");
  // Of an accent without a letter, folding leaves nothing, which all texts would hold.
  return words.map((plain) => ({ plain, folded: foldText(plain).trim() || plain }));
}

/** A LIKE pattern for text that contains this one; its `%`, `_` and `\` stand for themselves. */
export function containsPattern(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}
