import { BlockStack, Page } from "@shopify/polaris";
import type { MenuActionDescriptor, PageProps } from "@shopify/polaris";
import { useLocation, useOutletContext } from "@remix-run/react";
import { useCallback, useMemo } from "react";
import type { ReactNode } from "react";
import type { AppContext } from "~/components/app-context";
import { IgnoredParamsBanner } from "~/components/ignored-params-banner";
import { PlanAge, PlanNotices } from "~/components/plan-notices";
import { fromFirstPage, type OnReorderQueryChange } from "~/components/reorder-filters";
import { ReorderList } from "~/components/reorder-list";
import { ReorderTotals, type TotalLinks } from "~/components/reorder-totals";
import { useRowSelection } from "~/components/row-selection";
import { useShopFormats } from "~/components/shop-formats";
import { useUpdateHold } from "~/components/update-hold";
import { NO_VENDOR, serializeReorderQuery, type ReorderQuery } from "~/reports/reorder-query";
import { FirstPullPage } from "../pull/first-pull-page";
import { useFollowedPlans } from "../pull/use-followed-plans";
import { useRetry } from "../pull/use-retry";
import type { ReorderListData } from "./load-reorder-list.server";
import { useBulkTerms } from "./use-bulk-terms";
import { useBulkVendors } from "./use-bulk-vendors";
import { useCsvExport } from "./use-csv-export";
import { useListNavigation } from "./use-list-navigation";

type ReadyList = Extract<ReorderListData, { stage: "ready" }>;

interface ReorderListPageProps {
  title: string;
  backAction?: PageProps["backAction"];
  data: ReorderListData;
  /** Leads to other pages of the same thing. */
  tabs?: ReactNode;
  /** What comes before all else, also while the list is not there yet. */
  lead?: ReactNode;
  /** What the whole shop comes to, whatever the list shows. */
  today?: ReactNode;
  secondaryActions?: MenuActionDescriptor[];
  /** What stands between the totals and the list, given the query and a way to change it. */
  control?: (query: ReorderQuery, change: (query: ReorderQuery) => void) => ReactNode;
  emptyTitle: string;
  emptyExplanation: string;
}

/** A page of the reorder list, or the first pull that will fill it. */
export function ReorderListPage(props: ReorderListPageProps) {
  const { data, title, backAction, lead } = props;
  if (data.stage === "ready") return <ReadyPage {...props} data={data} />;
  return <FirstPullPage title={title} pull={data} lead={lead} {...(backAction && { backAction })} />;
}

function ReadyPage(props: ReorderListPageProps & { data: ReadyList }) {
  const { data } = props;
  const { query, choices, totals } = data;
  const { isPhone } = useOutletContext<AppContext>();
  const { t } = useShopFormats();
  const { loading, show } = useListNavigation();
  const { exportCsv, exporting } = useCsvExport({ query: serializeReorderQuery(query, "filters") });
  const ids = useMemo(() => data.rows.map((row) => row.variantId), [data.rows]);
  const selection = useRowSelection(ids, serializeReorderQuery(query));
  const target = { selection, query, listSize: totals.skus };
  const bulkTerms = useBulkTerms(target);
  const bulkVendors = useBulkVendors(target);
  const retry = useRetry();
  const updates = useFollowedPlans(data.freshness);
  // Among other rows the selection would end.
  useUpdateHold(selection.selected.length > 0);

  const change = useCallback<OnReorderQueryChange>(
    (requested, options = { replace: false }) => {
      const turnsPage = requested.after !== query.after || requested.before !== query.before;
      show(searchOf(requested), { ...options, keepScroll: !turnsPage });
    },
    [show, query],
  );
  const vendors = useMemo(
    () => (query.view === "vendor" ? undefined : vendorChoices(choices.vendors, t("list.unassigned"))),
    [query.view, choices.vendors, t],
  );
  const { pathname } = useLocation();
  const links = useMemo(() => linksOfTotals(pathname, query), [pathname, query]);
  const locations = useMemo(
    () => choices.locations.map(({ locationId, name }) => ({ value: locationId, label: name })),
    [choices.locations],
  );
  const actions = useMemo(
    () => [
      { content: "Change planning terms", onAction: bulkTerms.open },
      { content: "Assign vendor", onAction: bulkVendors.assign },
      { content: "Remove vendor", onAction: bulkVendors.remove },
    ],
    [bulkTerms.open, bulkVendors.assign, bulkVendors.remove],
  );

  return (
    <Page
      fullWidth
      title={props.title}
      {...(props.backAction && { backAction: props.backAction })}
      secondaryActions={[
        { content: "Export CSV", onAction: exportCsv, loading: exporting, disabled: totals.skus === 0 },
        ...(props.secondaryActions ?? []),
      ]}
    >
      <BlockStack gap="400">
        {props.lead}
        {props.tabs}
        <IgnoredParamsBanner ignored={data.ignored} />
        <PlanNotices {...data.notices} {...retry} />
        <ReorderTotals totals={totals} links={links}>
          {props.today}
        </ReorderTotals>
        {props.control?.(query, change)}
        <ReorderList
          rows={data.rows}
          previous={data.previous}
          next={data.next}
          live={data.live}
          query={query}
          onQueryChange={change}
          vendors={vendors}
          locations={locations}
          choosesDeciles={query.view !== "fast-movers"}
          loading={loading}
          isPhone={isPhone}
          selection={selection}
          actions={actions}
          listSize={totals.skus}
          emptyTitle={props.emptyTitle}
          emptyExplanation={props.emptyExplanation}
        />
        <PlanAge {...data.notices} {...updates} />
        {bulkTerms.modal}
        {bulkVendors.modals}
      </BlockStack>
    </Page>
  );
}

/** The page's own search params: the route says which view it is, and which vendor's. */
function searchOf(query: ReorderQuery): string {
  const params = new URLSearchParams(serializeReorderQuery(query));
  params.delete("view");
  if (query.view === "vendor") params.delete("vendor");
  return params.toString();
}

/** The list itself, narrowed to what a total counts. */
function linksOfTotals(pathname: string, query: ReorderQuery): TotalLinks {
  const linkTo = (changes: Partial<ReorderQuery>) => `${pathname}?${searchOf(fromFirstPage(query, changes))}`;
  const { statuses } = query;
  return {
    skusToReorder: linkTo({ toOrder: true }),
    orderValue: linkTo({ toOrder: true, sort: "orderValue", direction: "desc" }),
    ...((statuses.length === 0 || statuses.includes("out-of-stock")) && {
      outOfStock: linkTo({ statuses: ["out-of-stock"] }),
    }),
  };
}

function vendorChoices(vendors: readonly { vendorId: string; name: string }[], unassigned: string) {
  return [
    ...vendors.map(({ vendorId, name }) => ({ value: vendorId, label: name })),
    { value: NO_VENDOR, label: unassigned },
  ];
}
