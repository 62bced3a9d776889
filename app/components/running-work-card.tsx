import { BlockStack, ProgressBar, Text } from "@shopify/polaris";
import { useId } from "react";
import type { RunningWork } from "~/reports/status-report";
import { RUN_PHASE_WORDS, RUN_WORDS } from "./run-words";
import { describeElapsed, useShopFormats, type ShopFormats } from "./shop-formats";
import { StatusCard } from "./status-card";

/** What goes on for the shop now, with how far it has come. */
export function RunningWorkCard({ running }: { running: readonly RunningWork[] }) {
  const isIdle = running.length === 0;
  return (
    <StatusCard title="Under way" status={isIdle ? { word: "Idle" } : { word: "Working", tone: "info" }}>
      {isIdle && (
        <Text as="p" tone="subdued">
          Nothing is being read or replayed just now.
        </Text>
      )}
      {running.map((work) => (
        <Progress key={work.kind} work={work} />
      ))}
    </StatusCard>
  );
}

function Progress({ work }: { work: RunningWork }) {
  const formats = useShopFormats();
  const labelId = useId();
  return (
    <BlockStack gap="100">
      <Text as="p" fontWeight="medium" id={labelId}>
        {RUN_WORDS[work.kind]}
      </Text>
      {work.found > 0 && (
        <ProgressBar progress={(100 * work.objects) / work.found} size="small" ariaLabelledBy={labelId} />
      )}
      <Text as="p" tone="subdued" numeric>
        {describeProgress(work, formats)}
      </Text>
    </BlockStack>
  );
}

const COUNTED_WORDS: Record<RunningWork["kind"], string> = {
  "first-pull": "objects read",
  refresh: "objects read",
  reconciliation: "objects read",
  "order-history": "objects read",
  backtest: "SKUs judged",
  "mapping-import": "SKUs planned",
  replan: "SKUs planned",
};

function describeProgress({ kind, phase, objects, found, elapsedMs }: RunningWork, { quantity }: ShopFormats): string {
  const counted = found > 0 ? [`${quantity(objects)} of ${quantity(found)} ${COUNTED_WORDS[kind]}`] : [];
  return [RUN_PHASE_WORDS[phase], ...counted, `${describeElapsed(elapsedMs)} elapsed`].join(" · ");
}
