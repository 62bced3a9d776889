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
import { serializeReorderQuery, type ReorderQuery } from "~/reports/reorder-query";
import { FirstPullPage } from "../pull/first-pull-page";
import { useFollowedPlans } from "../pull/use-followed-plans";
import { useRetry } from "../pull/use-retry";
import type { ReorderListData } from "./load-reorder-list.server";
import { FoundVendors } from "./found-vendors";
import { addressOf } from "./list-address";
import { UndoProvider } from "./offer-undo";
import type { SavedView } from "./read-view.server";
import { CellTermEditor } from "./term-editor";
import { TermEditsProvider } from "./term-edits";
import { useBulkActions } from "./use-bulk-actions";
import { useCsvExport } from "./use-csv-export";
import { useListNavigation } from "./use-list-navigation";
import { useListViews } from "./use-list-views";

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
  if (data.stage === "ready") {
    return (
      <UndoProvider>
        <TermEditsProvider>
          <ReadyPage {...props} data={data} />
        </TermEditsProvider>
      </UndoProvider>
    );
  }
  return <FirstPullPage title={title} pull={data} lead={lead} {...(backAction && { backAction })} />;
}

function ReadyPage(props: ReorderListPageProps & { data: ReadyList }) {
  const { data } = props;
  const { query, totals } = data;
  const { isPhone } = useOutletContext<AppContext>();
  const { t } = useShopFormats();
  const { loading, show } = useListNavigation();
  const { exportCsv, exporting } = useCsvExport({ query: serializeReorderQuery(query, "filters") });
  const ids = useMemo(() => data.rows.map((row) => row.variantId), [data.rows]);
  const selection = useRowSelection(ids, serializeReorderQuery(query));
  const bulk = useBulkActions({ selection, query, listSize: totals.skus });
  const retry = useRetry();
  const updates = useFollowedPlans(data.freshness);
  // Among other rows the selection would end.
  useUpdateHold(selection.selected.length > 0);

  const view = data.views.find(({ viewId }) => viewId === data.viewId);
  const change = useCallback<OnReorderQueryChange>(
    (requested, options = { replace: false }) => {
      const turnsPage = requested.after !== query.after || requested.before !== query.before;
      show(addressOf(requested, view), { ...options, keepScroll: !turnsPage });
    },
    [show, query, view],
  );
  const showView = useCallback(
    (search: string) => {
      show(search, { replace: false, keepScroll: true });
    },
    [show],
  );
  const views = useListViews({ shown: data, query, show: showView });
  const locations = useLocationChoices(data.locations);
  const { pathname } = useLocation();
  const links = useMemo(() => linksOfTotals(pathname, query, view), [pathname, query, view]);

  return (
    <Page
      fullWidth
      title={props.title}
      {...(props.backAction && { backAction: props.backAction })}
      secondaryActions={[
        { content: t("list.exportCsv"), onAction: exportCsv, loading: exporting, disabled: totals.skus === 0 },
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
          vendor={data.vendor}
          Vendors={query.view === "vendor" ? undefined : FoundVendors}
          locations={locations}
          choosesDeciles={query.view !== "fast-movers"}
          loading={loading}
          isPhone={isPhone}
          selection={selection}
          actions={bulk.actions}
          listSize={totals.skus}
          views={data.views}
          viewId={data.viewId}
          viewChanges={views.changes}
          onViewOverwrite={views.overwrite}
          look={views.look}
          onLookChange={views.onLookChange}
          Editor={CellTermEditor}
          emptyTitle={props.emptyTitle}
          emptyExplanation={props.emptyExplanation}
        />
        <PlanAge {...data.notices} {...updates} />
        {bulk.modals}
      </BlockStack>
    </Page>
  );
}

/** The list itself, narrowed to what a total counts. */
function linksOfTotals(pathname: string, query: ReorderQuery, view: SavedView | undefined): TotalLinks {
  const linkTo = (changes: Partial<ReorderQuery>) => `${pathname}?${addressOf(fromFirstPage(query, changes), view)}`;
  const { statuses } = query;
  return {
    skusToReorder: linkTo({ toOrder: true }),
    orderValue: linkTo({ toOrder: true, sort: "orderValue", direction: "desc" }),
    ...((statuses.length === 0 || statuses.includes("out-of-stock")) && {
      outOfStock: linkTo({ statuses: ["out-of-stock"] }),
    }),
  };
}

function useLocationChoices(locations: ReadyList["locations"]) {
  return useMemo(() => locations.map(({ locationId, name }) => ({ value: locationId, label: name })), [locations]);
}
