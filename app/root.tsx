// Before all other styles, which take their place where they say something else of the same.
import "@shopify/polaris/build/esm/styles.css";
import { Links, Meta, Outlet, Scripts, ScrollRestoration, isRouteErrorResponse, useRouteError } from "@remix-run/react";
import type { MetaFunction } from "@remix-run/node";
import type { ReactNode } from "react";
import { CATALOGUE_FILES } from "~/words/catalogue-files";
import type { Language } from "~/words/words";
import { useWords } from "~/words/words-context";

export const meta: MetaFunction = () => [{ title: "Inventory Intelligence" }];

/** The document of every page and of every error. */
export function Layout({ children }: { children: ReactNode }) {
  const { language } = useWords();
  return (
    <html lang={language}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <Meta />
        <Links />
        <CataloguePreloads language={language} />
      </head>
      <body>
        {children}
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  );
}

/** The page's scripts wait for its words, which the browser therefore fetches beside them. */
function CataloguePreloads({ language }: { language: Language }) {
  const { words, polaris } = CATALOGUE_FILES[language];
  return [words, polaris]
    .filter((url) => url !== undefined)
    .map((url) => (
      <link key={url} rel="preload" as="fetch" type="application/json" crossOrigin="anonymous" href={url} />
    ));
}

export default function App() {
  return <Outlet />;
}

/** What goes wrong outside the embedded pages, where there is no Polaris frame to show it in. */
export function ErrorBoundary() {
  const error = useRouteError();
  const { t } = useWords();
  const isMissing = isRouteErrorResponse(error) && error.status === 404;
  return (
    <main style={{ fontFamily: "system-ui, sans-serif", maxWidth: "40rem", margin: "4rem auto", padding: "0 1rem" }}>
      <h1>{t(isMissing ? "problem.noPage" : "problem.wrong")}</h1>
      <p>{t(isMissing ? "problem.openFromApps" : "problem.openAgain")}</p>
    </main>
  );
}
