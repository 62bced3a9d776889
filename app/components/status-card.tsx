import { Badge, BlockStack, Card, DescriptionList, InlineStack, Text } from "@shopify/polaris";
import type { BadgeProps } from "@shopify/polaris";
import type { ReactNode } from "react";
import { NO_WORD_FOR_THE_TONE } from "./plan-status-badge";

export interface StatusWord {
  word: string;
  tone?: BadgeProps["tone"];
}

interface StatusCardProps {
  title: string;
  /** How it stands, in a word or two. */
  status?: StatusWord;
  facts?: readonly (readonly [term: string, description: ReactNode])[];
  children?: ReactNode;
}

/** One of the things that the status page watches. */
export function StatusCard({ title, status, facts = [], children }: StatusCardProps) {
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack gap="200" align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
          {status && <StatusBadge {...status} />}
        </InlineStack>
        {children}
        {facts.length > 0 && (
          <DescriptionList gap="tight" items={facts.map(([term, description]) => ({ term, description }))} />
        )}
      </BlockStack>
    </Card>
  );
}

export function StatusBadge({ word, tone }: StatusWord) {
  return (
    <Badge toneAndProgressLabelOverride={NO_WORD_FOR_THE_TONE} {...(tone && { tone })}>
      {word}
    </Badge>
  );
}
