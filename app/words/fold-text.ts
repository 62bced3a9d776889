import { deburr } from "es-toolkit/string";

const ASCII = /^[\0-\x7f]*$/;

/**
 * The form in which a text is searched: without letter case, without the marks of Latin, Greek and Cyrillic letters, and with
 * the Latin letters that Unicode takes for letters of their own written as people type them. "Señorita" becomes "senorita",
 * "STRAẞE" "strasse", "Łódź" "lodz". A text that was folded stays as it is.
 *
 * Vowel signs and the marks of kana, without which other scripts cannot be read, are kept.
 */
export function foldText(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  // Compatibility characters first, since some stand for capitals: "㎐" is "Hz".
  const bare = deburr(text.normalize("NFKD").toLowerCase());
  // What deburring left apart is put together again. A sigma has another form at a word's end, which a search is not to mind.
  return bare.normalize("NFC").replaceAll("ς", "σ");
}
