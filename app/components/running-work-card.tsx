import { BlockStack, ProgressBar, Text } from "@shopify/polaris";
import { useId } from "react";
import type { RunningWork } from "~/reports/status-report";
import { nameRun, namePhase } from "./run-words";
import { describeElapsed, useShopFormats, type ShopFormats } from "./shop-formats";
import { StatusCard } from "./status-card";

/** What goes on for the shop now, with how far it has come. */
export function RunningWorkCard({ running }: { running: readonly RunningWork[] }) {
  const { t } = useShopFormats();
  const isIdle = running.length === 0;
  return (
    <StatusCard
      title={t("statusPage.running.title")}
      status={isIdle ? { word: t("statusPage.running.idle") } : { word: t("statusPage.running.working"), tone: "info" }}
    >
      {isIdle && (
        <Text as="p" tone="subdued">
          {t("statusPage.running.nothing")}
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
        {nameRun(work.kind, formats.t)}
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

/** What is counted of it. */
const COUNTED: Record<RunningWork["kind"], "objectsRead" | "skusJudged" | "skusPlanned"> = {
  "first-pull": "objectsRead",
  refresh: "objectsRead",
  reconciliation: "objectsRead",
  "order-history": "objectsRead",
  backtest: "skusJudged",
  "mapping-import": "skusPlanned",
  replan: "skusPlanned",
};

function describeProgress(
  { kind, phase, objects, found, elapsedMs }: RunningWork,
  { t, quantity }: ShopFormats,
): string {
  const counts = { done: quantity(objects), found: quantity(found) };
  const counted = found > 0 ? [t(`statusPage.running.${COUNTED[kind]}`, counts)] : [];
  const elapsed = t("statusPage.running.elapsed", { elapsed: describeElapsed(elapsedMs) });
  return [namePhase(phase, t), ...counted, elapsed].join(" · ");
}
