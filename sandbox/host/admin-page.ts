import { ADMIN_LANGUAGES, LANGUAGE_COOKIE, type AdminLanguage } from "./admin-language";

export interface AdminPageInput {
  shopName: string;
  appName: string;
  /** Path of the store's admin, such as /store/sandbox-store. */
  storePath: string;
  /** Path of the app's page in the admin. */
  adminPath: string;
  /** The merchant's, in which the app is opened. */
  language: AdminLanguage;
}

/** Sections of the admin that the app may lead to; the sandbox shows which resource was opened. */
const ADMIN_SECTIONS = ["Home", "Orders", "Products", "Customers"] as const;

/** The page around the app: top bar, navigation, and an empty main part that the admin's script fills. */
export function renderAdminPage({ shopName, appName, storePath, adminPath, language }: AdminPageInput): string {
  const sections = ADMIN_SECTIONS.map((section) => {
    const path = section === "Home" ? storePath : `${storePath}/${section.toLowerCase()}`;
    return `<li><a href="${escapeHtml(path)}">${section}</a></li>`;
  }).join("\n            ");
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${escapeHtml(appName)} · ${escapeHtml(shopName)}</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/sandbox/admin.css" />
    <script src="/sandbox/admin.js" defer></script>
  </head>
  <body data-store-path="${escapeHtml(storePath)}" data-admin-path="${escapeHtml(adminPath)}" data-app-name="${escapeHtml(appName)}">
    <div class="loading-bar" role="progressbar" aria-label="Loading" hidden></div>
    <header class="top-bar">
      <button type="button" class="menu-button" aria-label="Menu" aria-expanded="false" aria-controls="side-navigation">☰</button>
      <span class="brand">sandbox admin</span>
      <div class="save-bar" role="region" aria-label="Unsaved changes" hidden>
        <span>Unsaved changes</span>
        <button type="button" data-action="discard">Discard</button>
        <button type="button" data-action="save">Save</button>
      </div>
      ${renderLanguageChoice(language)}
      <span class="shop-name">${escapeHtml(shopName)}</span>
    </header>
    <div class="below-top-bar">
      <nav id="side-navigation" class="side-navigation" aria-label="Admin">
        <ul>
            ${sections}
        </ul>
        <h2>Apps</h2>
        <ul>
          <li><a href="${escapeHtml(adminPath)}" data-app-link>${escapeHtml(appName)}</a>
            <ul data-app-items></ul>
          </li>
        </ul>
      </nav>
      <main class="content"></main>
    </div>
    <div class="toasts" role="status" aria-live="polite"></div>
  </body>
</html>
`;
}

function renderLanguageChoice(current: AdminLanguage): string {
  const options = Object.entries(ADMIN_LANGUAGES).map(
    ([language, name]) =>
      `<option value="${language}" lang="${language}"${language === current ? " selected" : ""}>${name}</option>`,
  );
  return `<select class="language-choice" aria-label="Language" data-cookie="${LANGUAGE_COOKIE}">${options.join("")}</select>`;
}

const HTML_ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => HTML_ESCAPES[character] ?? character);
}
