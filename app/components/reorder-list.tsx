import { memo, useCallback, useMemo } from "react";
import { BlockStack, Button, Card, EmptySearchResult, InlineStack, Text, useBreakpoints } from "@shopify/polaris";
import type { ReorderQuery } from "~/reports/reorder-query";
import type { ListRow } from "~/reports/reorder-row";
import { LayoutForWidth } from "./layout-for-width";
import { LiveNote } from "./live-note";
import { replaceRows, useLiveAnswer, type LiveAnswer } from "./live-rows";
import {
  ReorderFilters,
  fromFirstPage,
  hasFilters,
  withoutFilters,
  type OnReorderQueryChange,
} from "./reorder-filters";
import { NarrowSelectionBar } from "./narrow-selection-bar";
import { ReorderTable, type BulkAction } from "./reorder-table";
import type { SelectableRows } from "./row-selection";
import type { Choice } from "./searchable-choices";
import { useRequestedQuery } from "./use-requested-query";
import { useSettled } from "./use-settled";

/** A list that comes within this time takes the place of the other without a word. */
const WORTH_A_WORD_MS = 300;

export interface ReorderListProps {
  rows: readonly ListRow[];
  /** Cursors of the pages around this one; null at the list's ends. */
  previous: string | null;
  next: string | null;
  live: Promise<LiveAnswer>;
  query: ReorderQuery;
  onQueryChange: OnReorderQueryChange;
  /** Undefined where the page is one vendor's. */
  vendors: readonly Choice[] | undefined;
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
  /** What an empty list says when no filter is to blame. */
  emptyTitle: string;
  emptyExplanation: string;
}

/** Filters and rows, the same on every view. All that can be changed is in `query`, which the address holds. */
export const ReorderList = memo(function ReorderList(props: ReorderListProps) {
  const { rows, vendors, choosesDeciles, onQueryChange: ask } = props;
  const [query, setRequested] = useRequestedQuery(props.query, props.loading);
  const onQueryChange = useCallback<OnReorderQueryChange>(
    (requested, options) => {
      setRequested(requested);
      ask(requested, options);
    },
    [setRequested, ask],
  );
  const isLongWait = useSettled(props.loading, WORTH_A_WORD_MS) && props.loading;
  const { mdDown } = useBreakpoints({ defaults: { mdDown: props.isPhone } });
  const answer = useLiveAnswer(props.live);
  const shownRows = useMemo(() => replaceRows(rows, answer), [rows, answer]);
  const { previous, next } = props;
  return (
    <Card padding="0">
      <ReorderFilters
        query={query}
        onQueryChange={onQueryChange}
        vendors={vendors}
        locations={props.locations}
        choosesDeciles={choosesDeciles}
        loading={isLongWait}
      />
      <LayoutForWidth narrow={mdDown}>
        {mdDown && rows.length > 0 && (
          <NarrowSelectionBar
            ids={rows.map((row) => row.variantId)}
            selection={props.selection}
            actions={props.actions}
            listSize={props.listSize}
          />
        )}
        <ReorderTable
          selection={props.selection}
          actions={props.actions}
          listSize={props.listSize}
          rows={shownRows}
          list={JSON.stringify(props.query)}
          order={query}
          onOrderChange={(order) => {
            onQueryChange(fromFirstPage(query, order));
          }}
          onNextPage={
            next === null
              ? undefined
              : () => {
                  onQueryChange({ ...query, after: next, before: undefined });
                }
          }
          onPreviousPage={
            previous === null
              ? undefined
              : () => {
                  onQueryChange({ ...query, after: undefined, before: previous });
                }
          }
          loading={isLongWait}
          narrow={mdDown}
          emptyState={
            hasFilters(query, { vendors, choosesDeciles }) ? (
              <NothingFound
                onClear={() => {
                  onQueryChange(withoutFilters(query, { vendors, choosesDeciles }));
                }}
              />
            ) : (
              <EmptyList title={props.emptyTitle} explanation={props.emptyExplanation} />
            )
          }
        />
      </LayoutForWidth>
      {rows.length > 0 && <LiveNote answer={answer} />}
    </Card>
  );
});

function NothingFound({ onClear }: { onClear: () => void }) {
  return (
    <BlockStack gap="400">
      <EmptySearchResult title="No SKUs match" description="Try another search, or remove a filter." withIllustration />
      <InlineStack align="center">
        <Button onClick={onClear}>Clear search and filters</Button>
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
