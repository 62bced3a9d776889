/** A LIKE pattern for lower-case text that contains this one; its `%`, `_` and `\` stand for themselves. */
export function containsPattern(text: string): string {
  return `%${text.toLowerCase().replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}
