import { AppProvider } from "@shopify/polaris";
import translations from "@shopify/polaris/locales/en.json";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { ShopFormatsProvider } from "~/components/shop-formats";
import { wordsOf } from "~/words/all-words.server";
import { WordsProvider } from "~/words/words-context";

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
