import { Button, InlineStack, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import type { ComparisonReport } from "~/reports/status-report";
import { useShopFormats, type ShopFormats } from "./shop-formats";
import { StatusCard, type StatusWord } from "./status-card";

interface ComparisonCardProps {
  /** Null before the first one. */
  comparison: ComparisonReport | null;
  onCompare: () => void;
  disabled: boolean;
}

/** What the nightly comparison with Shopify has found, and put right. */
export function ComparisonCard({ comparison, onCompare, disabled }: ComparisonCardProps) {
  const formats = useShopFormats();
  const { t } = formats;
  return (
    <StatusCard
      title={t("statusPage.comparison.title")}
      status={summarize(comparison, formats)}
      facts={comparison ? describe(comparison, formats) : []}
    >
      <Text as="p" tone="subdued">
        {t("statusPage.comparison.explanation")}
      </Text>
      <InlineStack>
        <Button onClick={onCompare} disabled={disabled}>
          {t("statusPage.comparison.checkNow")}
        </Button>
      </InlineStack>
    </StatusCard>
  );
}

type Differences = ComparisonReport["differences"]["variant"];

const countDifferences = ({ missing, different, extra }: Differences) => missing + different + extra;

function summarize(comparison: ComparisonReport | null, { t, quantity }: ShopFormats): StatusWord {
  if (comparison === null) return { word: t("statusPage.notYet") };
  const total = Object.values(comparison.differences).reduce((sum, found) => sum + countDifferences(found), 0);
  if (total === 0) return { word: t("statusPage.comparison.noDifferences"), tone: "success" };
  return { word: t("statusPage.comparison.putRight", { count: total, written: quantity(total) }), tone: "info" };
}

const SUBJECTS = ["variant", "level", "order-line"] as const;

function describe(comparison: ComparisonReport, formats: ShopFormats): [string, ReactNode][] {
  const { finishedAt, compared, differences } = comparison;
  const { t, quantity, instant } = formats;
  return [
    [
      t("statusPage.comparison.lastTime"),
      <time key="last" dateTime={finishedAt}>
        {instant(finishedAt)}
      </time>,
    ],
    ...SUBJECTS.map((subject): [string, ReactNode] => [
      t(`statusPage.comparison.subject.${subject}`),
      t("statusPage.comparison.compared", {
        written: quantity(compared[subject]),
        found: describeDifferences(differences[subject], formats),
      }),
    ]),
  ];
}

const DIFFERENCES = ["missing", "different", "extra"] as const satisfies (keyof Differences)[];

/** Such as "2 had been missing, 1 left over". */
function describeDifferences(differences: Differences, { t, quantity }: ShopFormats): string {
  const found = DIFFERENCES.filter((kind) => differences[kind] > 0);
  if (found.length === 0) return t("statusPage.comparison.found.none");
  return found
    .map((kind) => t(`statusPage.comparison.found.${kind}`, { written: quantity(differences[kind]) }))
    .join(", ");
}
