import { BlockStack, Button, ButtonGroup, Card, Form, InlineGrid, Select, Text, TextField } from "@shopify/polaris";
import { useId, useMemo } from "react";
import type { ReactNode } from "react";
import { isAbsent } from "~/planning/absence";
import { planVariant, type VariantPlan, type VariantPlanInput } from "~/planning/plan";
import { PLAN_METHODS, type PlanMethod } from "~/planning/plan-method";
import type { CalibratedDemand } from "~/planning/stock-levels";
import type { Words } from "~/words/words";
import { useWords } from "~/words/words-context";
import { describeAbsence } from "./absence-reasons";
import { useShopFormats } from "./shop-formats";
import { nameMethod, nameTerm } from "./term-words";
import { useSettled } from "./use-settled";
import {
  changedTexts,
  planWhatIf,
  writeWhatIf,
  type WhatIfFaults,
  type WhatIfOutcome,
  type WhatIfTexts,
} from "./what-if";
import { WhatIfComparison } from "./what-if-comparison";
import { describeDifference, whatIfFigures } from "./what-if-figures";

export interface WhatIfCardProps {
  /** What the stored plan was made from. */
  inputs: VariantPlanInput;
  /** ISO 4217 code. */
  currency: string;
  /** What the calibrated method needs; null where it can't be tried out. */
  calibrated: CalibratedDemand | null;
  /** What is typed over the stored terms. */
  edits: Partial<WhatIfTexts>;
  onEdit: (edits: Partial<WhatIfTexts>) => void;
  /** Stores what was changed as the item's own terms. */
  onApply: (changed: Partial<WhatIfTexts>) => void;
  applying: boolean;
  /** Why the last attempt stored nothing: at the fields to blame, and otherwise. */
  errors: WhatIfFaults;
  failure?: ReactNode;
}

/** Terms to try out: the plan that they would make stands beside the one that holds, and nothing is stored until asked. */
export function WhatIfCard({ inputs, ...props }: WhatIfCardProps) {
  const stored = useMemo(() => planVariant(inputs), [inputs]);
  const titleId = useId();
  const formats = useShopFormats();
  const { t } = formats;
  return (
    <Card>
      <div role="group" aria-labelledby={titleId}>
        <BlockStack gap="400">
          <BlockStack gap="100">
            <Text as="h2" variant="headingMd" id={titleId}>
              {t("whatIf.title")}
            </Text>
            <Text as="p" tone="subdued">
              {t("whatIf.explanation")}
            </Text>
          </BlockStack>
          {isAbsent(stored.reorderPoint) ? (
            <Text as="p">{`${t("whatIf.nothingYet")} ${describeAbsence(stored.reorderPoint, formats)}`}</Text>
          ) : (
            <WhatIf stored={stored} {...props} />
          )}
        </BlockStack>
      </div>
    </Card>
  );
}

type WhatIfProps = Omit<WhatIfCardProps, "inputs"> & { stored: VariantPlan };

function WhatIf(props: WhatIfProps) {
  const { stored, currency, calibrated, edits, onEdit, onApply, applying, errors, failure } = props;
  const formats = useShopFormats();
  const { t } = formats;
  const texts = useMemo(() => ({ ...writeWhatIf(stored), ...edits }), [stored, edits]);
  const outcome = useMemo(() => planWhatIf(stored, texts, calibrated, t), [stored, texts, calibrated, t]);
  const figures = whatIfFigures(formats, currency);
  const changed = changedTexts(stored, texts);
  const isChanged = Object.keys(changed).length > 0;
  const canApply = isChanged && outcome.kind === "planned";
  const announcement =
    outcome.kind === "rejected" ? nameFaults(outcome.faults, t) : describeDifference(stored, outcome.plan, figures, t);
  return (
    <Form
      noValidate
      onSubmit={() => {
        if (canApply) onApply(changed);
      }}
    >
      <BlockStack gap="400">
        <Controls
          texts={texts}
          onChange={onEdit}
          methods={calibrated === null ? ["normal"] : PLAN_METHODS}
          errors={isChanged ? { ...errors, ...(outcome.kind === "rejected" && outcome.faults) } : {}}
          disabled={applying}
        />
        <WhatIfComparison stored={stored} outcome={outcome} figures={figures} />
        <MethodNote outcome={outcome} />
        {isChanged && failure}
        <ButtonGroup>
          <Button submit variant="primary" disabled={!canApply} loading={applying}>
            {t("whatIf.apply")}
          </Button>
          <Button
            onClick={() => {
              onEdit({});
            }}
            disabled={!isChanged || applying}
          >
            {t("whatIf.reset")}
          </Button>
        </ButtonGroup>
      </BlockStack>
      <Announcement text={isChanged ? announcement : ""} />
    </Form>
  );
}

/** Why the figures are the formula's though the calibrated method was chosen. */
function MethodNote({ outcome }: { outcome: WhatIfOutcome }) {
  const { t } = useWords();
  const gap = outcome.kind === "planned" ? outcome.plan.calibrationGap : null;
  if (gap === null) return null;
  return (
    <Text as="p" tone="subdued">
      {t(`explanation.safetyStock.gap.${gap}`)}
    </Text>
  );
}

/** The faults with the names of their fields, for who does not see where they stand. */
function nameFaults(faults: WhatIfFaults, t: Words["t"]): string {
  return [...NUMBER_FIELDS, { name: "method", field: "method" } as const]
    .flatMap(({ name, field }) => {
      const fault = faults[field];
      return fault === undefined ? [] : [t("whatIf.fault", { term: nameTerm(name, t), fault })];
    })
    .join(" ");
}

interface ControlsProps {
  texts: WhatIfTexts;
  onChange: (texts: WhatIfTexts) => void;
  methods: readonly PlanMethod[];
  errors: WhatIfCardProps["errors"];
  disabled: boolean;
}

const NUMBER_FIELDS = [
  { name: "leadTimeDays", field: "leadTimeDays" },
  { name: "serviceLevel", field: "serviceLevelPercent" },
  { name: "coverageDays", field: "coverageDays" },
] as const;

function Controls({ texts, onChange, methods, errors, disabled }: ControlsProps) {
  const { t } = useWords();
  return (
    <InlineGrid gap="300" columns={{ xs: 1, sm: 2 }}>
      {NUMBER_FIELDS.map(({ name, field }) => (
        <TextField
          key={field}
          // No number field: one that can't read what is typed would hand on an empty text.
          type="text"
          inputMode="decimal"
          label={nameTerm(name, t)}
          suffix={name === "serviceLevel" ? "%" : t("terms.unit.days")}
          autoComplete="off"
          value={texts[field]}
          onChange={(text) => {
            onChange({ ...texts, [field]: text });
          }}
          disabled={disabled}
          {...(errors[field] !== undefined && { error: errors[field] })}
        />
      ))}
      <Select
        label={nameTerm("method", t)}
        options={methods.map((method) => ({ value: method, label: nameMethod(method, t) }))}
        value={texts.method}
        onChange={(method: PlanMethod) => {
          onChange({ ...texts, method });
        }}
        disabled={disabled || methods.length < 2}
        {...(errors.method !== undefined && { error: errors.method })}
      />
    </InlineGrid>
  );
}

/** How long typing has to pause before a screen reader is told what comes out. */
const ANNOUNCEMENT_DELAY_MS = 800;

function Announcement({ text }: { text: string }) {
  return (
    <div role="status">
      <Text as="span" visuallyHidden>
        {useSettled(text, ANNOUNCEMENT_DELAY_MS)}
      </Text>
    </div>
  );
}
