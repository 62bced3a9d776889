import { BlockStack, Card, Link, Text } from "@shopify/polaris";
import { memo, type ReactNode } from "react";
import { AbsentValue } from "./absent-value";
import styles from "./list.module.css";
import { useShopFormats } from "./shop-formats";

export interface Totals {
  skus: number;
  skusToReorder: number;
  unitsToOrder: number;
  /** Over the SKUs to reorder whose unit cost is known. */
  orderValue: number;
  skusToReorderWithoutCost: number;
  outOfStock: number;
  /** ISO 4217 code; null when there are no SKUs. */
  currency: string | null;
}

/** Where the list stands that a total is of. */
export interface TotalLinks {
  skusToReorder: string;
  orderValue: string;
  /** Absent where the list leaves them out. */
  outOfStock?: string;
}

interface ReorderTotalsProps {
  totals: Totals;
  /** Without them, the totals lead nowhere. */
  links?: TotalLinks;
  /** What stands under them. */
  children?: ReactNode;
}

/** What the whole list adds up to, not only the page that is shown. */
export const ReorderTotals = memo(function ReorderTotals({ totals, links, children }: ReorderTotalsProps) {
  const { t, quantity } = useShopFormats();
  return (
    <Card>
      <Text as="h2" variant="headingSm" visuallyHidden>
        {t("list.totals.title")}
      </Text>
      <BlockStack gap="400">
        <dl className={styles.totals}>
          <Total title={t("list.totals.skusToReorder")} note={t("list.totals.of", { written: quantity(totals.skus) })}>
            <LinkedTotal url={links?.skusToReorder}>{quantity(totals.skusToReorder)}</LinkedTotal>
          </Total>
          <Total title={t("list.totals.unitsToOrder")}>{quantity(totals.unitsToOrder)}</Total>
          <OrderValueTotal totals={totals} url={links?.orderValue} />
          <Total title={t("list.totals.outOfStock")}>
            <LinkedTotal url={links?.outOfStock}>{quantity(totals.outOfStock)}</LinkedTotal>
          </Total>
        </dl>
        {children}
      </BlockStack>
    </Card>
  );
});

function OrderValueTotal({ totals, url }: { totals: Totals; url: string | undefined }) {
  const { t, money, quantity } = useShopFormats();
  const { skusToReorder, skusToReorderWithoutCost: withoutCost } = totals;
  if (withoutCost > 0 && withoutCost === skusToReorder) {
    return (
      <Total title={t("list.totals.orderValue")}>
        <AbsentValue reason={t("list.totals.noCost")} />
      </Total>
    );
  }
  return (
    <Total
      title={t("list.totals.orderValue")}
      {...(withoutCost > 0 && {
        note: t("list.totals.withoutCost", { count: withoutCost, written: quantity(withoutCost) }),
      })}
    >
      <LinkedTotal url={url}>
        {totals.currency === null ? quantity(totals.orderValue) : money(totals.orderValue, totals.currency)}
      </LinkedTotal>
    </Total>
  );
}

function LinkedTotal({ url, children }: { url: string | undefined; children: string }) {
  return url === undefined ? (
    children
  ) : (
    <Link url={url} removeUnderline>
      {children}
    </Link>
  );
}

export function Total({ title, note, children }: { title: ReactNode; note?: string; children: ReactNode }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>
        <Text as="span" variant="headingMd">
          {children}
        </Text>
        {note !== undefined && (
          <span className={styles.totalNote}>
            <Text as="span" variant="bodySm" tone="subdued">
              {` ${note}`}
            </Text>
          </span>
        )}
      </dd>
    </div>
  );
}
