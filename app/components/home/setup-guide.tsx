import {
  BlockStack,
  Button,
  Card,
  Collapsible,
  Icon,
  InlineStack,
  Link,
  ProgressBar,
  Text,
  TextField,
} from "@shopify/polaris";
import { CheckCircleIcon } from "@shopify/polaris-icons";
import { useEffect, useId, useRef, useState, type ReactNode, type RefObject } from "react";
import { RichText } from "~/words/rich-text";
import type { Words } from "~/words/words";
import { useWords } from "~/words/words-context";
import { useShopFormats } from "../shop-formats";
import { writePercent } from "../percent";
import styles from "./setup-guide.module.css";

export type SetupStepName = "pull" | "leadTime" | "serviceLevel" | "vendors";

interface SetupGuideProps {
  done: readonly SetupStepName[];
  /** Whether it was left before and is taken up again. */
  isResumed: boolean;
  /** What holds until the merchant changes it. */
  leadTimeDays: number;
  serviceLevel: number;
  vendors: number;
  skusWithoutVendor: number;
  /** Whether the shop has been read, so that its vendors are known. */
  isPulled: boolean;
  /** Whether reading it has stopped, as the page says in another place. */
  isPullStopped: boolean;
  /** Why the text of a step was refused; null while none was. */
  error: { step: unknown; text: string } | null;
  /** The step that is being stored. */
  saving: SetupStepName | null;
  /** `text`: what was typed, of a step that asks for something. */
  onDone: (step: SetupStepName, text: string) => void;
  onLeave: () => void;
}

interface Step {
  name: SetupStepName;
  title: string;
  body: ReactNode;
}

/** A new merchant's way from the installation to plans that are his own; it can be left and taken up again. */
export function SetupGuide(props: SetupGuideProps) {
  const { done, isResumed, onLeave } = props;
  const { t } = useWords();
  const steps = describeSteps(props, t);
  const firstOpen = steps.find(({ name }) => !done.includes(name))?.name;
  const [chosen, setChosen] = useState<SetupStepName>();
  // What was chosen closes once it is done.
  const open = chosen !== undefined && !done.includes(chosen) ? chosen : firstOpen;
  const heading = useId();
  const guide = useRef<HTMLElement>(null);
  useFocusOnNextStep(guide, { doneSteps: done.length, isResumed, open });
  return (
    <Card>
      <section aria-labelledby={heading} ref={guide}>
        <BlockStack gap="300">
          <InlineStack align="space-between" blockAlign="center" gap="200">
            <Text as="h2" variant="headingMd" id={heading}>
              {t("setup.title")}
            </Text>
            <Button
              variant="tertiary"
              onClick={() => {
                focusPageTitle();
                onLeave();
              }}
            >
              {t("setup.leave")}
            </Button>
          </InlineStack>
          <InlineStack gap="300" blockAlign="center">
            <Text as="p" tone="subdued">
              {t("setup.progress", { done: done.length, steps: steps.length })}
            </Text>
            <div className={styles.progress}>
              <ProgressBar
                progress={(100 * done.length) / steps.length}
                size="small"
                tone="success"
                ariaLabelledBy={heading}
              />
            </div>
          </InlineStack>
          <ol className={styles.steps}>
            {steps.map((step) => (
              <SetupStep
                key={step.name}
                {...step}
                isDone={done.includes(step.name)}
                isOpen={step.name === open}
                onOpen={() => {
                  setChosen(step.name);
                }}
              />
            ))}
          </ol>
        </BlockStack>
      </section>
    </Card>
  );
}

interface GuideProgress {
  doneSteps: number;
  isResumed: boolean;
  open: SetupStepName | undefined;
}

/**
 * What had the focus of a step that is done is gone, and so is what the guide was taken up again by: the next step's title takes
 * it, where it was in the guide or nowhere.
 */
function useFocusOnNextStep(guide: RefObject<HTMLElement | null>, { doneSteps, isResumed, open }: GuideProgress) {
  const known = useRef(isResumed ? -1 : doneSteps);
  useEffect(() => {
    const isFurther = doneSteps > known.current;
    known.current = doneSteps;
    const focused = document.activeElement;
    const isHere = focused === document.body || guide.current?.contains(focused) === true;
    if (isFurther && isHere && open !== undefined) document.getElementById(titleId(open))?.focus();
  }, [guide, doneSteps, open]);
}

/** Takes the focus from what is about to go. */
function focusPageTitle() {
  const title = document.querySelector("h1");
  if (title === null) return;
  title.tabIndex = -1;
  title.focus();
}

