import { BlockStack, Box, Button, ButtonGroup, IndexFilters, IndexFiltersMode } from "@shopify/polaris";
import type { VendorOrderQuery } from "~/reports/vendor-order-query";
import { useDebouncedText } from "./use-debounced-text";

export type OnOrderQueryChange = (query: VendorOrderQuery, options?: { replace: boolean }) => void;

interface VendorOrderFiltersProps {
  query: VendorOrderQuery;
  onQueryChange: OnOrderQueryChange;
  loading: boolean;
}

const PARTS: readonly { show: VendorOrderQuery["show"]; label: string }[] = [
  { show: "order", label: "To order" },
  { show: "all", label: "All SKUs of this vendor" },
];

/** Which lines are shown: the order's, or every SKU that could be added to it, and of these what is searched for. */
export function VendorOrderFilters({ query, onQueryChange, loading }: VendorOrderFiltersProps) {
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
          {PARTS.map(({ show, label }) => (
            <Button
              key={show}
              pressed={query.show === show}
              onClick={() => {
                onQueryChange(fromFirstPage(query, { show }));
              }}
            >
              {label}
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
        queryPlaceholder="Search SKUs, vendor SKUs and products"
        onQueryChange={setText}
        onQueryClear={clear}
        filters={[]}
        hideFilters
        onClearAll={clear}
        sortOptions={SORT_OPTIONS}
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

const SORT_LABELS: readonly { sort: VendorOrderQuery["sort"]; label: string; isText: boolean }[] = [
  { sort: "productTitle", label: "Product", isText: true },
  { sort: "sku", label: "SKU", isText: true },
  { sort: "vendorSku", label: "Vendor SKU", isText: true },
  { sort: "quantity", label: "Quantity", isText: false },
  { sort: "lineValue", label: "Value", isText: false },
];

const SORT_CHOICES = SORT_LABELS.flatMap(({ sort, label, isText }) => [
  { sort, direction: "asc" as const, label, directionLabel: isText ? "A to Z" : "Lowest first" },
  { sort, direction: "desc" as const, label, directionLabel: isText ? "Z to A" : "Highest first" },
]);

const SORT_OPTIONS = SORT_CHOICES.map(({ sort, direction, label, directionLabel }) => ({
  label,
  value: `${sort} ${direction}` as const,
  directionLabel,
}));

const SORT_ORDERS = new Map<string, Pick<VendorOrderQuery, "sort" | "direction">>(
  SORT_CHOICES.map(({ sort, direction }) => [`${sort} ${direction}`, { sort, direction }]),
);
