import { RemixBrowser } from "@remix-run/react";
import { StrictMode, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { waitForConnection } from "~/components/connection/wait-for-connection.client";
import { TakenOver } from "~/components/taken-over";
import { askInLanguage } from "~/words/ask-in-language.client";
import { loadWords } from "~/words/load-words.client";
import { languageOf } from "~/words/words";
import { WordsProvider } from "~/words/words-context";

const language = languageOf(document.documentElement.lang);
waitForConnection();
askInLanguage(language);
const [words] = await Promise.all([loadWords(language), untilDataAreRead()]);

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <WordsProvider value={words}>
        <RemixBrowser />
        <TakenOver />
      </WordsProvider>
    </StrictMode>,
  );
});

/**
 * Remix's component suspends until it has read the page's data, with no boundary around it. A key or a click that comes meanwhile
 * has React 18 take the page over at once, which it then cannot: it gives up with "Root did not complete", and the page is dead.
 * Asked beforehand, the component begins to read, and throws what it waits for.
 */
async function untilDataAreRead(): Promise<void> {
  try {
    RemixBrowser({});
  } catch (reading) {
    await reading;
  }
}
