import { IndexFilters, IndexFiltersMode, IndexTable, Link, Text, useBreakpoints } from "@shopify/polaris";
import type { IndexTableProps } from "@shopify/polaris";
import type { ReactNode } from "react";
import type { VendorQuery } from "~/reports/vendor-query";
import type { VendorRow } from "~/reports/vendor-report";
import { Figure } from "./figure";
import styles from "./list.module.css";
import type { WrittenFigure } from "./reorder-columns";
import { useShopFormats, type ShopFormats } from "./shop-formats";
import { useDebouncedText } from "./use-debounced-text";
import { useRequestedQuery } from "./use-requested-query";
import { UNASSIGNED } from "./unassigned-vendor";

type VendorSort = VendorQuery["sort"];

interface VendorColumn {
  sort: VendorSort;
  title: string;
  write: (row: VendorRow, formats: ShopFormats) => WrittenFigure;
}

const FIGURE_COLUMNS: readonly VendorColumn[] = [
  { sort: "orderValue", title: "Order value", write: writeOrderValue },
  { sort: "unitsToOrder", title: "Units to order", write: (row, { quantity }) => quantity(row.unitsToOrder) },
  { sort: "skusToReorder", title: "SKUs to reorder", write: (row, { quantity }) => quantity(row.skusToReorder) },
  { sort: "outOfStock", title: "Out of stock", write: (row, { quantity }) => quantity(row.outOfStock) },
  { sort: "skus", title: "SKUs", write: (row, { quantity }) => quantity(row.skus) },
];

const SORT_KEYS: readonly VendorSort[] = ["vendor", ...FIGURE_COLUMNS.map((column) => column.sort)];

const HEADINGS: IndexTableProps["headings"] = [
  { title: "Vendor", defaultSortDirection: "ascending" },
  ...FIGURE_COLUMNS.map(({ title }) => ({ title, alignment: "end" as const })),
];

interface VendorTableProps {
  rows: readonly VendorRow[];
  page: number;
  pages: number;
  query: VendorQuery;
  onQueryChange: (query: VendorQuery, options?: { replace: boolean }) => void;
  loading: boolean;
  /** Whether the page is likely to be shown on a phone, as far as the server could tell. */
  isPhone: boolean;
  emptyState: ReactNode;
}

/** What to order from whom: one line per vendor, and one for the SKUs that have none. */
export function VendorTable(props: VendorTableProps) {
  const { rows, page, pages } = props;
  const [query, setRequested] = useRequestedQuery(props.query, props.loading);
  const { mdDown } = useBreakpoints({ defaults: { mdDown: props.isPhone } });
  const change: VendorTableProps["onQueryChange"] = (requested, options) => {
    setRequested(requested);
    props.onQueryChange(requested, options);
  };
  const turnTo = (number: number) => {
    change({ ...query, page: number });
  };
  return (
    <>
      <VendorSearch query={query} onQueryChange={change} loading={props.loading} />
      <IndexTable
        resourceName={{ singular: "vendor", plural: "vendors" }}
        itemCount={rows.length}
        selectable={false}
        headings={HEADINGS}
        sortable={SORT_KEYS.map(() => true)}
        sortColumnIndex={SORT_KEYS.indexOf(query.sort)}
        sortDirection={query.direction === "asc" ? "ascending" : "descending"}
        onSort={(index, direction) => {
          const sort = SORT_KEYS[index];
          if (sort) change({ ...query, sort, direction: direction === "ascending" ? "asc" : "desc", page: 1 });
        }}
        condensed={mdDown}
        loading={props.loading}
        emptyState={props.emptyState}
        {...(pages > 1 && {
          pagination: {
            accessibilityLabel: "Pages of vendors",
            label: `Page ${page} of ${pages}`,
            hasPrevious: page > 1,
            hasNext: page < pages,
            onPrevious: () => {
              turnTo(page - 1);
            },
            onNext: () => {
              turnTo(page + 1);
            },
          },
        })}
      >
        {rows.map((row, position) => (
          <IndexTable.Row key={vendorPath(row)} id={vendorPath(row)} position={position}>
            {mdDown ? <NarrowVendor row={row} /> : <WideVendor row={row} />}
          </IndexTable.Row>
        ))}
      </IndexTable>
    </>
  );
}

