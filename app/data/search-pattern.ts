import { foldText } from "~/words/fold-text";

/** The words of a search, folded: a text that is found holds each of them, wherever. */
export function searchWords(text: string): string[] {
  return foldText(text)
    .split(/\s+/u)
    .filter((word) => word !== "");
}

/** A LIKE pattern for text that contains this one; its `%`, `_` and `\` stand for themselves. */
export function containsPattern(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}
