import { BlockStack, InlineStack, Text } from "@shopify/polaris";
import type { Failure } from "~/reports/status-report";
import { nameRun } from "./run-words";
import { useShopFormats } from "./shop-formats";
import { StatusBadge, StatusCard } from "./status-card";

/** What failed last, and what to do about it. */
export function FailuresCard({ failures }: { failures: readonly Failure[] }) {
  const { t } = useShopFormats();
  const open = failures.filter((failure) => !failure.isRepaired).length;
  return (
    <StatusCard
      title={t("statusPage.failures.title")}
      status={
        open > 0
          ? { word: t("statusPage.failures.needsAttention"), tone: "warning" }
          : { word: t("statusPage.failures.noneOpen"), tone: "success" }
      }
    >
      {failures.length === 0 && (
        <Text as="p" tone="subdued">
          {t("statusPage.failures.none")}
        </Text>
      )}
      {failures.map((failure) => (
        <PastFailure key={`${failure.kind} ${failure.failedAt}`} failure={failure} />
      ))}
    </StatusCard>
  );
}

function PastFailure({ failure: { kind, message, failedAt, isRepaired } }: { failure: Failure }) {
  const { t, instant } = useShopFormats();
  return (
    <BlockStack gap="050">
      <InlineStack gap="200" blockAlign="center">
        <Text as="h3" variant="headingSm">
          {nameRun(kind, t)}
        </Text>
        <StatusBadge
          {...(isRepaired
            ? { word: t("statusPage.failures.repaired") }
            : { word: t("statusPage.failures.open"), tone: "warning" })}
        />
      </InlineStack>
      <Text as="p" variant="bodySm" tone="subdued">
        <time dateTime={failedAt}>{instant(failedAt)}</time>
      </Text>
      <Text as="p">{message}</Text>
    </BlockStack>
  );
}
