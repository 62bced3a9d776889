import type { Request } from "express";

/** What the sandbox's admin offers as a merchant's language; the admin itself stays English. */
export const ADMIN_LANGUAGES = { en: "English", de: "Deutsch", fr: "Français" } as const;

export type AdminLanguage = keyof typeof ADMIN_LANGUAGES;

/** Where the choice is kept, as the merchant's account keeps it at Shopify. */
export const LANGUAGE_COOKIE = "sandbox-admin-language";

/** The language that was chosen in the admin, else the browser's where the admin offers it, else English. */
export function findAdminLanguage(request: Request): AdminLanguage {
  const cookies = request.headers.cookie ?? "";
  const chosen = new RegExp(`(?:^|; )${LANGUAGE_COOKIE}=(\\w+)`, "u").exec(cookies)?.[1];
  const browsers = request.acceptsLanguages(Object.keys(ADMIN_LANGUAGES));
  return [chosen, browsers || undefined].find(isAdminLanguage) ?? "en";
}

function isAdminLanguage(language: string | undefined): language is AdminLanguage {
  return language !== undefined && language in ADMIN_LANGUAGES;
}
