import { ChoiceList } from "@shopify/polaris";
import { useWords } from "~/words/words-context";
import type { AlertTexts } from "./alert-texts";
import type { AlertFieldsProps } from "./alerts-form";

interface StatusChoicesProps extends AlertFieldsProps {
  /** In the order in which they are shown, and stored. */
  statuses: AlertTexts["statuses"];
}

/** Which states of a SKU are told of. */
export function StatusChoices({ statuses: choices, texts, errors, onChange, disabled }: StatusChoicesProps) {
  const { t } = useWords();
  return (
    <ChoiceList
      title={t("alerts.what.statuses")}
      allowMultiple
      choices={choices.map((status) => ({
        value: status,
        label: t(`planStatus.${status}.label`),
        helpText: t(`planStatus.${status}.meaning`),
      }))}
      selected={[...texts.statuses]}
      onChange={(statuses: AlertTexts["statuses"][number][]) => {
        onChange({ statuses: choices.filter((status) => statuses.includes(status)) });
      }}
      disabled={disabled}
      {...(errors.statuses !== undefined && { error: errors.statuses })}
    />
  );
}
