import { BlockStack, Card, InlineGrid, InlineStack, Link, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import type { Movers, StandingOut, VelocitySummary } from "~/reports/fast-movers";
import { useShopFormats } from "../shop-formats";
import styles from "./movers.module.css";

interface MoversCardsProps {
  movers: Movers;
  velocity: Pick<VelocitySummary, "noSales" | "currency">;
}

/** What sells more and what sells less than in the demand window before, and where money lies on the shelf. */
export function MoversCards({ movers, velocity }: MoversCardsProps) {
  const { t, money, quantity } = useShopFormats();
  const { noSales, currency } = velocity;
  const value = (amount: number) => (currency === null ? quantity(amount) : money(amount, currency));
  const sales = ({ formerUnitsSold, unitsSold }: StandingOut) =>
    `${quantity(formerUnitsSold ?? 0)} → ${quantity(unitsSold)}`;
  const unsold = t("counts.skus", { count: noSales.skus, written: quantity(noSales.skus) });
  return (
    <InlineGrid columns={{ xs: 1, md: 3 }} gap="400">
      <MoversCard
        title={t("fastMovers.movers.more")}
        explanation={t("fastMovers.movers.salesExplained")}
        items={movers.up}
        write={sales}
        otherwise={t("fastMovers.movers.notKnown")}
      />
      <MoversCard
        title={t("fastMovers.movers.less")}
        explanation={t("fastMovers.movers.salesExplained")}
        items={movers.down}
        write={sales}
        otherwise={t("fastMovers.movers.notKnown")}
      />
      <MoversCard
        title={t("fastMovers.movers.slow")}
        explanation={t("fastMovers.movers.slowExplained")}
        items={movers.slow}
        write={({ stockValue, onHand }) =>
          `${value(stockValue ?? 0)} · ${t("counts.units", { count: onHand, written: quantity(onHand) })}`
        }
        otherwise={t("fastMovers.movers.noSlow")}
      >
        {noSales.skus > 0 && (
          <Text as="p" variant="bodySm">
            <Link url="/app?status=no-sales&sort=on_hand">
              {noSales.stockValue === null
                ? t("fastMovers.movers.unsold", { skus: unsold })
                : t("fastMovers.movers.unsoldValue", { value: value(noSales.stockValue), skus: unsold })}
            </Link>
          </Text>
        )}
      </MoversCard>
    </InlineGrid>
  );
}

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
          <InlineStack key={item.variantId} gap="200" align="space-between" blockAlign="baseline" wrap={false}>
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
