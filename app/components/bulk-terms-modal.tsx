import { Banner, BlockStack, FormLayout, Modal, Select, Text, TextField } from "@shopify/polaris";
import { useMemo, useState } from "react";
import { PLAN_METHODS } from "~/planning/plan-method";
import type { Words } from "~/words/words";
import { useShopFormats } from "./shop-formats";
import type { TermErrors, TermField, TermTexts } from "./term-texts";
import { nameMethod, nameTerm, wordTerms } from "./term-words";

export interface BulkTermsModalProps {
  /** SKUs that change. */
  count: number;
  errors: TermErrors;
  /** Why nothing could be changed, when no field is to blame. */
  failure?: string | undefined;
  saving: boolean;
  /** Called with the terms to change, empty where the vendor's or the shop's is to hold again. */
  onApply: (changes: Partial<TermTexts>) => void;
  onClose: () => void;
}

type Treatment = "keep" | "set" | "clear";
type Choices = Partial<Record<TermField, { treatment: Treatment; text: string }>>;

/** Sets or clears terms of many SKUs at once; what is left as it is stays as each of them has it. */
export function BulkTermsModal({ count, onClose, ...props }: BulkTermsModalProps) {
  const { t, quantity } = useShopFormats();
  const fields = useMemo(() => wordFields(t), [t]);
  const [choices, setChoices] = useState<Choices>({});
  const changes = changesOf(choices);
  const title = t("bulk.termsTitle", { count, written: quantity(count) });
  return (
    <Modal
      open
      onClose={onClose}
      title={title}
      primaryAction={{
        content: t("bulk.apply"),
        onAction: () => {
          props.onApply(changes);
        },
        disabled: Object.keys(changes).length === 0,
        loading: props.saving,
      }}
      secondaryActions={[{ content: t("actions.cancel"), onAction: onClose, disabled: props.saving }]}
    >
      <Modal.Section>
        <BlockStack gap="400">
          {props.failure !== undefined && (
            <Banner tone="critical" title={t("bulk.nothingChanged")}>
              <Text as="p">{props.failure}</Text>
            </Banner>
          )}
          <FormLayout>
            {fields.map((words) => (
              <BulkTermField
                key={words.field}
                words={words}
                choice={choices[words.field] ?? { treatment: "keep", text: "" }}
                error={props.errors[words.field]}
                onChange={(choice) => {
                  setChoices({ ...choices, [words.field]: choice });
                }}
              />
            ))}
          </FormLayout>
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}

interface BulkField {
  field: TermField;
  label: string;
  help: string;
  suffix?: string;
}

function wordFields(t: Words["t"]): BulkField[] {
  return [...wordTerms(t), { field: "method", label: nameTerm("method", t), help: t("terms.help.method") }];
}

interface BulkTermFieldProps {
  words: BulkField;
  choice: { treatment: Treatment; text: string };
  error: string | undefined;
  onChange: (choice: { treatment: Treatment; text: string }) => void;
}

function BulkTermField({ words, choice, error, onChange }: BulkTermFieldProps) {
  const { t } = useShopFormats();
  return (
    <FormLayout.Group>
      <Select
        label={words.label}
        options={[
          { value: "keep", label: t("bulk.leave") },
          { value: "set", label: t("bulk.set") },
          { value: "clear", label: t("bulk.clear") },
        ]}
        value={choice.treatment}
        onChange={(treatment) => {
          onChange({ text: choice.text || defaultText(words), treatment: treatment as Treatment });
        }}
        helpText={words.help}
      />
      {choice.treatment === "set" && <ValueField words={words} choice={choice} error={error} onChange={onChange} />}
    </FormLayout.Group>
  );
}

function ValueField({ words, choice, error, onChange }: BulkTermFieldProps) {
  const { t } = useShopFormats();
  const label = t("bulk.newValue", { term: words.label });
  const change = (text: string) => {
    onChange({ ...choice, text });
  };
  if (words.field === "method") {
    const options = PLAN_METHODS.map((method) => ({ value: method, label: nameMethod(method, t) }));
    return <Select label={label} options={options} value={choice.text} onChange={change} />;
  }
  return (
    <TextField
      type="text"
      inputMode="decimal"
      label={label}
      autoComplete="off"
      value={choice.text}
      onChange={change}
      {...(words.suffix !== undefined && { suffix: words.suffix })}
      {...(error !== undefined && { error })}
    />
  );
}

/** A choice shows its first option before anybody chooses. */
function defaultText({ field }: BulkField): string {
  return field === "method" ? "normal" : "";
}

/** A term that is to be set but has no value yet is none to change: an empty one would take the term away. */
function changesOf(choices: Choices): Partial<TermTexts> {
  const chosen = Object.entries(choices).filter(([, { treatment, text }]) =>
    treatment === "set" ? text.trim() !== "" : treatment === "clear",
  );
  return Object.fromEntries(chosen.map(([field, { treatment, text }]) => [field, treatment === "set" ? text : ""]));
}
