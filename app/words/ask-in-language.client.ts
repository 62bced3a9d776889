import type { Language } from "./words";

/**
 * Has everything that the page asks the app for be answered in the language that the page is written in: the admin names
 * its language when it opens the frame, not with every request, and the browser's own may be another.
 */
export function askInLanguage(language: Language): void {
  const ask = window.fetch.bind(window);
  window.fetch = (input, init) => {
    const url = input instanceof Request ? input.url : input;
    if (new URL(url, location.href).origin !== location.origin) return ask(input, init);
    const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined));
    headers.set("Accept-Language", language);
    return ask(input, { ...init, headers });
  };
}
