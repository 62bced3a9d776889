import {
  Badge,
  ChoiceList,
  IndexFilters,
  IndexFiltersMode,
  IndexTable,
  InlineStack,
  Link,
  Text,
  useBreakpoints,
} from "@shopify/polaris";
import type { IndexTableProps } from "@shopify/polaris";
import type { ReactNode } from "react";
import type { VendorQuery } from "~/reports/vendor-query";
import type { VendorRow } from "~/reports/vendor-report";
import { Figure } from "./figure";
import { LayoutForWidth } from "./layout-for-width";
import styles from "./list.module.css";
import type { WrittenFigure } from "./reorder-columns";
import { useRowKeys } from "./row-keys";
import { toTenthsOfPercent } from "./percent";
import { countOf, useShopFormats, type ShopFormats } from "./shop-formats";
import { useDebouncedText } from "./use-debounced-text";
import { useRequestedQuery } from "./use-requested-query";

type VendorSort = VendorQuery["sort"];

interface VendorColumn {
  sort: VendorSort;
  title: string;
  write: (row: VendorRow, formats: ShopFormats) => WrittenFigure;
  /** What has to be known besides the figure. */
  Note?: (props: { row: VendorRow }) => ReactNode;
}

const FIGURE_COLUMNS: readonly VendorColumn[] = [
  { sort: "orderValue", title: "Order value", write: writeOrderValue, Note: OrderNote },
  { sort: "unitsToOrder", title: "Units", write: (row, { quantity }) => quantity(row.unitsToOrder) },
  { sort: "skusToReorder", title: "To reorder", write: (row, { quantity }) => quantity(row.skusToReorder) },
  { sort: "outOfStock", title: "Out of stock", write: (row, { quantity }) => quantity(row.outOfStock) },
  { sort: "skus", title: "SKUs", write: (row, { quantity }) => quantity(row.skus) },
  { sort: "leadTimeDays", title: "Lead time", write: writeLeadTime, Note: LeadTimeNote },
  { sort: "achievedService", title: "Service", write: writeAchieved, Note: AchievedNote },
];

const SORT_KEYS: readonly VendorSort[] = ["vendor", ...FIGURE_COLUMNS.map((column) => column.sort)];

const HEADINGS: IndexTableProps["headings"] = [
  { id: "vendors-vendor", title: "Vendor", defaultSortDirection: "ascending" },
  ...FIGURE_COLUMNS.map(({ sort, title }) => ({ id: `vendors-${sort}`, title, alignment: "end" as const })),
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
  const keys = useRowKeys(rows.map(vendorPath), JSON.stringify(props.query));
  const turnTo = (number: number) => {
    change({ ...query, page: number });
  };
  return (
    <>
      <VendorSearch query={query} onQueryChange={change} loading={props.loading} />
      <LayoutForWidth narrow={mdDown}>
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
            <IndexTable.Row key={keys[position]} id={vendorPath(row)} position={position}>
              {mdDown ? <NarrowVendor row={row} /> : <WideVendor row={row} />}
            </IndexTable.Row>
          ))}
        </IndexTable>
      </LayoutForWidth>
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
  const showArchived = (archived: boolean) => {
    onQueryChange({ ...query, archived, page: 1 });
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
      filters={[
        {
          key: "archived",
          label: "Archived",
          shortcut: true,
          hideClearButton: true,
          filter: <ArchivedFilter archived={query.archived} onChange={showArchived} />,
        },
      ]}
      appliedFilters={
        query.archived
          ? [
              {
                key: "archived",
                label: WITH_ARCHIVED,
                onRemove: () => {
                  showArchived(false);
                },
              },
            ]
          : []
      }
      onClearAll={() => {
        clear();
        onQueryChange({ ...query, q: "", archived: false, page: 1 });
      }}
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

const WITH_ARCHIVED = "Archived vendors too";

function ArchivedFilter({ archived, onChange }: { archived: boolean; onChange: (archived: boolean) => void }) {
  return (
    <ChoiceList
      title="Archived"
      titleHidden
      allowMultiple
      choices={[{ value: "archived", label: WITH_ARCHIVED }]}
      selected={archived ? ["archived"] : []}
      onChange={(chosen: string[]) => {
        onChange(chosen.length > 0);
      }}
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
        <div className={styles.vendorName}>
          <VendorLink row={row} />
        </div>
      </IndexTable.Cell>
      {FIGURE_COLUMNS.map((column) => (
        <IndexTable.Cell key={column.sort}>
          <Figure written={column.write(row, formats)} alignment="end" />
          {column.Note && (
            <InlineStack align="end">
              <column.Note row={row} />
            </InlineStack>
          )}
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
              {column.Note && <column.Note row={row} />}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function VendorLink({ row }: { row: VendorRow }) {
  const { t } = useShopFormats();
  return (
    <InlineStack gap="200" blockAlign="center">
      <Link url={vendorPath(row)} dataPrimaryLink monochrome removeUnderline>
        <Text as="span" fontWeight="medium">
          {row.vendor ?? t("list.unassigned")}
        </Text>
      </Link>
      {row.isArchived && <Badge>Archived</Badge>}
    </InlineStack>
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

function OrderNote({ row }: { row: VendorRow }) {
  const { money, quantity } = useShopFormats();
  const write = (value: number, currency: string | null) =>
    currency === null ? quantity(value) : money(value, currency);
  const { minimumOrder: minimum, currency } = row;
  if (minimum === null) return null;
  const { comparison } = minimum;
  const least = `Minimum ${write(minimum.value, minimum.currency)}`;
  if (comparison === "no-rate") return <Note>{`${least}, no exchange rate`}</Note>;
  if (comparison === "no-value") return <Note>{least}</Note>;
  if (comparison.kind === "reached") return <Note>{`${least}, reached`}</Note>;
  return <Badge tone="attention">{`Below minimum by ${write(comparison.by, currency)}`}</Badge>;
}

function writeLeadTime({ leadTime }: VendorRow, { decimal }: ShopFormats): string {
  return countOf(leadTime.days, "day", decimal(leadTime.days));
}

function LeadTimeNote({ row }: { row: VendorRow }) {
  return <Note>{row.leadTime.source === "vendor" ? "the vendor’s" : "shop setting"}</Note>;
}

function writeAchieved({ achieved }: VendorRow, { percent }: ShopFormats): WrittenFigure {
  if (achieved === null) return { absence: "The latest replay of your sales has no figure for this vendor." };
  return percent(toTenthsOfPercent(achieved.coverage));
}

function AchievedNote({ row }: { row: VendorRow }) {
  const { percent } = useShopFormats();
  return row.achieved && <Note>{`of ${percent(toTenthsOfPercent(row.achieved.promised))} promised`}</Note>;
}

function Note({ children }: { children: string }) {
  return (
    <div className={styles.figureNote}>
      <Text as="p" variant="bodySm" tone="subdued">
        {children}
      </Text>
    </div>
  );
}
