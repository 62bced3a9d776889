import { Badge, BlockStack, Card, InlineStack, List, Spinner, Text } from "@shopify/polaris";
import { describeElapsed, useShopFormats } from "./shop-formats";

export interface PullStep {
  label: string;
  state: "done" | "current" | "waiting";
}

interface FirstPullProgressProps {
  steps: readonly PullStep[];
  /** Things read from Shopify so far. */
  objects: number;
  elapsedMs: number;
}

const STEP_WORDS = { done: "Done", current: "Now", waiting: "Waiting" } as const;

/** What stands in the place of the list until the first plan exists. */
export function FirstPullProgress({ steps, objects, elapsedMs }: FirstPullProgressProps) {
  const { quantity } = useShopFormats();
  const current = steps.find((step) => step.state === "current");
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="200">
          <InlineStack gap="200" blockAlign="center" wrap={false}>
            <Spinner size="small" />
            <Text as="h2" variant="headingMd">
              Preparing your first plan
            </Text>
          </InlineStack>
          <Text as="p">
            The app reads your products, stock and recent orders from Shopify. The list appears here by itself; you can
            leave this page meanwhile.
          </Text>
        </BlockStack>
        {/* Only a new step is read out: a count that rises every second would drown everything else. */}
        <div role="status">
          <Text as="p" visuallyHidden>
            {current ? `Now: ${current.label}` : "Waiting to begin"}
          </Text>
        </div>
        <List type="number">
          {steps.map((step) => (
            <List.Item key={step.label}>
              <InlineStack gap="200" blockAlign="center">
                <Text as="span" {...(step.state === "waiting" && { tone: "subdued" })}>
                  {step.label}
                </Text>
                <Badge
                  {...(step.state === "done" ? { tone: "success" } : step.state === "current" && { tone: "info" })}
                >
                  {STEP_WORDS[step.state]}
                </Badge>
              </InlineStack>
            </List.Item>
          ))}
        </List>
        <Text as="p" tone="subdued" numeric>
          {`${quantity(objects)} objects read · ${describeElapsed(elapsedMs)} elapsed`}
        </Text>
      </BlockStack>
    </Card>
  );
}
