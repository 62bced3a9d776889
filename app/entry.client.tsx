import { RemixBrowser } from "@remix-run/react";
import { StrictMode, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { askInLanguage } from "~/words/ask-in-language.client";
import { loadWords } from "~/words/load-words.client";
import { languageOf } from "~/words/words";
import { WordsProvider } from "~/words/words-context";

const language = languageOf(document.documentElement.lang);
askInLanguage(language);
const words = await loadWords(language);

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <WordsProvider value={words}>
        <RemixBrowser />
      </WordsProvider>
    </StrictMode>,
  );
});
