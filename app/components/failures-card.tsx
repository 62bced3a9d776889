import { BlockStack, InlineStack, Text } from "@shopify/polaris";
import type { Failure } from "~/reports/status-report";
import { RUN_WORDS } from "./run-words";
import { useShopFormats } from "./shop-formats";
import { StatusBadge, StatusCard } from "./status-card";

/** What failed last, and what to do about it. */
export function FailuresCard({ failures }: { failures: readonly Failure[] }) {
  const open = failures.filter((failure) => !failure.isRepaired).length;
  return (
    <StatusCard
      title="Errors lately"
      status={open > 0 ? { word: "Needs attention", tone: "warning" } : { word: "None open", tone: "success" }}
    >
      {failures.length === 0 && (
        <Text as="p" tone="subdued">
          Nothing has failed as far back as is remembered.
        </Text>
      )}
      {failures.map((failure) => (
        <PastFailure key={`${failure.kind} ${failure.failedAt}`} failure={failure} />
      ))}
    </StatusCard>
  );
}

function PastFailure({ failure: { kind, message, failedAt, isRepaired } }: { failure: Failure }) {
  const { instant } = useShopFormats();
  return (
    <BlockStack gap="050">
      <InlineStack gap="200" blockAlign="center">
        <Text as="h3" variant="headingSm">
          {RUN_WORDS[kind]}
        </Text>
        <StatusBadge {...(isRepaired ? { word: "Worked again since" } : { word: "Open", tone: "warning" })} />
      </InlineStack>
      <Text as="p" variant="bodySm" tone="subdued">
        <time dateTime={failedAt}>{instant(failedAt)}</time>
      </Text>
      <Text as="p">{message}</Text>
    </BlockStack>
  );
}
