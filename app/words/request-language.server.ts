import { wordsOf } from "./all-words.server";
import { languageOf, type Words } from "./words";

const FALLBACK_LOCALE = "en";

/**
 * The language of the merchant's admin, else of the browser, as BCP 47; English when neither is one that Intl knows. What a
 * page of the app asks for later names the admin's as if it were the browser's.
 */
export function preferredLocale(request: Request): string {
  const admin = new URL(request.url).searchParams.get("locale");
  const browser = request.headers.get("Accept-Language")?.split(",")[0]?.split(";")[0]?.trim();
  return [admin, browser].find(isLocale) ?? FALLBACK_LOCALE;
}

/** The words to answer a merchant's request in. */
export function wordsFor(request: Request): Words {
  return wordsOf(languageOf(preferredLocale(request)));
}

function isLocale(tag: string | null | undefined): tag is string {
  if (!tag) return false;
  try {
    return Intl.NumberFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    // Not a language tag at all.
    return false;
  }
}
