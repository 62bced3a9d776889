import { BlockStack, Card, InlineGrid, InlineStack, Link, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import type { Movers, StandingOut } from "~/reports/fast-movers";
import { countOf, useShopFormats } from "../shop-formats";
import styles from "./movers.module.css";

interface MoversCardsProps {
  movers: Movers;
  /** ISO 4217 code; null while the shop's is not known. */
  currency: string | null;
  stockValueWithoutSales: number;
  skusWithoutSales: number;
}

/** What sells more and what sells less than in the demand window before, and where money lies on the shelf. */
export function MoversCards({ movers, currency, stockValueWithoutSales, skusWithoutSales }: MoversCardsProps) {
  const { money, quantity, rate } = useShopFormats();
  const value = (amount: number) => (currency === null ? quantity(amount) : money(amount, currency));
  const pace = ({ formerDailyDemand, meanDailyDemand }: StandingOut) =>
    `${rate(formerDailyDemand ?? 0)} → ${rate(meanDailyDemand ?? 0)}`;
  return (
    <InlineGrid columns={{ xs: 1, md: 3 }} gap="400">
      <MoversCard
        title="Selling more"
        explanation="Units a day, in the demand window before and in this one"
        items={movers.up}
        write={pace}
        otherwise={NOT_KNOWN}
      />
      <MoversCard
        title="Selling less"
        explanation="Units a day, in the demand window before and in this one"
        items={movers.down}
        write={pace}
        otherwise={NOT_KNOWN}
      />
      <MoversCard
        title="Slow stock"
        explanation="Most money on the shelf, of what sells slowest or not at all"
        items={movers.slow}
        write={({ stockValue, onHand }) => `${value(stockValue ?? 0)} · ${countOf(onHand, "unit", quantity(onHand))}`}
        otherwise="Nothing lies on the shelf that sells slowly or not at all."
      >
        {skusWithoutSales > 0 && (
          <Text as="p" variant="bodySm">
            <Link url="/app?status=no-sales&sort=on_hand">
              {`${value(stockValueWithoutSales)} in ${countOf(skusWithoutSales, "SKU", quantity(skusWithoutSales))} without sales`}
            </Link>
          </Text>
        )}
      </MoversCard>
    </InlineGrid>
  );
}

const NOT_KNOWN = "Nothing changed, or the sales of the window before are not known yet.";

interface MoversCardProps {
  title: string;
  explanation: string;
  items: readonly StandingOut[];
  write: (item: StandingOut) => string;
  otherwise: string;
  children?: ReactNode;
}

function MoversCard({ title, explanation, items, write, otherwise, children }: MoversCardProps) {
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="050">
          <Text as="h2" variant="headingSm">
            {title}
          </Text>
          <Text as="p" variant="bodySm" tone="subdued">
            {explanation}
          </Text>
        </BlockStack>
        {items.length === 0 && <Text as="p">{otherwise}</Text>}
        {items.map((item) => (
          <InlineStack key={item.variantId} gap="200" align="space-between" blockAlign="start" wrap={false}>
            <Link url={`/app/items/${item.variantId}`} removeUnderline>
              {[item.productTitle, item.variantTitle].filter(Boolean).join(" · ")}
            </Link>
            <span className={styles.figure}>
              <Text as="span" numeric tone="subdued">
                {write(item)}
              </Text>
            </span>
          </InlineStack>
        ))}
        {children}
      </BlockStack>
    </Card>
  );
}
