import { useOutletContext } from "@remix-run/react";
import { BlockStack, Card, Page, useBreakpoints } from "@shopify/polaris";
import type { MenuActionDescriptor } from "@shopify/polaris";
import { useCallback, useState } from "react";
import type { AppContext } from "~/components/app-context";
import { IgnoredParamsBanner } from "~/components/ignored-params-banner";
import { LayoutForWidth } from "~/components/layout-for-width";
import { LiveNote } from "~/components/live-note";
import { useLiveAnswer } from "~/components/live-rows";
import { applyAnswers } from "~/components/order-answers";
import { PlanAge, PlanNotices } from "~/components/plan-notices";
import { useLongWait } from "~/components/use-long-wait";
import { useRequestedQuery } from "~/components/use-requested-query";
import { VendorOrderFilters, fromFirstPage, type OnOrderQueryChange } from "~/components/vendor-order-filters";
import { VendorOrderTable } from "~/components/vendor-order-table";
import { VendorOrderTotals } from "~/components/vendor-order-totals";
import { VendorTabs } from "~/components/vendor-tabs";
import type { OrderAnswer, VendorOrder } from "~/reports/vendor-order";
import { serializeVendorOrderQuery } from "~/reports/vendor-order-query";
import type { Words } from "~/words/words";
import { useWords } from "~/words/words-context";
import { useFollowedPlans } from "../pull/use-followed-plans";
import { useRetry } from "../pull/use-retry";
import { useCsvExport } from "../reorder-list/use-csv-export";
import { useListNavigation } from "../reorder-list/use-list-navigation";
import { LineQuantity } from "./line-quantity";
import type { VendorOrderData } from "./load-vendor-order.server";
import { useResetOrder } from "./reset-order";

type ReadyOrder = Extract<VendorOrderData, { stage: "ready" }>;
type LiveOrder = Awaited<ReadyOrder["live"]>;

/** A vendor's next order, ready to be changed and sent. */
export function VendorOrderPage(data: ReadyOrder) {
  const { order, ignored, notices } = data;
  const { vendor, shop } = order;
  const { t } = useWords();
  const liveAnswer = useLiveAnswer(data.live);
  const { lines, totals, onAnswer } = useAnsweredOrder(order, liveAnswer);
  const retry = useRetry();
  const updates = useFollowedPlans(data.freshness);
  const { exportCsv, exporting } = useCsvExport({ vendorOrder: vendor.vendorId });
  const reset = useResetOrder(vendor.vendorId, totals.editedLines);
  const isEmpty = totals.lines === 0;
  return (
    <Page
      fullWidth
      title={vendor.name}
      backAction={{ content: t("navigation.vendors"), url: "/app/vendors" }}
      primaryAction={{
        content: t("vendorOrder.export"),
        onAction: exportCsv,
        loading: exporting,
        disabled: isEmpty,
      }}
      secondaryActions={[
        { content: t("vendorOrder.print"), url: `/app/vendors/${vendor.vendorId}/print`, disabled: isEmpty },
        ...emailActions(order, t),
        { content: t("vendorOrder.reset"), onAction: reset.open, disabled: totals.editedLines === 0 },
      ]}
    >
      <BlockStack gap="400">
        <VendorTabs vendorId={vendor.vendorId} selected="order" />
        <IgnoredParamsBanner ignored={ignored} />
        <PlanNotices {...notices} {...retry} />
        <VendorOrderTotals totals={totals} vendor={vendor} shop={shop} />
        <OrderLines {...data} lines={lines} liveAnswer={liveAnswer} onAnswer={onAnswer} />
        <PlanAge {...notices} {...updates} />
        {reset.modal}
      </BlockStack>
    </Page>
  );
}

/** Opens a message to the vendor in the merchant's own mail program; outside the admin's frame, which may open none. */
function emailActions({ vendor, shop, day }: VendorOrder, t: Words["t"]): MenuActionDescriptor[] {
  if (vendor.email === null) return [];
  const subject = encodeURIComponent(t("vendorOrder.emailSubject", { shop: shop.name, day }));
  const url = `mailto:${encodeURIComponent(vendor.email)}?subject=${subject}`;
  return [{ content: t("vendorOrder.email"), url, target: "_top" }];
}

/** The order with what came after the page: changed quantities, and stock that Shopify stated meanwhile. */
function useAnsweredOrder(order: ReadyOrder["order"], live: LiveOrder | undefined) {
  const [answers, setAnswers] = useState<readonly OrderAnswer[]>([]);
  const onAnswer = useCallback((answer: OrderAnswer) => {
    setAnswers((earlier) => [...earlier, answer]);
  }, []);
  const stock = live?.kind === "live" && live.answer ? [live.answer] : [];
  return { ...applyAnswers(order, [...stock, ...answers]), onAnswer };
}

interface OrderLinesProps extends ReadyOrder {
  lines: ReadyOrder["order"]["lines"];
  liveAnswer: LiveOrder | undefined;
  onAnswer: (answer: OrderAnswer) => void;
}

function OrderLines({ order, lines, liveAnswer, onAnswer, ...data }: OrderLinesProps) {
  const { vendor, previous, next } = order;
  const { isPhone } = useOutletContext<AppContext>();
  const { mdDown } = useBreakpoints({ defaults: { mdDown: isPhone } });
  const { loading, show } = useListNavigation();
  const [query, setRequested] = useRequestedQuery(data.query, loading);
  const isLongWait = useLongWait(loading);
  const change: OnOrderQueryChange = (requested, options = { replace: false }) => {
    setRequested(requested);
    const turnsPage = requested.after !== query.after || requested.before !== query.before;
    show(serializeVendorOrderQuery(requested), { ...options, keepScroll: !turnsPage });
  };
  const turnTo = (place: { after?: string; before?: string }) => () => {
    change({ ...fromFirstPage(query, {}), ...place });
  };
  return (
    <Card padding="0">
      <VendorOrderFilters query={query} onQueryChange={change} loading={isLongWait} />
      <LayoutForWidth narrow={mdDown}>
        <VendorOrderTable
          lines={lines}
          currency={vendor.currency}
          query={query}
          onOrderChange={(changed) => {
            change(fromFirstPage(query, changed));
          }}
          onNextPage={next === null ? undefined : turnTo({ after: next })}
          onPreviousPage={previous === null ? undefined : turnTo({ before: previous })}
          loading={isLongWait}
          narrow={mdDown}
          renderQuantity={(line) => <LineQuantity vendorId={vendor.vendorId} line={line} onAnswer={onAnswer} />}
        />
      </LayoutForWidth>
      {lines.length > 0 && <LiveNote answer={liveAnswer} />}
    </Card>
  );
}
