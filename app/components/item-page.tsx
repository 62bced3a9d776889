import { BlockStack, Card, Layout, Page, Text } from "@shopify/polaris";
import type { ComplexAction } from "@shopify/polaris";
import { useMemo } from "react";
import type { ReactNode } from "react";
import { planVariant, type VariantPlanInput } from "~/planning/plan";
import type { ItemDemandHistory, PlanChange } from "~/reports/item-report";
import type { ReorderRow } from "~/reports/reorder-row";
import { ItemDemandCard } from "./item-demand-card";
import { ItemFactsCard } from "./item-facts-card";
import { ItemLevelsTable, type ItemLevel } from "./item-levels-table";
import { isReasonInItself } from "./absence-reasons";
import { ItemStockCard } from "./item-stock-card";
import { explainPlan, summarisePlan } from "./plan-explanation";
import { PlanExplanationCard } from "./plan-explanation-card";
import { PlanHistoryCard } from "./plan-history-card";
import { PlanStatusBadge } from "./plan-status-badge";
import { summariseArithmetic } from "./plan-summary";
import { useShopFormats } from "./shop-formats";

interface ItemPageProps {
  row: ReorderRow;
  levels: readonly ItemLevel[];
  history: ItemDemandHistory;
  planInputs: VariantPlanInput;
  stockKnownFrom: string | null;
  pastPlans: readonly PlanChange[];
  /** Leads to the list that the merchant came from. */
  backAction: { content: string; url: string };
  /** What can be done with the item as a whole. */
  actions?: ComplexAction[];
  /** What to know before trusting the plan, and how old it is. */
  notices?: ReactNode;
  planAge?: ReactNode;
  /** Terms to try out. */
  whatIf?: ReactNode;
  /** What its own sales say of its plans. */
  backtest?: ReactNode;
  /** Who supplies it, to see and to change. */
  vendors?: ReactNode;
  /** On which terms it is planned, to see and to change. */
  terms?: ReactNode;
}

/** One variant: the answer first, then how it comes about, then what it rests on. */
export function ItemPage(props: ItemPageProps) {
  const { row, levels, history, planInputs, stockKnownFrom, pastPlans } = props;
  const formats = useShopFormats();
  const arithmetic = summariseArithmetic(row, formats);
  const plan = useMemo(() => planVariant(planInputs), [planInputs]);
  return (
    <Page
      title={row.productTitle}
      {...(row.variantTitle !== null && { subtitle: row.variantTitle })}
      titleMetadata={<PlanStatusBadge status={row.status} />}
      secondaryActions={[
        {
          content: formats.t("item.openInShopify"),
          url: `shopify://admin/products/${row.productId}/variants/${row.variantId}`,
        },
        ...(props.actions ?? []),
      ]}
      backAction={props.backAction}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {props.notices}
            <Card>
              <BlockStack gap="100">
                <Text as="h2" variant="headingLg">
                  {summarisePlan(row, formats)}
                </Text>
                {arithmetic !== null && <Text as="p">{arithmetic}</Text>}
                {!isReasonInItself(row.status) && (
                  <Text as="p" tone="subdued">
                    {formats.t(`planStatus.${row.status}.meaning`)}
                  </Text>
                )}
              </BlockStack>
            </Card>
            <PlanExplanationCard steps={explainPlan(row, formats)} />
            {props.whatIf}
            <ItemStockCard plan={plan} />
            <ItemDemandCard row={row} history={history} />
            {props.backtest}
            <Card>
              <BlockStack gap="200">
                <Text as="h2" variant="headingMd">
                  {formats.t("item.stockByLocation")}
                </Text>
                <ItemLevelsTable levels={levels} />
              </BlockStack>
            </Card>
            {props.vendors}
            {props.terms}
            <PlanHistoryCard changes={pastPlans} />
            {props.planAge}
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <ItemFactsCard row={row} stockKnownFrom={stockKnownFrom} />
        </Layout.Section>
      </Layout>
    </Page>
  );
}
