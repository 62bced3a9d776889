import { BlockStack, Card, DataTable, Scrollable, Text } from "@shopify/polaris";
import { TERM_NAMES, type ItemTerms } from "~/planning/resolve-terms";
import type { PlanChange } from "~/reports/item-report";
import styles from "./plan-history.module.css";
import { useShopFormats, type ShopFormats } from "./shop-formats";
import { nameMethod, nameTerm, writeTerm } from "./term-words";

/** The plans of the past, newest first, each with the terms that were other than before it. */
export function PlanHistoryCard({ changes }: { changes: readonly PlanChange[] }) {
  const { t } = useShopFormats();
  return (
    <Card>
      <BlockStack gap="200">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("item.history.title")}
          </Text>
          <Text as="p" tone="subdued">
            {t(changes.length > 0 ? "item.history.explanation" : "item.history.none")}
          </Text>
        </BlockStack>
        {changes.length > 0 && <PlanTable changes={changes} />}
      </BlockStack>
    </Card>
  );
}

function PlanTable({ changes }: { changes: readonly PlanChange[] }) {
  const formats = useShopFormats();
  const { t } = formats;
  return (
    <Scrollable className={styles.history} focusable>
      <DataTable
        columnContentTypes={["text", "numeric", "numeric", "numeric", "text", "text"]}
        headings={[
          t("item.history.day"),
          t("item.history.reorderPoint"),
          t("item.history.orderUpTo"),
          t("item.history.mean"),
          nameTerm("method", t),
          t("item.history.terms"),
        ]}
        rows={changes.map((change) => writeChange(change, formats))}
        increasedTableDensity
      />
    </Scrollable>
  );
}

function writeChange({ plan, before }: PlanChange, formats: ShopFormats): string[] {
  const write = (value: number | null, format: (value: number) => string) => (value === null ? "–" : format(value));
  return [
    formats.day(plan.day),
    write(plan.reorderPoint, formats.quantity),
    write(plan.orderUpToLevel, formats.quantity),
    write(plan.meanDailyDemand, formats.rate),
    nameMethod(plan.method, formats.t),
    before === null ? "" : describeTerms(plan, before, formats),
  ];
}

/** Such as "Lead time 21 days, before 14 days". */
function describeTerms(plan: ItemTerms, before: ItemTerms, formats: ShopFormats): string {
  return TERM_NAMES.filter((name) => name !== "method" && plan[name] !== before[name])
    .map((name) =>
      formats.t("item.history.term", {
        term: nameTerm(name, formats.t),
        now: writeTerm(name, plan[name], formats),
        then: writeTerm(name, before[name], formats),
      }),
    )
    .join("; ");
}
