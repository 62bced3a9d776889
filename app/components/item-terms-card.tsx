import { BlockStack, Card, Form, FormLayout, Select, Text, TextField } from "@shopify/polaris";
import { useMemo } from "react";
import { PLAN_METHODS } from "~/planning/plan-method";
import { resolveTerms, type TermLevels, type TermSource } from "~/planning/resolve-terms";
import type { Words } from "~/words/words";
import { useWords } from "~/words/words-context";
import { useShopFormats } from "./shop-formats";
import { writeTermText, type TermErrors, type TermField, type TermTexts } from "./term-texts";
import { nameMethod, nameSource, nameTerm, wordTerms, writeTerm, type TermWords } from "./term-words";
import { useFaultFocus } from "./use-fault-focus";

export interface ItemTermsCardProps {
  levels: TermLevels;
  /** What is typed; empty where the next level's term is to hold. */
  texts: TermTexts;
  errors: TermErrors;
  onChange: (changes: Partial<TermTexts>) => void;
  onSubmit: () => void;
  disabled: boolean;
}

/**
 * Every term by which an item is planned, and where it comes from. What is typed holds for this item alone; an empty field
 * shows the term that holds without it.
 */
export function ItemTermsCard(props: ItemTermsCardProps) {
  const form = useFaultFocus(props.errors, props.disabled);
  const { levels } = props;
  const { t } = useWords();
  const terms = useMemo(() => wordTerms(t), [t]);
  const inherited = resolveTerms({ ...levels, item: null });

  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("item.terms.title")}
          </Text>
          <Text as="p" tone="subdued">
            {t("item.terms.explanation")}
          </Text>
        </BlockStack>
        <div ref={form}>
          <Form onSubmit={props.onSubmit} noValidate>
            <FormLayout>
              {pairsOf([...terms, "method" as const]).map((pair, index) => (
                <FormLayout.Group key={index}>
                  {pair.map((words) =>
                    words === "method" ? (
                      <MethodField key="method" inherited={inherited} {...props} />
                    ) : (
                      <TermTextField key={words.name} words={words} inherited={inherited} {...props} />
                    ),
                  )}
                </FormLayout.Group>
              ))}
            </FormLayout>
          </Form>
        </div>
      </BlockStack>
    </Card>
  );
}

type FieldProps = ItemTermsCardProps & { inherited: ReturnType<typeof resolveTerms> };

function TermTextField({ words, inherited, texts, errors, onChange, disabled }: FieldProps & { words: TermWords }) {
  const { name, field, label, suffix } = words;
  const formats = useShopFormats();
  const { t } = formats;
  const source = inherited.sources[name];
  const written = writeTerm(name, inherited.terms[name], formats);
  const isSet = texts[field] !== "";
  const error = errors[field];
  return (
    <TextField
      // No number field: one that can't read what is typed would hand on an empty text, which takes the term away.
      type="text"
      inputMode="decimal"
      name={field}
      label={label}
      placeholder={writeTermText(name, inherited.terms[name])}
      suffix={suffix}
      helpText={t(isSet ? "item.terms.set" : "item.terms.inherited", { written, source: nameSource(source, t) })}
      autoComplete="off"
      value={texts[field]}
      onChange={(text) => {
        onChange({ [field]: text });
      }}
      disabled={disabled}
      {...(isSet && { labelAction: clearingAction(field, source, t, onChange) })}
      {...(error !== undefined && { error })}
    />
  );
}

function MethodField({ inherited, texts, errors, onChange, disabled }: FieldProps) {
  const { t } = useWords();
  const method = nameMethod(inherited.terms.method, t);
  const error = errors.method;
  return (
    <Select
      label={nameTerm("method", t)}
      name="method"
      options={[
        { value: "", label: `${method} (${nameSource(inherited.sources.method, t)})` },
        ...PLAN_METHODS.map((value) => ({ value, label: t("item.terms.ofThisSku", { method: nameMethod(value, t) }) })),
      ]}
      value={texts.method}
      onChange={(value) => {
        onChange({ method: value });
      }}
      disabled={disabled}
      {...(error !== undefined && { error })}
    />
  );
}

function clearingAction(field: TermField, source: TermSource, t: Words["t"], onChange: ItemTermsCardProps["onChange"]) {
  const term = t(`item.terms.inSentence.${field}`);
  const isShops = source === "shop";
  return {
    content: t(isShops ? "item.terms.useShops" : "item.terms.useVendors"),
    accessibilityLabel: t(isShops ? "item.terms.useShopsFor" : "item.terms.useVendorsFor", { term }),
    onAction: () => {
      onChange({ [field]: "" });
    },
  };
}

function pairsOf<Item>(items: readonly Item[]): Item[][] {
  return items.flatMap((item, index) => (index % 2 === 0 ? [items.slice(index, index + 2)] : []));
}
