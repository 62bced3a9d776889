import { SaveBar } from "@shopify/app-bridge-react";
import { useWords } from "~/words/words-context";

interface UnsavedForm {
  isChanged: boolean;
  isSaving: boolean;
  save: () => void;
  discard: () => void;
}

/** The one save bar of a page with several forms: each bar of its own would hide the others' when it goes. */
export function ItemSaveBar({ forms }: { forms: readonly UnsavedForm[] }) {
  const { t } = useWords();
  const changed = forms.filter(({ isChanged }) => isChanged);
  const isSaving = forms.some((form) => form.isSaving);
  return (
    <SaveBar id="item-save-bar" open={changed.length > 0}>
      <button
        type="button"
        variant="primary"
        onClick={() => {
          for (const form of changed) form.save();
        }}
        disabled={isSaving}
        {...(isSaving && { loading: "" })}
      >
        {t("actions.save")}
      </button>
      <button
        type="button"
        onClick={() => {
          for (const form of changed) form.discard();
        }}
        disabled={isSaving}
      >
        {t("actions.discard")}
      </button>
    </SaveBar>
  );
}
