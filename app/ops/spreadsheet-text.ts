/** What a spreadsheet may take for the begin of a formula; the wide forms count in East Asian ones. */
export const FORMULA_BEGIN = /^[=+\-@\t\r\n＝＋－＠]/u;

/**
 * As {@link FORMULA_BEGIN}, also after apostrophes: a text that has one of its own before a formula gets a second one, so
 * that {@link takeOffApostrophe} gives back what was written, whatever it was.
 */
export const REVERSIBLE_FORMULA_BEGIN = /^'*[=+\-@\t\r\n＝＋－＠]/u;

/** Takes off the apostrophe that keeps a spreadsheet from running a text: "'=1+1" was written for "=1+1". */
export function takeOffApostrophe(text: string): string {
  return text.startsWith("'") && REVERSIBLE_FORMULA_BEGIN.test(text) ? text.slice(1) : text;
}
