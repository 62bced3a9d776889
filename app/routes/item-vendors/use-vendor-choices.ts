import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import type { VendorChoices } from "~/components/vendor-picker";
import type { loader } from "../app.vendor-choices";

const TYPING_PAUSE_MS = 200;

/** Vendors to choose from, read when they are first needed and whenever the typing pauses. */
export function useVendorChoices({ withArchived = false } = {}): {
  choices: VendorChoices | undefined;
  onSearch: (text: string) => void;
} {
  const { data, load, state } = useFetcher<typeof loader>();
  const [text, setText] = useState("");
  // One at a time: a reading that takes another's place aborts it, and an answer that had begun to arrive is then an error
  // that nobody catches.
  const isWanted = state === "idle" && data?.q !== text;

  useEffect(() => {
    if (!isWanted) return;
    const params = new URLSearchParams({ q: text, ...(withArchived && { archived: "" }) });
    const timer = setTimeout(() => {
      load(`/app/vendor-choices?${params}`);
    }, TYPING_PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [load, text, withArchived, isWanted]);

  return { choices: data, onSearch: setText };
}
