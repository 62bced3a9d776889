import { Badge, BlockStack, Card, InlineStack, List, Spinner, Text } from "@shopify/polaris";
import { NO_WORD_FOR_THE_TONE } from "./plan-status-badge";
import { describeElapsed, useShopFormats } from "./shop-formats";

/** What a pull is doing, in this order. */
type PullPhase = "queued" | "shop" | "waiting-for-shopify" | "reading" | "deriving" | "planning" | "done";

interface FirstPullProgressProps {
  phase: PullPhase;
  /** Things read from Shopify so far, of those that it has found so far. */
  objects: number;
  found: number;
  elapsedMs: number;
}

const STEPS: readonly { label: string; phases: readonly PullPhase[] }[] = [
  { label: "Read your shop's settings and locations", phases: ["queued", "shop"] },
  { label: "Wait while Shopify gathers products, stock and orders", phases: ["waiting-for-shopify"] },
  { label: "Read products, stock and orders", phases: ["reading"] },
  { label: "Add up the sales of each day", phases: ["deriving"] },
  { label: "Work out when to reorder each SKU, and how much", phases: ["planning"] },
];

type StepState = "done" | "current" | "waiting";

function stepStates(phase: PullPhase): { label: string; state: StepState }[] {
  const current = phase === "done" ? STEPS.length : STEPS.findIndex((step) => step.phases.includes(phase));
  return STEPS.map(({ label }, index) => ({
    label,
    state: index < current ? "done" : index === current ? "current" : "waiting",
  }));
}

const STEP_WORDS = { done: "Done", current: "Now", waiting: "Waiting" } as const;

/** What stands in the place of the list until the first plan exists. */
export function FirstPullProgress({ phase, objects, found, elapsedMs }: FirstPullProgressProps) {
  const { quantity } = useShopFormats();
  const steps = stepStates(phase);
  const current = steps.find((step) => step.state === "current");
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="200">
          <InlineStack gap="200" blockAlign="center" wrap={false}>
            <div>
              <Spinner size="small" />
            </div>
            <Text as="h2" variant="headingMd">
              Preparing your first plan
            </Text>
          </InlineStack>
          <Text as="p">
            The app reads your products, stock and recent orders from Shopify. The list appears here by itself; you can
            leave this page meanwhile.
          </Text>
          {/* Only a new step is read out: a count that rises every second would drown everything else. */}
          <div role="status">
            <Text as="p" visuallyHidden>
              {current ? `Now: ${current.label}` : "Waiting to begin"}
            </Text>
          </div>
        </BlockStack>
        <List type="number">
          {steps.map((step) => (
            <List.Item key={step.label}>
              <InlineStack gap="200" align="space-between" blockAlign="start" wrap={false}>
                <Text as="span" {...(step.state === "waiting" && { tone: "subdued" })}>
                  {step.label}
                </Text>
                <Badge
                  toneAndProgressLabelOverride={NO_WORD_FOR_THE_TONE}
                  {...(step.state === "done" ? { tone: "success" } : step.state === "current" && { tone: "info" })}
                >
                  {STEP_WORDS[step.state]}
                </Badge>
              </InlineStack>
            </List.Item>
          ))}
        </List>
        <Text as="p" tone="subdued" numeric>
          {found > 0 && `${quantity(objects)} of ${quantity(found)} objects read · `}
          {`${describeElapsed(elapsedMs)} elapsed`}
        </Text>
      </BlockStack>
    </Card>
  );
}
