const FALLBACK_LOCALE = "en";

/** The language of the merchant's admin, else of the browser, as BCP 47; English when neither is one that Intl knows. */
export function preferredLocale(request: Request): string {
  const admin = new URL(request.url).searchParams.get("locale");
  const browser = request.headers.get("Accept-Language")?.split(",")[0]?.split(";")[0]?.trim();
  return [admin, browser].find(isLocale) ?? FALLBACK_LOCALE;
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

/**
 * Whether the page will probably be shown on a phone, so that its first rendering already has the right layout. Only a
 * guess: the browser measures.
 */
export function guessPhone(request: Request): boolean {
  const hint = request.headers.get("Sec-CH-UA-Mobile");
  if (hint !== null) return hint === "?1";
  return /\bMobile\b/.test(request.headers.get("User-Agent") ?? "");
}
