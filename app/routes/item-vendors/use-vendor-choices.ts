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
  const { data, load } = useFetcher<typeof loader>();
  const [text, setText] = useState("");

  useEffect(() => {
    const params = new URLSearchParams({ q: text, ...(withArchived && { archived: "" }) });
    const timer = setTimeout(() => {
      load(`/app/vendor-choices?${params}`);
    }, TYPING_PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [load, text, withArchived]);

  return { choices: data, onSearch: setText };
}
