import { memo, useCallback, useMemo } from "react";
import type { ReactNode } from "react";
import { BlockStack, Button, Card, EmptySearchResult, InlineStack, Text, useBreakpoints } from "@shopify/polaris";
import type { ReorderQuery } from "~/reports/reorder-query";
import type { ListRow } from "~/reports/reorder-row";
import { LIST_OF_ROWS, type TermEditor } from "./editable-term";
import type { Choice } from "./filters/choices";
import { LayoutForWidth } from "./layout-for-width";
import type { ListLook } from "./list-look";
import { ListLookPicker } from "./list-look-picker";
import { ListViewsBar, type NamedView, type ViewChanges } from "./list-views-bar";
import { LiveNote } from "./live-note";
import { replaceRows, useLiveAnswer, type LiveAnswer } from "./live-rows";
import {
  ReorderFilters,
  fromFirstPage,
  hasFilters,
  withoutFilters,
  type OnReorderQueryChange,
  type ReorderFiltersProps,
} from "./reorder-filters";
import { ReorderTable, type ReorderTableProps } from "./reorder-table";
import type { SelectableRows } from "./row-selection";
import type { BulkAction } from "./selection-bar";
import { useShopFormats } from "./shop-formats";
import styles from "./list.module.css";
import { useKept } from "./use-kept";
import { useLongWait } from "./use-long-wait";
import { useRequestedQuery } from "./use-requested-query";
import { useSteadyCallback } from "./use-steady-callback";

export interface ReorderListProps {
  rows: readonly ListRow[];
  /** Cursors of the pages around this one; null at the list's ends. */
  previous: string | null;
  next: string | null;
  live: Promise<LiveAnswer>;
  query: ReorderQuery;
  onQueryChange: OnReorderQueryChange;
  vendor: ReorderFiltersProps["vendor"];
  Vendors: ReorderFiltersProps["Vendors"];
  locations: readonly Choice[];
  /** False where the page itself chooses the deciles. */
  choosesDeciles: boolean;
  /** True while another list is on its way. */
  loading: boolean;
  /** Whether the page is likely to be shown on a phone, as far as the server could tell. */
  isPhone: boolean;
  selection: SelectableRows;
  /** What can be done with the selected rows. */
  actions: readonly BulkAction[];
  /** How many rows the whole list has, over all its pages. */
  listSize: number;
  views: readonly NamedView[];
  /** The view that is shown; null for the list as it opens. */
  viewId: string | null;
  viewChanges: ViewChanges;
  /** Saves what is shown as its view; undefined where that is what was saved. */
  onViewOverwrite: (() => void) | undefined;
  look: ListLook;
  onLookChange: (look: ListLook) => void;
  /** Changes a term in its cell. */
  Editor: TermEditor;
  /** What an empty list says when no filter is to blame. */
  emptyTitle: string;
  emptyExplanation: string;
}

