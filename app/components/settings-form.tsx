import { useMemo } from "react";
import { Banner, BlockStack, Card, ChoiceList, Form, FormLayout, Layout, Text, TextField } from "@shopify/polaris";
import { PLAN_METHODS, type PlanMethod } from "~/planning/plan-method";
import type { Words } from "~/words/words";
import { useWords } from "~/words/words-context";
import { nameMethod, nameTerm } from "./term-words";
import { useFaultFocus } from "./use-fault-focus";

/** The numbers of the form by name, as typed. Service level is in per cent; periods are days. */
export interface SettingsTexts {
  leadTimeDays: string;
  leadTimeStdDevDays: string;
  serviceLevelPercent: string;
  reviewPeriodDays: string;
  demandWindowDays: string;
  coverageDays: string;
  overstockDays: string;
  fastMoverDeciles: string;
}

export interface SettingsFormValues extends SettingsTexts {
  method: PlanMethod;
  /** Of the locations that count in planning. */
  locationIds: readonly string[];
}

export type SettingsFormErrors = Partial<Record<keyof SettingsFormValues, string>>;

/** Whether the calibrated method has learnt anything yet: not replayed so far, or replayed in vain. */
export type CalibrationState = "ready" | "not-replayed" | "too-thin";

interface SettingsFormProps {
  values: SettingsFormValues;
  errors: SettingsFormErrors;
  calibration: CalibrationState;
  locations: readonly { locationId: string; name: string; active: boolean }[];
  onChange: (values: SettingsFormValues) => void;
  onSubmit: () => void;
  disabled: boolean;
}

interface NumberField {
  name: keyof SettingsTexts;
  label: string;
  help: string;
  suffix: string;
  min: number;
}

type SectionName = "supply" | "service" | "demand";

interface Section {
  title: string;
  explanation: string;
  fields: readonly NumberField[];
}

function describeSections(t: Words["t"]): Section[] {
  const days = t("terms.unit.days");
  const section = (name: SectionName, fields: Omit<NumberField, "help">[]): Section => ({
    title: t(`settings.section.${name}.title`),
    explanation: t(`settings.section.${name}.explanation`),
    fields: fields.map((field) => ({ ...field, help: t(`settings.help.${field.name}`) })),
  });
  return [
    section("supply", [
      { name: "leadTimeDays", label: nameTerm("leadTimeDays", t), suffix: days, min: 0 },
      { name: "leadTimeStdDevDays", label: nameTerm("leadTimeStdDevDays", t), suffix: days, min: 0 },
      { name: "reviewPeriodDays", label: nameTerm("reviewPeriodDays", t), suffix: days, min: 0 },
    ]),
    section("service", [
      { name: "serviceLevelPercent", label: nameTerm("serviceLevel", t), suffix: "%", min: 50 },
      { name: "coverageDays", label: nameTerm("coverageDays", t), suffix: days, min: 0 },
      { name: "overstockDays", label: t("settings.label.overstockDays"), suffix: days, min: 1 },
    ]),
    section("demand", [
      { name: "demandWindowDays", label: t("settings.label.demandWindowDays"), suffix: days, min: 7 },
      {
        name: "fastMoverDeciles",
        label: t("settings.label.fastMoverDeciles"),
        suffix: t("settings.unit.deciles"),
        min: 1,
      },
    ]),
  ];
}

/** How the shop wants its stock planned. Errors stand at their fields, and the first of them gets the focus. */
export function SettingsForm(props: SettingsFormProps) {
  const form = useFaultFocus(props.errors, props.disabled);
  const { t } = useWords();
  const sections = useMemo(() => describeSections(t), [t]);

  return (
    <div ref={form}>
      <Form onSubmit={props.onSubmit} noValidate>
        <Layout>
          {sections.map((section) => (
            <Layout.AnnotatedSection key={section.title} title={section.title} description={section.explanation}>
              <Card>
                <FormLayout>
                  {section.fields.map((field) => (
                    <SettingField key={field.name} field={field} {...props} />
                  ))}
                </FormLayout>
              </Card>
            </Layout.AnnotatedSection>
          ))}
          <Layout.AnnotatedSection title={t("settings.method.title")} description={t("settings.method.explanation")}>
            <Card>
              <MethodChoice {...props} />
            </Card>
          </Layout.AnnotatedSection>
          <Layout.AnnotatedSection
            title={t("settings.locations.title")}
            description={t("settings.locations.explanation")}
          >
            <Card>
              <LocationChoices {...props} />
            </Card>
          </Layout.AnnotatedSection>
        </Layout>
      </Form>
    </div>
  );
}

function SettingField({ field, values, errors, onChange, disabled }: SettingsFormProps & { field: NumberField }) {
  const error = errors[field.name];
  return (
    <TextField
      type="number"
      inputMode="decimal"
      name={field.name}
      label={field.label}
      helpText={field.help}
      suffix={field.suffix}
      min={field.min}
      autoComplete="off"
      value={values[field.name]}
      onChange={(text) => {
        onChange({ ...values, [field.name]: text });
      }}
      disabled={disabled}
      {...(error !== undefined && { error })}
    />
  );
}

function MethodChoice({ values, errors, calibration, onChange, disabled }: SettingsFormProps) {
  const { t } = useWords();
  return (
    <BlockStack gap="300">
      <ChoiceList
        title={t("settings.method.choice")}
        choices={PLAN_METHODS.map((method) => ({
          value: method,
          label: nameMethod(method, t),
          helpText: t(`settings.method.help.${method}`),
        }))}
        selected={[values.method]}
        onChange={([method]: PlanMethod[]) => {
          if (method) onChange({ ...values, method });
        }}
        disabled={disabled}
        {...(errors.method !== undefined && { error: errors.method })}
      />
      {values.method === "calibrated" && calibration !== "ready" && (
        <Banner tone="info">
          <Text as="p">{t(`settings.method.without.${calibration}`)}</Text>
        </Banner>
      )}
    </BlockStack>
  );
}

function LocationChoices({ values, errors, locations, onChange, disabled }: SettingsFormProps) {
  const { t } = useWords();
  const active = locations.filter((location) => location.active);
  if (active.length === 0) {
    return (
      <BlockStack>
        <Text as="p" tone="subdued">
          {t("settings.locations.none")}
        </Text>
      </BlockStack>
    );
  }
  return (
    <ChoiceList
      title={t("settings.locations.choice")}
      allowMultiple
      choices={active.map(({ locationId, name }) => ({ value: locationId, label: name }))}
      selected={[...values.locationIds]}
      onChange={(locationIds: string[]) => {
        onChange({ ...values, locationIds });
      }}
      disabled={disabled}
      {...(errors.locationIds !== undefined && { error: errors.locationIds })}
    />
  );
}
