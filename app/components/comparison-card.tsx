import { Button, InlineStack, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import type { ComparisonReport } from "~/reports/status-report";
import { countOf, useShopFormats, type ShopFormats } from "./shop-formats";
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
  return (
    <StatusCard
      title="Compared with Shopify"
      status={summarize(comparison, formats)}
      facts={comparison ? describe(comparison, formats) : []}
    >
      <Text as="p" tone="subdued">
        Every night all stored data are compared with Shopify&apos;s, and what differs is put right.
      </Text>
      <InlineStack>
        <Button onClick={onCompare} disabled={disabled}>
          Check against Shopify now
        </Button>
      </InlineStack>
    </StatusCard>
  );
}

type Differences = ComparisonReport["differences"]["variant"];

const countDifferences = ({ missing, different, extra }: Differences) => missing + different + extra;

function summarize(comparison: ComparisonReport | null, { quantity }: ShopFormats): StatusWord {
  if (comparison === null) return { word: "Not yet" };
  const total = Object.values(comparison.differences).reduce((sum, found) => sum + countDifferences(found), 0);
  if (total === 0) return { word: "No differences", tone: "success" };
  return { word: `${countOf(total, "difference", quantity(total))} put right`, tone: "info" };
}

const SUBJECT_WORDS = { variant: "SKUs", level: "Stock levels", "order-line": "Order lines" } as const;

function describe(comparison: ComparisonReport, formats: ShopFormats): [string, ReactNode][] {
  const { finishedAt, compared, differences } = comparison;
  const subjects = Object.keys(SUBJECT_WORDS) as (keyof typeof SUBJECT_WORDS)[];
  return [
    [
      "Last time",
      <time key="last" dateTime={finishedAt}>
        {formats.instant(finishedAt)}
      </time>,
    ],
    ...subjects.map((subject): [string, ReactNode] => [
      SUBJECT_WORDS[subject],
      `${formats.quantity(compared[subject])} compared: ${describeDifferences(differences[subject], formats)}`,
    ]),
  ];
}

/** Such as "2 had been missing, 1 left over". */
function describeDifferences({ missing, different, extra }: Differences, { quantity }: ShopFormats): string {
  const found = [
    { count: missing, words: "had been missing" },
    { count: different, words: "different" },
    { count: extra, words: "left over" },
  ].filter(({ count }) => count > 0);
  if (found.length === 0) return "no differences";
  return found.map(({ count, words }) => `${quantity(count)} ${words}`).join(", ");
}