function titleId(step: SetupStepName): string {
  return `setup-title-${step}`;
}

interface SetupStepProps extends Step {
  isDone: boolean;
  isOpen: boolean;
  onOpen: () => void;
}

function SetupStep({ name, title, body, isDone, isOpen, onOpen }: SetupStepProps) {
  const { t } = useWords();
  return (
    <li>
      <BlockStack gap="200">
        <InlineStack gap="200" blockAlign="center" wrap={false}>
          <div>
            {isDone ? <Icon source={CheckCircleIcon} tone="success" accessibilityLabel={t("setup.done")} /> : <ToDo />}
          </div>
          <Text as="h3" variant="bodyMd" {...(isDone && { tone: "subdued" })}>
            {isDone ? (
              title
            ) : (
              <Button
                id={titleId(name)}
                variant="monochromePlain"
                onClick={onOpen}
                ariaExpanded={isOpen}
                ariaControls={`setup-${name}`}
              >
                {title}
              </Button>
            )}
          </Text>
        </InlineStack>
        <Collapsible id={`setup-${name}`} open={isOpen}>
          <div className={styles.body}>{body}</div>
        </Collapsible>
      </BlockStack>
    </li>
  );
}

function ToDo() {
  const { t } = useWords();
  return (
    <>
      <div className={styles.toDo} />
      <Text as="span" visuallyHidden>
        {t("setup.toDo")}
      </Text>
    </>
  );
}

function describeSteps(props: SetupGuideProps, t: Words["t"]): Step[] {
  return [
    {
      name: "pull",
      title: t("setup.pull.title"),
      body: <Text as="p">{t(props.isPullStopped ? "setup.pull.stopped" : "setup.pull.body")}</Text>,
    },
    {
      name: "leadTime",
      title: t("setup.leadTime.title"),
      body: (
        <NumberStep
          {...props}
          step="leadTime"
          initial={String(props.leadTimeDays)}
          label={t("setup.leadTime.label")}
          suffix={t("setup.leadTime.suffix")}
          help={t("setup.leadTime.help")}
        />
      ),
    },
    {
      name: "serviceLevel",
      title: t("setup.serviceLevel.title"),
      body: (
        <NumberStep
          {...props}
          step="serviceLevel"
          initial={writePercent(props.serviceLevel)}
          label={t("setup.serviceLevel.label")}
          suffix="%"
          help={t("setup.serviceLevel.help")}
        />
      ),
    },
    { name: "vendors", title: t("setup.vendors.title"), body: <VendorStep {...props} /> },
  ];
}

interface NumberStepProps extends SetupGuideProps {
  step: SetupStepName;
  initial: string;
  label: string;
  suffix: string;
  help: string;
}

/** A number with what holds already, to be kept or changed. */
function NumberStep({ step, initial, label, suffix, help, error, saving, onDone }: NumberStepProps) {
  const { t } = useWords();
  const [text, setText] = useState(initial);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onDone(step, text);
      }}
    >
      <BlockStack gap="200" inlineAlign="start">
        <TextField
          type="number"
          inputMode="decimal"
          label={label}
          suffix={suffix}
          helpText={help}
          autoComplete="off"
          value={text}
          onChange={setText}
          {...(error?.step === step && { error: error.text })}
        />
        <Button submit loading={saving === step}>
          {t(text === initial ? "setup.keep" : "actions.save")}
        </Button>
      </BlockStack>
    </form>
  );
}

function VendorStep({ isPulled, vendors, skusWithoutVendor, saving, onDone }: SetupGuideProps) {
  const { t, quantity } = useShopFormats();
  if (!isPulled) return <Text as="p">{t("setup.vendors.notRead")}</Text>;
  const known = t("setup.vendors.known", { count: vendors, written: quantity(vendors) });
  const unassigned =
    skusWithoutVendor === 0
      ? t("setup.vendors.everySku")
      : t("setup.vendors.skusWithout", { count: skusWithoutVendor, written: quantity(skusWithoutVendor) });
  return (
    <BlockStack gap="200" inlineAlign="start">
      <Text as="p">
        {`${known} ${unassigned} `}
        <RichText
          name="setup.vendors.nextStep"
          components={{ vendors: <Link url="/app/vendors" />, file: <Link url="/app/vendors/mapping" /> }}
        />
      </Text>
      <Button
        loading={saving === "vendors"}
        onClick={() => {
          onDone("vendors", "");
        }}
      >
        {t("actions.done")}
      </Button>
    </BlockStack>
  );
}
