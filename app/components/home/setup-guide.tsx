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
import { countOf, useShopFormats } from "../shop-formats";
import { writePercent } from "../percent";
import styles from "./setup-guide.module.css";

export type SetupStepName = "pull" | "leadTime" | "serviceLevel" | "vendors";

interface SetupGuideProps {
  done: readonly SetupStepName[];
  /** What holds until the merchant changes it. */
  leadTimeDays: number;
  serviceLevel: number;
  vendors: number;
  skusWithoutVendor: number;
  /** Whether the shop has been read, so that its vendors are known. */
  isPulled: boolean;
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
  const { done, onLeave } = props;
  const steps = describeSteps(props);
  const firstOpen = steps.find(({ name }) => !done.includes(name))?.name;
  const [chosen, setChosen] = useState<SetupStepName>();
  // What was chosen closes once it is done.
  const open = chosen !== undefined && !done.includes(chosen) ? chosen : firstOpen;
  const heading = useId();
  const guide = useRef<HTMLElement>(null);
  useFocusOnNextStep(guide, done.length, open);
  return (
    <Card>
      <section aria-labelledby={heading} ref={guide}>
        <BlockStack gap="300">
          <InlineStack align="space-between" blockAlign="center" gap="200">
            <Text as="h2" variant="headingMd" id={heading}>
              Make the plans your own
            </Text>
            <Button variant="tertiary" onClick={onLeave}>
              Not now
            </Button>
          </InlineStack>
          <InlineStack gap="300" blockAlign="center">
            <Text as="p" tone="subdued">
              {`${done.length} of ${steps.length} done`}
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

/** What had the focus of a step that is done is gone: the next step's title takes it, where it was in the guide. */
function useFocusOnNextStep(guide: RefObject<HTMLElement | null>, doneSteps: number, open: SetupStepName | undefined) {
  const known = useRef(doneSteps);
  useEffect(() => {
    const isFurther = doneSteps > known.current;
    known.current = doneSteps;
    const focused = document.activeElement;
    const isHere = focused === document.body || guide.current?.contains(focused) === true;
    if (isFurther && isHere && open !== undefined) document.getElementById(titleId(open))?.focus();
  }, [guide, doneSteps, open]);
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
  return (
    <li>
      <BlockStack gap="200">
        <InlineStack gap="200" blockAlign="center" wrap={false}>
          <div>{isDone ? <Icon source={CheckCircleIcon} tone="success" accessibilityLabel="Done" /> : <ToDo />}</div>
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
  return (
    <>
      <div className={styles.toDo} />
      <Text as="span" visuallyHidden>
        To do
      </Text>
    </>
  );
}

function describeSteps(props: SetupGuideProps): Step[] {
  return [
    {
      name: "pull",
      title: "Read your shop",
      body: (
        <Text as="p">
          The app is reading products, stock and orders from Shopify. You can go on with the next steps meanwhile.
        </Text>
      ),
    },
    {
      name: "leadTime",
      title: "Say how long you wait for goods",
      body: (
        <NumberStep
          {...props}
          step="leadTime"
          initial={String(props.leadTimeDays)}
          label="Lead time"
          suffix="days"
          help="From placing an order to having the goods on the shelf. A vendor or a single SKU can have another one later."
        />
      ),
    },
    {
      name: "serviceLevel",
      title: "Say how sure you want to be",
      body: (
        <NumberStep
          {...props}
          step="serviceLevel"
          initial={writePercent(props.serviceLevel)}
          label="Service level"
          suffix="%"
          help="Chance of not running out while an order is on its way. 95 is usual; more needs more stock, and Settings shows how much on your own sales."
        />
      ),
    },
    { name: "vendors", title: "Look at who supplies what", body: <VendorStep {...props} /> },
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
          {text === initial ? "Keep this" : "Save"}
        </Button>
      </BlockStack>
    </form>
  );
}

function VendorStep({ isPulled, vendors, skusWithoutVendor, saving, onDone }: SetupGuideProps) {
  const { quantity } = useShopFormats();
  if (!isPulled) return <Text as="p">Your vendors show here once your shop has been read.</Text>;
  const known = `Your products name ${countOf(vendors, "vendor", quantity(vendors))}, from whom the app now takes them to be ordered. `;
  const unassigned =
    skusWithoutVendor === 0
      ? "Every SKU has one."
      : `${countOf(skusWithoutVendor, "SKU", quantity(skusWithoutVendor))} ${skusWithoutVendor === 1 ? "has" : "have"} none.`;
  return (
    <BlockStack gap="200" inlineAlign="start">
      <Text as="p">
        {known + unassigned} <Link url="/app/vendors">See the vendors</Link>, set their lead times and minimum orders,
        or bring all of it <Link url="/app/vendors/mapping">by file</Link>.
      </Text>
      <Button
        loading={saving === "vendors"}
        onClick={() => {
          onDone("vendors", "");
        }}
      >
        Done
      </Button>
    </BlockStack>
  );
}
