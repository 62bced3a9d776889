import { BlockStack, Card, Form, FormLayout, Select, Text, TextField } from "@shopify/polaris";
import { useMemo, type ReactNode } from "react";
import type { VendorDefaults } from "~/reports/vendor-details";
import type { Words } from "~/words/words";
import { useShopFormats } from "./shop-formats";
import { writeTermText } from "./term-texts";
import { writeTerm, wordTerms, type TermWords } from "./term-words";
import type { VendorErrors, VendorField, VendorTexts } from "./vendor-texts";
import { useFaultFocus } from "./use-fault-focus";

export interface VendorFormProps {
  texts: VendorTexts;
  errors: VendorErrors;
  /** What holds where a field is empty. */
  defaults: VendorDefaults;
  /** Other names under which the vendor is found. */
  otherNames: readonly string[];
  onChange: (changes: Partial<VendorTexts>) => void;
  onSubmit: () => void;
  disabled: boolean;
}

/** All that is entered of a vendor, to be edited. */
export function VendorForm(props: VendorFormProps) {
  const form = useFaultFocus(props.errors, props.disabled);
  const { t } = useShopFormats();
  const terms = useMemo(() => wordVendorTerms(t), [t]);

  return (
    <div ref={form}>
      <Form onSubmit={props.onSubmit} noValidate>
        <BlockStack gap="400">
          <Section title={t("vendors.vendor")}>
            <VendorTextField
              {...props}
              field="name"
              label={t("vendors.field.name")}
              {...(props.otherNames.length > 0 && {
                helpText: t("vendors.form.otherNames", { names: props.otherNames.join(", ") }),
              })}
            />
            <VendorTextField {...props} field="email" label={t("vendors.field.email")} inputMode="email" />
            <VendorTextField
              {...props}
              field="notes"
              label={t("vendors.field.notes")}
              multiline={3}
              helpText={t("vendors.form.notesHelp")}
            />
          </Section>
          <Section title={t("vendors.form.money")}>
            <CurrencyFields {...props} />
            <MinimumOrderField {...props} />
          </Section>
          <Section title={t("vendors.form.terms")} explanation={t("vendors.form.termsHelp")}>
            {pairsOf(terms).map((pair, index) => (
              <FormLayout.Group key={index}>
                {pair.map((words) => (
                  <TermField key={words.field} words={words} {...props} />
                ))}
              </FormLayout.Group>
            ))}
          </Section>
        </BlockStack>
      </Form>
    </div>
  );
}

function Section({ title, explanation, children }: { title: string; explanation?: string; children: ReactNode }) {
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
          {explanation !== undefined && (
            <Text as="p" tone="subdued">
              {explanation}
            </Text>
          )}
        </BlockStack>
        <FormLayout>{children}</FormLayout>
      </BlockStack>
    </Card>
  );
}

interface VendorTextFieldProps extends VendorFormProps {
  field: VendorField;
  label: string;
  helpText?: string;
  placeholder?: string;
  prefix?: string;
  suffix?: string;
  inputMode?: "email" | "decimal";
  multiline?: number;
}

function VendorTextField(props: VendorTextFieldProps) {
  const { field, texts, errors, onChange, disabled, label, helpText, placeholder, prefix, suffix } = props;
  const error = errors[field];
  return (
    <TextField
      // No number field: one that can't read what is typed would hand on an empty text, which takes the value away.
      type="text"
      name={field}
      label={label}
      autoComplete="off"
      value={texts[field]}
      onChange={(text) => {
        onChange({ [field]: text });
      }}
      disabled={disabled}
      {...(helpText !== undefined && { helpText })}
      {...(placeholder !== undefined && { placeholder })}
      {...(prefix !== undefined && { prefix })}
      {...(suffix !== undefined && { suffix })}
      {...(props.inputMode !== undefined && { inputMode: props.inputMode })}
      {...(props.multiline !== undefined && { multiline: props.multiline })}
      {...(error !== undefined && { error })}
    />
  );
}

function CurrencyFields(props: VendorFormProps) {
  const { texts, errors, defaults, onChange, disabled } = props;
  const { currency: shopCurrency, currencies } = defaults;
  const { t } = useShopFormats();
  const shopLabel =
    shopCurrency === null
      ? t("vendors.form.shopCurrency")
      : t("vendors.form.namedShopCurrency", { currency: shopCurrency });
  const options = [
    { value: "", label: shopLabel },
    ...currencies
      .filter(({ code }) => code !== shopCurrency)
      .map(({ code, name }) => ({ value: code, label: `${code} – ${name}` })),
  ];
  const currency = texts.currency === shopCurrency ? "" : texts.currency;
  return (
    <FormLayout.Group>
      <Select
        label={t("vendors.field.currency")}
        name="currency"
        options={options}
        value={currency}
        onChange={(code) => {
          onChange({ currency: code });
        }}
        helpText={t("vendors.form.currencyHelp")}
        disabled={disabled}
        {...(errors.currency !== undefined && { error: errors.currency })}
      />
      {currency !== "" && (
        <VendorTextField
          {...props}
          field="exchangeRate"
          label={t("vendors.field.exchangeRate")}
          inputMode="decimal"
          prefix={`1 ${currency} =`}
          suffix={shopCurrency ?? t("vendors.form.inShopCurrency")}
          helpText={t("vendors.form.rateHelp")}
        />
      )}
    </FormLayout.Group>
  );
}

function MinimumOrderField(props: VendorFormProps) {
  const { t } = useShopFormats();
  const currency = props.texts.currency === "" ? props.defaults.currency : props.texts.currency;
  return (
    <VendorTextField
      {...props}
      field="minimumOrderValue"
      label={t("vendors.field.minimumOrderValue")}
      inputMode="decimal"
      placeholder={t("vendors.form.noMinimum")}
      {...(currency !== null && { suffix: currency })}
      helpText={t("vendors.form.minimumHelp")}
    />
  );
}

/** Minimum and pack are counted in units of one SKU, and how it is planned is no matter of the vendor's. */
function wordVendorTerms(t: Words["t"]) {
  return wordTerms(t).filter(
    (words): words is TermWords & { field: VendorField } =>
      words.name !== "minimumOrderQuantity" && words.name !== "packSize",
  );
}

function TermField({ words, ...props }: VendorFormProps & { words: TermWords & { field: VendorField } }) {
  const formats = useShopFormats();
  const { name, field, label, suffix, help } = words;
  const shopTerm = props.defaults.terms[name];
  const holds = props.texts[field] === "" ? "vendors.form.nowShopSetting" : "vendors.form.otherwiseShopSetting";
  return (
    <VendorTextField
      {...props}
      field={field}
      label={label}
      inputMode="decimal"
      placeholder={writeTermText(name, shopTerm)}
      suffix={suffix}
      helpText={formats.t(holds, { help, term: writeTerm(name, shopTerm, formats) })}
    />
  );
}

function pairsOf<Item>(items: readonly Item[]): Item[][] {
  return items.flatMap((item, index) => (index % 2 === 0 ? [items.slice(index, index + 2)] : []));
}