/** Filters and rows, the same on every view. All that can be changed is in `query`, which the address holds. */
export const ReorderList = memo(function ReorderList(props: ReorderListProps) {
  const { rows, Vendors, choosesDeciles, onQueryChange: ask } = props;
  const [query, setRequested] = useRequestedQuery(props.query, props.loading);
  const onQueryChange = useSteadyCallback<Parameters<OnReorderQueryChange>>((requested, options) => {
    setRequested(requested);
    ask(requested, options);
  });
  const isLongWait = useLongWait(props.loading);
  const { mdDown } = useBreakpoints({ defaults: { mdDown: props.isPhone } });
  const answer = useLiveAnswer(props.live);
  const shownRows = useMemo(() => replaceRows(rows, answer), [rows, answer]);
  const turnPage = useSteadyCallback((place: PagePlace) => {
    onQueryChange({ ...query, after: undefined, before: undefined, ...place });
  });
  const onOrderChange = useSteadyCallback<Parameters<ReorderTableProps["onOrderChange"]>>((order) => {
    onQueryChange(fromFirstPage(query, order));
  });
  // The same for all pages: filters need not be rendered again with these.
  const filters = useKept(fromFirstPage(query, {}));
  const onNextPage = usePageTurn(turnPage, "after", props.next);
  const onPreviousPage = usePageTurn(turnPage, "before", props.previous);
  const clear = useSteadyCallback(() => {
    onQueryChange(withoutFilters(query, { Vendors, choosesDeciles }));
  });
  const emptyState = useEmptyState(props, clear);
  const { look, onLookChange } = props;
  // Made once: the bar of views would be rendered again with each of it.
  const lookPicker = useMemo(() => <ListLookPicker look={look} onChange={onLookChange} />, [look, onLookChange]);
  return (
    <Card padding="0">
      <ListViewsBar views={props.views} selected={props.viewId} changes={props.viewChanges}>
        {lookPicker}
      </ListViewsBar>
      <ReorderFilters
        query={filters}
        onQueryChange={onQueryChange}
        vendor={props.vendor}
        Vendors={Vendors}
        locations={props.locations}
        choosesDeciles={choosesDeciles}
        onViewOverwrite={props.onViewOverwrite}
        loading={isLongWait}
      />
      <LayoutForWidth narrow={mdDown}>
        <div
          {...LIST_OF_ROWS}
          className={[!isSamePage(query, props.query) && styles.turning, look.density === "compact" && styles.compact]
            .filter(Boolean)
            .join(" ")}
        >
          <ReorderTable
            selection={props.selection}
            actions={props.actions}
            listSize={props.listSize}
            rows={shownRows}
            list={JSON.stringify(props.query)}
            sort={query.sort}
            direction={query.direction}
            onOrderChange={onOrderChange}
            onNextPage={onNextPage}
            onPreviousPage={onPreviousPage}
            loading={isLongWait}
            narrow={mdDown}
            look={look}
            Editor={props.Editor}
            emptyState={emptyState}
          />
        </div>
      </LayoutForWidth>
      {rows.length > 0 && <LiveNote answer={answer} />}
    </Card>
  );
});

/** What stands in the place of rows where there are none. */
function useEmptyState(
  { query, Vendors, choosesDeciles, emptyTitle, emptyExplanation }: ReorderListProps,
  onClear: () => void,
): ReactNode {
  const isFiltered = hasFilters(query, { Vendors, choosesDeciles });
  return useMemo(
    () =>
      isFiltered ? <NothingFound onClear={onClear} /> : <EmptyList title={emptyTitle} explanation={emptyExplanation} />,
    [isFiltered, onClear, emptyTitle, emptyExplanation],
  );
}

type PagePlace = Pick<ReorderQuery, "after" | "before">;

function isSamePage(one: PagePlace, other: PagePlace): boolean {
  return one.after === other.after && one.before === other.before;
}

/** Turns to the page at a cursor; undefined where there is none. */
function usePageTurn(
  turnPage: (place: PagePlace) => void,
  side: keyof PagePlace,
  cursor: string | null,
): (() => void) | undefined {
  const turn = useCallback(() => {
    turnPage({ [side]: cursor ?? undefined });
  }, [turnPage, side, cursor]);
  return cursor === null ? undefined : turn;
}

function NothingFound({ onClear }: { onClear: () => void }) {
  const { t } = useShopFormats();
  return (
    <BlockStack gap="400">
      <EmptySearchResult title={t("list.nothingFound")} description={t("list.nothingFoundAdvice")} withIllustration />
      <InlineStack align="center">
        <Button onClick={onClear}>{t("list.clearFilters")}</Button>
      </InlineStack>
    </BlockStack>
  );
}

function EmptyList({ title, explanation }: { title: string; explanation: string }) {
  return (
    <BlockStack gap="200" inlineAlign="center">
      <Text as="h2" variant="headingMd">
        {title}
      </Text>
      <Text as="p" tone="subdued" alignment="center">
        {explanation}
      </Text>
    </BlockStack>
  );
}
