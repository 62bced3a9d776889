import { useFetcher } from "@remix-run/react";
import { useEffect } from "react";
import { writeTermTexts, type TermField, type TermTexts } from "~/components/term-texts";
import { useUpdateHold } from "~/components/update-hold";
import { useEditsUntilSaved } from "~/components/use-edits-until-saved";
import type { ItemTermsReport } from "~/reports/item-terms";
import { useWords } from "~/words/words-context";
import type { action } from "../app.item-policies";

/** The form of an item's own terms: what is typed over the stored ones until it is saved. */
export function useTermsForm(variantId: string, terms: ItemTermsReport) {
  const { t } = useWords();
  const fetcher = useFetcher<typeof action>();
  const { data: result } = fetcher;
  const isSaving = fetcher.state !== "idle";
  const stored = writeTermTexts(terms.levels.item);
  const { edits, setEdits } = useEditsUntilSaved<TermTexts>(isSaving ? undefined : result);
  const changed = (Object.keys(stored) as TermField[]).filter(
    (field) => stored[field] !== (edits[field] ?? stored[field]),
  );
  const isChanged = changed.length > 0;
  useUpdateHold(isChanged);

  useEffect(() => {
    if (result?.kind === "changed") window.shopify.toast.show(t("item.terms.saved"));
  }, [result, t]);

  return {
    isChanged,
    isSaving,
    result,
    texts: { ...stored, ...edits },
    change: (changes: Partial<TermTexts>) => {
      setEdits({ ...edits, ...changes });
    },
    save: () => {
      const form = new FormData();
      form.set("variantIds", variantId);
      form.set("seenEntryId", terms.seenEntryId);
      for (const field of changed) form.set(field, edits[field] ?? "");
      fetcher.submit(form, { method: "POST", action: "/app/item-policies" });
    },
    discard: () => {
      setEdits({});
    },
  };
}

export type TermsForm = ReturnType<typeof useTermsForm>;
