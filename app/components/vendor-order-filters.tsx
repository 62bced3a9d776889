import { Box, Button, ButtonGroup } from "@shopify/polaris";
import { useMemo } from "react";
import type { VendorOrderQuery } from "~/reports/vendor-order-query";
import { useWords } from "~/words/words-context";
import { FilterBar } from "./filters/filter-bar";
import { SortMenu } from "./filters/sort-menu";
import { useSteadyCallback } from "./use-steady-callback";

export type OnOrderQueryChange = (query: VendorOrderQuery, options?: { replace: boolean }) => void;

interface VendorOrderFiltersProps {
  query: VendorOrderQuery;
  onQueryChange: OnOrderQueryChange;
  loading: boolean;
}

const PARTS: readonly VendorOrderQuery["show"][] = ["order", "all"];

const SORT_COLUMNS = ["productTitle", "sku", "vendorSku", "quantity", "lineValue"] as const;

/** Which lines are shown: the order's, or every SKU that could be added to it, and of these what is searched for. */
export function VendorOrderFilters({ query, onQueryChange, loading }: VendorOrderFiltersProps) {
  const { t } = useWords();
  const columns = useMemo(
    () =>
      SORT_COLUMNS.map((value) => ({
        value,
        label: t(`vendorOrder.column.${value}`),
        isText: value !== "quantity" && value !== "lineValue",
      })),
    [t],
  );
  const onSearch = useSteadyCallback((q: string) => {
    onQueryChange(fromFirstPage(query, { q }), { replace: query.q !== "" });
  });
  return (
    <>
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
      <FilterBar
        search={{ label: t("vendorOrder.search"), value: query.q, onSearch }}
        loading={loading}
        sortMenu={
          <SortMenu
            columns={columns}
            sort={query.sort}
            direction={query.direction}
            onChange={(order) => {
              onQueryChange(fromFirstPage(query, order));
            }}
          />
        }
      />
    </>
  );
}

/** The query with changes, read from its first page: a cursor fits only the list that it was made for. */
export function fromFirstPage(query: VendorOrderQuery, changes: Partial<VendorOrderQuery>): VendorOrderQuery {
  return { ...query, ...changes, after: undefined, before: undefined };
}
