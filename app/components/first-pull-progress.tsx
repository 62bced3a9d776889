import { Badge, BlockStack, Card, InlineStack, List, Spinner, Text } from "@shopify/polaris";
import type { Words } from "~/words/words";
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

type Step = "shop" | "waiting" | "reading" | "deriving" | "planning";

const STEPS: readonly { step: Step; phases: readonly PullPhase[] }[] = [
  { step: "shop", phases: ["queued", "shop"] },
  { step: "waiting", phases: ["waiting-for-shopify"] },
  { step: "reading", phases: ["reading"] },
  { step: "deriving", phases: ["deriving"] },
  { step: "planning", phases: ["planning"] },
];

type StepState = "done" | "current" | "waiting";

function stepStates(phase: PullPhase, t: Words["t"]): { label: string; state: StepState }[] {
  const current = phase === "done" ? STEPS.length : STEPS.findIndex(({ phases }) => phases.includes(phase));
  return STEPS.map(({ step }, index) => ({
    label: t(`pull.step.${step}`),
    state: index < current ? "done" : index === current ? "current" : "waiting",
  }));
}

/** What stands in the place of the list until the first plan exists. */
export function FirstPullProgress({ phase, objects, found, elapsedMs }: FirstPullProgressProps) {
  const { t, quantity } = useShopFormats();
  const steps = stepStates(phase, t);
  const current = steps.find((step) => step.state === "current");
  const elapsed = describeElapsed(elapsedMs);
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="200">
          <InlineStack gap="200" blockAlign="center" wrap={false}>
            <div>
              <Spinner size="small" />
            </div>
            <Text as="h2" variant="headingMd">
              {t("pull.title")}
            </Text>
          </InlineStack>
          <Text as="p">{t("pull.text")}</Text>
          {/* Only a new step is read out: a count that rises every second would drown everything else. */}
          <div role="status">
            <Text as="p" visuallyHidden>
              {current ? t("pull.nowDoing", { step: current.label }) : t("pull.waitingToBegin")}
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
                  {t(`pull.stepState.${step.state}`)}
                </Badge>
              </InlineStack>
            </List.Item>
          ))}
        </List>
        <Text as="p" tone="subdued" numeric>
          {found > 0
            ? t("pull.progress", { done: quantity(objects), found: quantity(found), elapsed })
            : t("pull.elapsed", { elapsed })}
        </Text>
      </BlockStack>
    </Card>
  );
}
