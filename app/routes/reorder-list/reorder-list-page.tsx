import { BlockStack, Page } from "@shopify/polaris";
import type { PageProps } from "@shopify/polaris";
import { useFetcher, useOutletContext, useRevalidator } from "@remix-run/react";
import type { ReactNode } from "react";
import type { AppContext } from "~/components/app-context";
import { FirstPullProgress } from "~/components/first-pull-progress";
import { IgnoredParamsBanner } from "~/components/ignored-params-banner";
import { PlanAge, PlanNotices } from "~/components/plan-notices";
import { PullFailureBanner } from "~/components/pull-failure-banner";
import { ReorderList } from "~/components/reorder-list";
import { ReorderTotals } from "~/components/reorder-totals";
import { usePolling } from "~/components/use-polling";
import { NO_VENDOR, serializeReorderQuery, type ReorderQuery } from "~/reports/reorder-query";
import type { ReorderListData } from "./load-reorder-list.server";
import { useCsvExport } from "./use-csv-export";
import { useListNavigation } from "./use-list-navigation";

type ReadyList = Extract<ReorderListData, { stage: "ready" }>;
type FirstPull = Extract<ReorderListData, { stage: "first-pull" }>;

interface ReorderListPageProps {
  title: string;
  backAction?: PageProps["backAction"];
  data: ReorderListData;
  /** What stands between the totals and the list, given the query and a way to change it. */
  control?: (query: ReorderQuery, change: (query: ReorderQuery) => void) => ReactNode;
  emptyTitle: string;
  emptyExplanation: string;
}

/** A page of the reorder list, or the first pull that will fill it. */
export function ReorderListPage(props: ReorderListPageProps) {
  const { data } = props;
  return data.stage === "ready" ? <ReadyPage {...props} data={data} /> : <FirstPullPage {...props} data={data} />;
}

function FirstPullPage({ title, backAction, data }: ReorderListPageProps & { data: FirstPull }) {
  const { retry, retrying } = useRetry();
  useRefreshing(data.failure === null || retrying, 1_500);
  return (
    <Page title={title} {...(backAction && { backAction })}>
      {data.failure === null ? (
        <FirstPullProgress {...data} />
      ) : (
        <PullFailureBanner message={data.failure} onRetry={retry} retrying={retrying} />
      )}
    </Page>
  );
}

function ReadyPage(props: ReorderListPageProps & { data: ReadyList }) {
  const { data } = props;
  const { query, choices, totals } = data;
  const { isPhone } = useOutletContext<AppContext>();
  const { loading, show } = useListNavigation();
  const { exportCsv, exporting } = useCsvExport(query);
  const { retry, retrying } = useRetry();
  useRefreshing(data.notices.refreshing, 5_000);

  const change = (requested: ReorderQuery, options = { replace: false }) => {
    const turnsPage = requested.after !== query.after || requested.before !== query.before;
    show(searchOf(requested), { ...options, keepScroll: !turnsPage });
  };

  return (
    <Page
      fullWidth
      title={props.title}
      {...(props.backAction && { backAction: props.backAction })}
      secondaryActions={[
        { content: "Export CSV", onAction: exportCsv, loading: exporting, disabled: totals.skus === 0 },
      ]}
    >
      <BlockStack gap="400">
        <IgnoredParamsBanner ignored={data.ignored} />
        <PlanNotices {...data.notices} onRetry={retry} retrying={retrying} />
        <ReorderTotals totals={totals} />
        {props.control?.(query, change)}
        <ReorderList
          rows={data.rows}
          previous={data.previous}
          next={data.next}
          live={data.live}
          query={query}
          onQueryChange={change}
          vendors={query.view === "vendor" ? undefined : vendorChoices(choices.vendors)}
          locations={choices.locations.map(({ locationId, name }) => ({ value: locationId, label: name }))}
          choosesDeciles={query.view !== "fast-movers"}
          loading={loading}
          isPhone={isPhone}
          emptyTitle={props.emptyTitle}
          emptyExplanation={props.emptyExplanation}
        />
        <PlanAge {...data.notices} />
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

function vendorChoices(vendors: readonly { vendorId: string; name: string }[]) {
  return [
    ...vendors.map(({ vendorId, name }) => ({ value: vendorId, label: name })),
    { value: NO_VENDOR, label: "No vendor" },
  ];
}

function useRetry() {
  const fetcher = useFetcher();
  return {
    retry: () => {
      fetcher.submit(null, { method: "POST", action: "/app/retry" });
    },
    retrying: fetcher.state !== "idle",
  };
}

/** Asks again for what the page shows while it is about to change by itself. */
function useRefreshing(active: boolean, intervalMs: number): void {
  const { revalidate, state } = useRevalidator();
  usePolling(
    () => {
      if (state === "idle") revalidate();
    },
    { active, intervalMs },
  );
}
