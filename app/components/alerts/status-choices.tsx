import { ChoiceList } from "@shopify/polaris";
import { useWords } from "~/words/words-context";
import { TELLABLE_STATUSES, type AlertTexts } from "./alert-texts";
import type { AlertFieldsProps } from "./alerts-form";

/** Which states of a SKU are told of. */
export function StatusChoices({ texts, errors, onChange, disabled }: AlertFieldsProps) {
  const { t } = useWords();
  return (
    <ChoiceList
      title={t("alerts.what.statuses")}
      allowMultiple
      choices={TELLABLE_STATUSES.map((status) => ({
        value: status,
        label: t(`planStatus.${status}.label`),
        helpText: t(`planStatus.${status}.meaning`),
      }))}
      selected={[...texts.statuses]}
      onChange={(statuses: AlertTexts["statuses"][number][]) => {
        onChange({ statuses: TELLABLE_STATUSES.filter((status) => statuses.includes(status)) });
      }}
      disabled={disabled}
      {...(errors.statuses !== undefined && { error: errors.statuses })}
    />
  );
}
