import germanPolarisUrl from "@shopify/polaris/locales/de.json?url";
import germanUrl from "./de.json?url";
import englishUrl from "./en.json?url";
import type { Language } from "./words";

/** Where a browser finds a language's words: files that never change, since their names do. */
interface CatalogueFiles {
  words: string;
  /** Polaris' own words; undefined for English, which Polaris' provider brings. */
  polaris: string | undefined;
}

export const CATALOGUE_FILES: Record<Language, CatalogueFiles> = {
  en: { words: englishUrl, polaris: undefined },
  de: { words: germanUrl, polaris: germanPolarisUrl },
};
