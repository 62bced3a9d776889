import { AppProvider } from "@shopify/polaris";
import translations from "@shopify/polaris/locales/en.json";
import { cleanup, configure, render } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach } from "vitest";
import { ShopFormatsProvider } from "~/components/shop-formats";
import { wordsOf } from "~/words/all-words.server";
import { WordsProvider } from "~/words/words-context";

// What is awaited comes late on a machine that has other work too.
configure({ asyncUtilTimeout: 10_000 });
afterEach(cleanup);

/** Renders as the app's layout does, for a British shop. */
export function renderInPolaris(element: ReactNode) {
  const wrap = (inner: ReactNode) => (
    <AppProvider i18n={translations}>
      <WordsProvider value={wordsOf("en")}>
        <ShopFormatsProvider locale="en-GB" timeZone="Europe/London">
          {inner}
        </ShopFormatsProvider>
      </WordsProvider>
    </AppProvider>
  );
  const { rerender, ...rest } = render(wrap(element));
  return {
    ...rest,
    rerender: (next: ReactNode) => {
      rerender(wrap(next));
    },
  };
}
