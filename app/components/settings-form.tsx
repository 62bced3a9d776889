import { useEffect, useRef } from "react";
import { Banner, BlockStack, Card, ChoiceList, Form, FormLayout, Layout, Text, TextField } from "@shopify/polaris";
import type { PlanMethod } from "~/planning/plan-method";
import { METHOD_WORDS } from "./term-words";

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

interface Section {
  title: string;
  explanation: string;
  fields: readonly NumberField[];
}

const SECTIONS: readonly Section[] = [
  {
    title: "Supply",
    explanation: "How long you wait for goods. The reorder point has to bridge this time.",
    fields: [
      {
        name: "leadTimeDays",
        label: "Lead time",
        help: "From placing an order to having the goods on the shelf.",
        suffix: "days",
        min: 0,
      },
      {
        name: "leadTimeStdDevDays",
        label: "Lead time varies by",
        help: "The usual difference from the lead time (standard deviation); 0 when it is as good as fixed.",
        suffix: "days",
        min: 0,
      },
      {
        name: "reviewPeriodDays",
        label: "Review period",
        help: "Days between occasions to order; 0 when you can order on any day.",
        suffix: "days",
        min: 0,
      },
    ],
  },
  {
    title: "Service and stock",
    explanation: "How sure you want to be of never running out, and how much stock you are willing to hold for it.",
    fields: [
      {
        name: "serviceLevelPercent",
        label: "Service level",
        help: "Chance of not running out while an order is on its way, from 50 to 99.99.",
        suffix: "%",
        min: 50,
      },
      {
        name: "coverageDays",
        label: "Coverage",
        help: "How long an order is to last beyond the reorder point.",
        suffix: "days",
        min: 0,
      },
      {
        name: "overstockDays",
        label: "Overstock",
        help: "Stock that lasts longer than this is shown as overstock.",
        suffix: "days",
        min: 1,
      },
    ],
  },
  {
    title: "Demand",
    explanation: "Which sales the estimate of demand rests on.",
    fields: [
      {
        name: "demandWindowDays",
        label: "Demand window",
        help: "The last complete days whose sales count, from 7 to 400.",
        suffix: "days",
        min: 7,
      },
      {
        name: "fastMoverDeciles",
        label: "Fast movers",
        help: "How many of the ten velocity deciles Fast movers shows at first.",
        suffix: "of 10 deciles",
        min: 1,
      },
    ],
  },
];

/** How the shop wants its stock planned. Errors stand at their fields, and the first of them gets the focus. */
export function SettingsForm(props: SettingsFormProps) {
  const form = useRef<HTMLDivElement>(null);
  const { errors } = props;

  useEffect(() => {
    if (Object.keys(errors).length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [errors]);

  return (
    <div ref={form}>
      <Form onSubmit={props.onSubmit} noValidate>
        <Layout>
          {SECTIONS.map((section) => (
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
          <Layout.AnnotatedSection
            title="Method"
            description="How the reorder point is found. Below stands what either method would have done on your own sales."
          >
            <Card>
              <MethodChoice {...props} />
            </Card>
          </Layout.AnnotatedSection>
          <Layout.AnnotatedSection
            title="Locations"
            description="Stock at these locations counts as available and incoming. Deactivated locations never count."
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

const METHOD_CHOICES: { value: PlanMethod; label: string; helpText: string }[] = [
  {
    value: "normal",
    label: METHOD_WORDS.normal,
    helpText: "The textbook formula, from the mean and the deviation of daily sales. It takes demand as even.",
  },
  {
    value: "calibrated",
    label: METHOD_WORDS.calibrated,
    helpText:
      "Replays your sales every night and learns how much stock it takes to keep the service level you ask for.",
  },
];

/** What choosing the calibrated method does as long as there is nothing that it has learnt. */
const WITHOUT_CALIBRATION: Record<Exclude<CalibrationState, "ready">, string> = {
  "not-replayed":
    "Your sales have not been replayed yet. Until they are, tonight at the latest, every item is planned by the formula for normal demand.",
  "too-thin":
    "Your sales history is too short yet to learn from. Until it is long enough, every item is planned by the formula for normal demand.",
};

function MethodChoice({ values, calibration, onChange, disabled }: SettingsFormProps) {
  return (
    <BlockStack gap="300">
      <ChoiceList
        title="How reorder points are found"
        choices={METHOD_CHOICES}
        selected={[values.method]}
        onChange={([method]: PlanMethod[]) => {
          if (method) onChange({ ...values, method });
        }}
        disabled={disabled}
      />
      {values.method === "calibrated" && calibration !== "ready" && (
        <Banner tone="info">
          <Text as="p">{WITHOUT_CALIBRATION[calibration]}</Text>
        </Banner>
      )}
    </BlockStack>
  );
}

function LocationChoices({ values, errors, locations, onChange, disabled }: SettingsFormProps) {
  const active = locations.filter((location) => location.active);
  if (active.length === 0) {
    return (
      <BlockStack>
        <Text as="p" tone="subdued">
          The locations show here once your shop has been read from Shopify.
        </Text>
      </BlockStack>
    );
  }
  return (
    <ChoiceList
      title="Locations that count in planning"
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
