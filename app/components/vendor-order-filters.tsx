import { BlockStack, Box, Button, ButtonGroup, IndexFilters, IndexFiltersMode } from "@shopify/polaris";
import { useMemo } from "react";
import type { VendorOrderQuery } from "~/reports/vendor-order-query";
import type { Words } from "~/words/words";
import { useWords } from "~/words/words-context";
import { useDebouncedText } from "./use-debounced-text";

export type OnOrderQueryChange = (query: VendorOrderQuery, options?: { replace: boolean }) => void;

interface VendorOrderFiltersProps {
  query: VendorOrderQuery;
  onQueryChange: OnOrderQueryChange;
  loading: boolean;
}

const PARTS: readonly VendorOrderQuery["show"][] = ["order", "all"];

/** Which lines are shown: the order's, or every SKU that could be added to it, and of these what is searched for. */
export function VendorOrderFilters({ query, onQueryChange, loading }: VendorOrderFiltersProps) {
  const { t } = useWords();
  const sortOptions = useMemo(() => describeSortings(t), [t]);
  const [text, setText] = useDebouncedText(query.q, (q) => {
    onQueryChange(fromFirstPage(query, { q }), { replace: query.q !== "" });
  });
  const clear = () => {
    setText("");
  };
  return (
    <BlockStack>
      <Box padding="200" paddingBlockEnd="0">
        <ButtonGroup variant="segmented">
          {PARTS.map((show) => (
            <Button
              key={show}
              pressed={query.show === show}
              onClick={() => {
                onQueryChange(fromFirstPage(query, { show }));
              }}
            >
              {t(`vendorOrder.show.${show}`)}
            </Button>
          ))}
        </ButtonGroup>
      </Box>
      <IndexFilters
        tabs={[]}
        selected={0}
        mode={IndexFiltersMode.Filtering}
        setMode={keepMode}
        autoFocusSearchField={false}
        disableKeyboardShortcuts
        queryValue={text}
        queryPlaceholder={t("vendorOrder.search")}
        onQueryChange={setText}
        onQueryClear={clear}
        filters={[]}
        hideFilters
        onClearAll={clear}
        sortOptions={sortOptions}
        sortSelected={[`${query.sort} ${query.direction}`]}
        onSort={([choice]) => {
          const order = SORT_ORDERS.get(choice ?? "");
          if (order) onQueryChange(fromFirstPage(query, order));
        }}
        loading={loading}
        canCreateNewView={false}
      />
    </BlockStack>
  );
}

/** The query with changes, read from its first page: a cursor fits only the list that it was made for. */
export function fromFirstPage(query: VendorOrderQuery, changes: Partial<VendorOrderQuery>): VendorOrderQuery {
  return { ...query, ...changes, after: undefined, before: undefined };
}

function keepMode(): void {
  // The one mode stays, also when Escape asks for another.
}

const SORTINGS = ["productTitle", "sku", "vendorSku", "quantity", "lineValue"] as const;
const DIRECTIONS = ["asc", "desc"] as const;

const SORT_CHOICES = SORTINGS.flatMap((sort) => DIRECTIONS.map((direction) => ({ sort, direction })));

const SORT_ORDERS = new Map<string, Pick<VendorOrderQuery, "sort" | "direction">>(
  SORT_CHOICES.map(({ sort, direction }) => [`${sort} ${direction}`, { sort, direction }]),
);

function describeSortings(t: Words["t"]) {
  return SORT_CHOICES.map(({ sort, direction }) => {
    const isNumber = sort === "quantity" || sort === "lineValue";
    const [ascending, descending] = isNumber
      ? [t("sorting.lowestFirst"), t("sorting.highestFirst")]
      : [t("sorting.aToZ"), t("sorting.zToA")];
    return {
      label: t(`vendorOrder.column.${sort}`),
      value: `${sort} ${direction}` as const,
      directionLabel: direction === "asc" ? ascending : descending,
    };
  });
}
