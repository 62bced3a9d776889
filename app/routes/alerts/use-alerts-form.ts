import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import {
  withoutSettledErrors,
  writeAlertTexts,
  type AlertFormErrors,
  type AlertTexts,
} from "~/components/alerts/alert-texts";
import { useEditsUntilSaved } from "~/components/use-edits-until-saved";
import type { AlertsReport } from "~/reports/alerts-report";
import { useWords } from "~/words/words-context";
import type { action } from "../app.alerts";

/** Why nothing was saved. */
interface Refusal {
  errors: AlertFormErrors;
  /** What others have changed since the page was opened. */
  changedMeanwhile: AlertsReport["entries"];
}

const NO_REFUSAL: Refusal = { errors: {}, changedMeanwhile: [] };

/** What is typed over the stored settings, why it was not saved, and the secret of a webhook that was just made. */
export function useAlertsForm({ settings, seenEntryId }: AlertsReport) {
  const { t } = useWords();
  const fetcher = useFetcher<typeof action>();
  const stored = writeAlertTexts(settings);
  const [refusal, setRefusal] = useState(NO_REFUSAL);
  const [secret, setSecret] = useState<string | null>(null);
  const [seenResult, setSeenResult] = useState(fetcher.data);
  const isSaving = fetcher.state !== "idle";
  const result = fetcher.data;
  // Not while the page's data are still those from before it.
  const { edits, setEdits } = useEditsUntilSaved<AlertTexts>(isSaving ? undefined : result, "saved");
  const texts = { ...stored, ...edits };
  if (!isSaving && result !== seenResult) {
    setSeenResult(result);
    setRefusal(refusalOf(result));
    if (result?.kind === "saved" && result.secret !== null) setSecret(result.secret);
  }
  useEffect(() => {
    if (result?.kind === "saved") window.shopify.toast.show(t("alerts.form.saved"));
  }, [result, t]);

  return {
    texts,
    ...refusal,
    isChanged: JSON.stringify(texts) !== JSON.stringify(stored),
    isSaving,
    change: (changes: Partial<AlertTexts>) => {
      setEdits({ ...edits, ...changes });
      setRefusal({ ...refusal, errors: withoutSettledErrors(refusal.errors, changes) });
    },
    discard: () => {
      setEdits({});
      setRefusal(NO_REFUSAL);
    },
    save: () => {
      fetcher.submit(toFormData(texts, seenEntryId), { method: "POST" });
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

function refusalOf(result: ReturnType<typeof useFetcher<typeof action>>["data"]): Refusal {
  return {
    errors: result?.kind === "invalid" ? result.errors : NO_REFUSAL.errors,
    changedMeanwhile: result?.kind === "stale" ? result.entries : NO_REFUSAL.changedMeanwhile,
  };
}

/** As a browser sends a form: what is not ticked is left out. */
function toFormData(texts: AlertTexts, seenEntryId: string): FormData {
  const form = new FormData();
  form.set("intent", "save");
  form.set("seenEntryId", seenEntryId);
  for (const [name, value] of Object.entries(texts) as [string, string | boolean | readonly string[]][]) {
    for (const text of toFieldTexts(value)) form.append(name, text);
  }
  return form;
}

function toFieldTexts(value: string | boolean | readonly string[]): readonly string[] {
  if (typeof value === "boolean") return value ? ["on"] : [];
  return typeof value === "string" ? [value] : value;
}
