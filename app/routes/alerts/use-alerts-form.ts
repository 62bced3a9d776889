import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import {
  withoutSettledErrors,
  writeAlertTexts,
  type AlertFormErrors,
  type AlertTexts,
} from "~/components/alerts/alert-texts";
import { useEdits } from "~/components/use-edits";
import type { AlertsReport } from "~/reports/alerts-report";
import { useWords } from "~/words/words-context";
import type { action } from "../app.alerts";

const NO_ERRORS: AlertFormErrors = {};

/** What is typed over the stored settings, what is wrong with it, and the secret of a webhook that was just made. */
export function useAlertsForm({ settings }: AlertsReport) {
  const { t } = useWords();
  const fetcher = useFetcher<typeof action>();
  const stored = writeAlertTexts(settings);
  const { values: texts, setValues: setTexts, discard } = useEdits(stored);
  const [errors, setErrors] = useState(NO_ERRORS);
  const [secret, setSecret] = useState<string | null>(null);
  const [seenResult, setSeenResult] = useState(fetcher.data);
  const isSaving = fetcher.state !== "idle";
  const result = fetcher.data;
  // Not while the page's data are still those from before it.
  if (!isSaving && result !== seenResult) {
    setSeenResult(result);
    setErrors(result?.kind === "invalid" ? result.errors : NO_ERRORS);
    if (result?.kind === "saved") {
      // An address of a webhook is not among what is stored, and other texts can mean the same as those that are.
      discard();
      if (result.secret !== null) setSecret(result.secret);
    }
  }
  useEffect(() => {
    if (result?.kind === "saved") window.shopify.toast.show(t("alerts.form.saved"));
  }, [result, t]);

  return {
    texts,
    errors,
    isChanged: JSON.stringify(texts) !== JSON.stringify(stored),
    isSaving,
    change: (changes: Partial<AlertTexts>) => {
      setTexts({ ...texts, ...changes });
      setErrors(withoutSettledErrors(errors, changes));
    },
    discard: () => {
      discard();
      setErrors(NO_ERRORS);
    },
    save: () => {
      fetcher.submit(toFormData(texts), { method: "POST" });
    },
    ask: (intent: "remove-webhook" | "new-secret") => {
      fetcher.submit({ intent }, { method: "POST" });
    },
    secret,
    forgetSecret: () => {
      setSecret(null);
    },
  };
}

/** As a browser sends a form: what is not ticked is left out. */
function toFormData(texts: AlertTexts): FormData {
  const form = new FormData();
  form.set("intent", "save");
  for (const [name, value] of Object.entries(texts) as [string, string | boolean | readonly string[]][]) {
    for (const text of toFieldTexts(value)) form.append(name, text);
  }
  return form;
}

function toFieldTexts(value: string | boolean | readonly string[]): readonly string[] {
  if (typeof value === "boolean") return value ? ["on"] : [];
  return typeof value === "string" ? [value] : value;
}