function VendorSearch({
  query,
  onQueryChange,
  loading,
}: Pick<VendorTableProps, "query" | "onQueryChange" | "loading">) {
  const [text, setText] = useDebouncedText(query.q, (q) => {
    onQueryChange({ ...query, q, page: 1 }, { replace: query.q !== "" });
  });
  const clear = () => {
    setText("");
  };
  return (
    <IndexFilters
      tabs={[]}
      selected={0}
      mode={IndexFiltersMode.Filtering}
      setMode={keepMode}
      autoFocusSearchField={false}
      disableKeyboardShortcuts
      queryValue={text}
      queryPlaceholder="Search vendors"
      onQueryChange={setText}
      onQueryClear={clear}
      filters={[]}
      hideFilters
      onClearAll={clear}
      sortOptions={SORT_OPTIONS}
      sortSelected={[`${query.sort} ${query.direction}`]}
      onSort={([choice]) => {
        const order = SORT_ORDERS.get(choice ?? "");
        if (order) onQueryChange({ ...query, ...order, page: 1 });
      }}
      loading={loading}
      canCreateNewView={false}
    />
  );
}

function keepMode(): void {
  // The one mode stays, also when Escape asks for another.
}

const SORT_CHOICES = SORT_KEYS.flatMap((sort) => {
  const label = FIGURE_COLUMNS.find((column) => column.sort === sort)?.title ?? "Vendor";
  const [ascending, descending] = sort === "vendor" ? ["A to Z", "Z to A"] : ["Lowest first", "Highest first"];
  return [
    { sort, direction: "asc" as const, label, directionLabel: ascending },
    { sort, direction: "desc" as const, label, directionLabel: descending },
  ];
});

const SORT_OPTIONS = SORT_CHOICES.map(({ sort, direction, label, directionLabel }) => ({
  label,
  value: `${sort} ${direction}` as const,
  directionLabel,
}));

const SORT_ORDERS = new Map<string, Pick<VendorQuery, "sort" | "direction">>(
  SORT_CHOICES.map(({ sort, direction }) => [`${sort} ${direction}`, { sort, direction }]),
);

function WideVendor({ row }: { row: VendorRow }) {
  const formats = useShopFormats();
  return (
    <>
      <IndexTable.Cell>
        <VendorLink row={row} />
      </IndexTable.Cell>
      {FIGURE_COLUMNS.map((column) => (
        <IndexTable.Cell key={column.sort}>
          <Figure written={column.write(row, formats)} alignment="end" />
        </IndexTable.Cell>
      ))}
    </>
  );
}

function NarrowVendor({ row }: { row: VendorRow }) {
  const formats = useShopFormats();
  return (
    <div className={styles.narrowRow}>
      <div className={styles.narrowTitle}>
        <VendorLink row={row} />
      </div>
      <dl className={styles.narrowFigures}>
        {FIGURE_COLUMNS.map((column) => (
          <div key={column.sort}>
            <dt>{column.title}</dt>
            <dd>
              <Figure written={column.write(row, formats)} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function VendorLink({ row }: { row: VendorRow }) {
  return (
    <Link url={vendorPath(row)} dataPrimaryLink monochrome removeUnderline>
      <Text as="span" fontWeight="medium">
        {row.vendor ?? UNASSIGNED}
      </Text>
    </Link>
  );
}

function vendorPath(row: VendorRow): string {
  return `/app/vendors/${row.vendorId ?? "none"}`;
}

function writeOrderValue(row: VendorRow, { money, quantity }: ShopFormats): WrittenFigure {
  if (row.skusToReorderWithoutCost > 0 && row.skusToReorderWithoutCost === row.skusToReorder) {
    return { absence: "None of the SKUs to reorder has a unit cost in Shopify." };
  }
  return row.currency === null ? quantity(row.orderValue) : money(row.orderValue, row.currency);
}
