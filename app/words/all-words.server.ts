import germanPolaris from "@shopify/polaris/locales/de.json";
import de from "./de.json";
import en from "./en.json";
import { logger } from "~/ops/logger";
import { createWords, type Language, type Words } from "./words";

/** On the server every language is at hand. Tests fail at a fault of the catalogue; a merchant gets the page all the same. */
function reportFault(fault: string): void {
  if (process.env.NODE_ENV === "test") throw new Error(fault);
  logger.error({ fault }, "A fault in the catalogue of words");
}

const WORDS: Record<Language, Words> = {
  en: createWords("en", en, undefined, reportFault),
  de: createWords("de", de, germanPolaris, reportFault),
};

export function wordsOf(language: Language): Words {
  return WORDS[language];
}
