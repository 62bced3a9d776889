import { BlockStack, Checkbox, ChoiceList, InlineGrid, Select, Text, TextField } from "@shopify/polaris";
import type { NextDigest } from "~/reports/alerts-report";
import { LANGUAGES } from "~/words/words";
import { useWords } from "~/words/words-context";
import { useShopFormats } from "../shop-formats";
import type { AlertTexts } from "./alert-texts";
import type { AlertFieldsProps } from "./alerts-form";

interface WhenFieldsProps extends AlertFieldsProps {
  /** By what is stored. */
  nextDigest: NextDigest;
}

/** How often, at which times, and in which language. */
export function WhenFields({ nextDigest, ...fields }: WhenFieldsProps) {
  const { texts, onChange, disabled } = fields;
  const { t } = useWords();
  return (
    <>
      <ChoiceList
        title={t("alerts.when.frequency")}
        choices={[
          {
            value: "daily",
            label: t("alerts.when.daily"),
            renderChildren: (isSelected) =>
              isSelected && <TimeField {...fields} name="dailyAt" label={t("alerts.when.dailyAt")} />,
          },
          { value: "at-once", label: t("alerts.when.atOnce"), helpText: t("alerts.when.atOnceHelp") },
        ]}
        selected={[texts.frequency]}
        onChange={([frequency]: AlertTexts["frequency"][]) => {
          if (frequency !== undefined) onChange({ frequency });
        }}
        disabled={disabled}
      />
      <QuietHours {...fields} />
      <Select
        label={t("alerts.when.language")}
        options={LANGUAGES.map((language) => ({ value: language, label: t(`alerts.when.${language}`) }))}
        value={texts.language}
        onChange={(language) => {
          onChange({ language });
        }}
        disabled={disabled}
      />
      <NextDigestLine nextDigest={nextDigest} />
    </>
  );
}

function QuietHours(fields: AlertFieldsProps) {
  const { texts, onChange, disabled } = fields;
  const { t } = useWords();
  return (
    <BlockStack gap="200">
      <Checkbox
        label={t("alerts.when.quiet")}
        helpText={t("alerts.when.quietHelp")}
        checked={texts.hasQuietHours}
        onChange={(hasQuietHours) => {
          onChange({ hasQuietHours });
        }}
        disabled={disabled}
      />
      {texts.hasQuietHours && (
        <InlineGrid columns={2} gap="300">
          <TimeField {...fields} name="quietFrom" label={t("alerts.when.quietFrom")} />
          <TimeField {...fields} name="quietTo" label={t("alerts.when.quietTo")} />
        </InlineGrid>
      )}
    </BlockStack>
  );
}

interface TimeFieldProps extends AlertFieldsProps {
  name: "dailyAt" | "quietFrom" | "quietTo";
  label: string;
}

function TimeField({ name, label, texts, errors, onChange, disabled }: TimeFieldProps) {
  const error = errors[name];
  return (
    <TextField
      type="time"
      name={name}
      label={label}
      autoComplete="off"
      value={texts[name]}
      onChange={(time) => {
        onChange({ [name]: time });
      }}
      disabled={disabled}
      {...(error !== undefined && { error })}
    />
  );
}

function NextDigestLine({ nextDigest }: { nextDigest: NextDigest }) {
  const { t, instant } = useShopFormats();
  return (
    <Text as="p" tone="subdued">
      {nextDigest.kind === "at"
        ? t("alerts.when.next.at", { when: instant(nextDigest.at) })
        : t(`alerts.when.next.${nextDigest.kind}`)}
    </Text>
  );
}
