import { createInstance, type i18n, type TFunction } from "i18next";
import type { AppProviderProps } from "@shopify/polaris";

/** The languages that the app's pages, emails and messages are written in; each has a catalogue of the same keys. */
export const LANGUAGES = ["en", "de"] as const;

export type Language = (typeof LANGUAGES)[number];

/** Where a merchant's language is not among {@link LANGUAGES}. */
const FALLBACK_LANGUAGE: Language = "en";

/** Polaris' own words ("Select all", "Next" …); undefined for English, which Polaris' provider brings. */
export type PolarisWords = AppProviderProps["i18n"] | undefined;

/** One language's words. */
export interface Words {
  language: Language;
  /** The text of a catalogue's key, with its placeholders filled in and its plural chosen by `count`. */
  t: TFunction;
  i18n: i18n;
  polaris: PolarisWords;
}

/** A catalogue of words as its file holds it. */
export interface Catalogue {
  [key: string]: string | Catalogue;
}

/** The language of the catalogue for a BCP 47 tag, such as de-AT: German. */
export function languageOf(locale: string): Language {
  const primary = locale.split("-")[0]?.toLowerCase();
  return LANGUAGES.find((language) => language === primary) ?? FALLBACK_LANGUAGE;
}

/**
 * Makes the words of a language from its catalogue. A key or a value that is missing is a fault of ours, which tests should
 * find and merchants should not suffer from: `onFault` hears of it, and the text shows what there is.
 */
export function createWords(
  language: Language,
  catalogue: Catalogue,
  polaris: PolarisWords,
  onFault: (fault: string) => void,
): Words {
  const instance = createInstance();
  void instance.init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: catalogue } },
    initAsync: false,
    interpolation: { escapeValue: false }, // React escapes.
    missingInterpolationHandler: (text: string, match: RegExpExecArray) => {
      onFault(`"${text}" is not told what ${match[1] ?? "its placeholder"} is`);
      return "";
    },
    saveMissing: true,
    missingKeyHandler: (_languages, _namespace, key) => {
      onFault(`There are no words in ${language} for "${key}"`);
    },
  });
  return { language, t: rememberTexts(instance.t), i18n: instance, polaris };
}

/** Most texts have no placeholder and are always the same, and i18next takes some microseconds to find one. */
function rememberTexts(find: TFunction): TFunction {
  const texts = new Map<unknown, unknown>();
  const remember = (...asked: Parameters<TFunction>): unknown => {
    const [key] = asked;
    if (asked.length > 1 || typeof key !== "string") return find(...asked);
    const text = texts.get(key) ?? find(...asked);
    texts.set(key, text);
    return text;
  };
  return remember as TFunction;
}
