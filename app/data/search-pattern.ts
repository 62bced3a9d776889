/** The words of a search: a text that is found holds each of them, wherever. */
export function searchWords(text: string): string[] {
  return text
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== "");
}

/** A LIKE pattern for lower-case text that contains this one; its `%`, `_` and `\` stand for themselves. */
export function containsPattern(text: string): string {
  return `%${text.toLowerCase().replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}
