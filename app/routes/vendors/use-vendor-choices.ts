import { useFetcher } from "@remix-run/react";
import { useCallback, useEffect, useState } from "react";
import type { VendorSearch } from "~/components/vendor-search";
import type { VendorScope } from "~/data/vendor-choices";
import type { clientLoader } from "../app.vendor-choices";

const TYPING_PAUSE_MS = 200;

interface VendorChoicesOptions {
  scope?: VendorScope;
  /** False for as long as nobody sees them. */
  isWanted?: boolean;
}

/** Vendors to choose from, read when they are first needed and whenever the typing pauses. */
export function useVendorChoices({ scope = "assignable", isWanted = true }: VendorChoicesOptions = {}): VendorSearch {
  const { data, load, state } = useFetcher<typeof clientLoader>();
  const [text, setText] = useState("");
  const [found, setFound] = useState(data);
  if (data?.kind === "found" && data !== found) setFound(data);
  // As an address carries it, which holds no half of a character: an answer to another text would be asked for again.
  const onSearch = useCallback((typed: string) => setText(new URLSearchParams({ q: typed }).get("q") ?? ""), []);
  // One at a time: a reading that takes another's place aborts it, and an answer that had begun to arrive is then an error
  // that nobody catches.
  const isDue = isWanted && state === "idle" && data?.q !== text;
  const isFirst = data === undefined;
  const ask = useCallback(() => {
    load(`/app/vendor-choices?${new URLSearchParams({ q: text, of: scope }).toString()}`);
  }, [load, text, scope]);

  useEffect(() => {
    if (!isDue) return;
    const timer = setTimeout(ask, isFirst ? 0 : TYPING_PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [ask, isDue, isFirst]);

  return {
    choices: found?.kind === "found" ? found : undefined,
    isSearching: state !== "idle" || isDue,
    hasFailed: data?.kind === "failed",
    onSearch,
    onRetry: ask,
  };
}
