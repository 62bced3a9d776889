import { Badge, InlineStack, Text, useBreakpoints } from "@shopify/polaris";
import { useMemo, type ReactNode } from "react";
import type { VendorQuery } from "~/reports/vendor-query";
import type { VendorRow } from "~/reports/vendor-report";
import type { Words } from "~/words/words";
import { useWords } from "~/words/words-context";
import { FigureText } from "./figure";
import { ManyChoices } from "./filters/choices";
import { FilterBar } from "./filters/filter-bar";
import { FilterMenu } from "./filters/filter-menu";
import { SortMenu } from "./filters/sort-menu";
import { LayoutForWidth } from "./layout-for-width";
import styles from "./list.module.css";
import { ListTable, type TableColumn } from "./list-table";
import type { WrittenFigure } from "./reorder-columns";
import { useRowKeys } from "./row-keys";
import { toTenthsOfPercent } from "./percent";
import { useShopFormats, type ShopFormats } from "./shop-formats";
import { CELL, FIGURE_CELL, RowLink, TableRow } from "./table-row";
import { useLongWait } from "./use-long-wait";
import { useRequestedQuery } from "./use-requested-query";
import { useSteadyCallback } from "./use-steady-callback";

type VendorSort = VendorQuery["sort"];

interface VendorColumn {
  sort: VendorSort;
  write: (row: VendorRow, formats: ShopFormats) => WrittenFigure;
  /** What has to be known besides the figure. */
  Note?: (props: { row: VendorRow }) => ReactNode;
}

const FIGURE_COLUMNS: readonly VendorColumn[] = [
  { sort: "orderValue", write: writeOrderValue, Note: OrderNote },
  { sort: "unitsToOrder", write: (row, { quantity }) => quantity(row.unitsToOrder) },
  { sort: "skusToReorder", write: (row, { quantity }) => quantity(row.skusToReorder) },
  { sort: "outOfStock", write: (row, { quantity }) => quantity(row.outOfStock) },
  { sort: "skus", write: (row, { quantity }) => quantity(row.skus) },
  { sort: "leadTimeDays", write: writeLeadTime, Note: LeadTimeNote },
  { sort: "achievedService", write: writeAchieved, Note: AchievedNote },
];

const SORT_KEYS: readonly VendorSort[] = ["vendor", ...FIGURE_COLUMNS.map((column) => column.sort)];

function describeColumns(t: Words["t"]): TableColumn<VendorSort>[] {
  return SORT_KEYS.map((sort) => ({
    id: `vendors-${sort}`,
    title: t(`vendors.column.${sort}`),
    explanation: undefined,
    alignment: sort === "vendor" ? "start" : "end",
    sort,
    firstDirection: sort === "vendor" ? "asc" : "desc",
  }));
}

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
  const { t } = useWords();
  const columns = useMemo(() => describeColumns(t), [t]);
  const [query, setRequested] = useRequestedQuery(props.query, props.loading);
  const { mdDown } = useBreakpoints({ defaults: { mdDown: props.isPhone } });
  const change: VendorTableProps["onQueryChange"] = (requested, options) => {
    setRequested(requested);
    props.onQueryChange(requested, options);
  };
  const keys = useRowKeys(rows.map(vendorPath), JSON.stringify(props.query));
  const isLongWait = useLongWait(props.loading);
  const turnTo = (number: number) => () => {
    change({ ...query, page: number });
  };
  return (
    <>
      <VendorFilters query={query} onQueryChange={change} loading={isLongWait} />
      <LayoutForWidth narrow={mdDown}>
        <ListTable
          columns={columns}
          sort={query.sort}
          direction={query.direction}
          onOrderChange={(order) => {
            change({ ...query, ...order, page: 1 });
          }}
          paging={{
            label: t("vendors.list.pages"),
            place: t("paging.pageOf", { page, pages }),
            onNextPage: page < pages ? turnTo(page + 1) : undefined,
            onPreviousPage: page > 1 ? turnTo(page - 1) : undefined,
          }}
          loading={isLongWait}
          narrow={mdDown}
          emptyState={props.emptyState}
        >
          {rows.map((row, position) => (
            <TableRow key={keys[position]} id={vendorPath(row)} narrow={mdDown}>
              {mdDown ? <NarrowVendor row={row} /> : <WideVendor row={row} />}
            </TableRow>
          ))}
        </ListTable>
      </LayoutForWidth>
    </>
  );
}

function VendorFilters({
  query,
  onQueryChange,
  loading,
}: Pick<VendorTableProps, "query" | "onQueryChange" | "loading">) {
  const { t } = useWords();
  const columns = useMemo(() => describeSortColumns(t), [t]);
  const onSearch = useSteadyCallback((q: string) => {
    onQueryChange({ ...query, q, page: 1 }, { replace: query.q !== "" });
  });
  const showArchived = (archived: boolean) => {
    onQueryChange({ ...query, archived, page: 1 });
  };
  return (
    <FilterBar
      search={{ label: t("vendors.search"), value: query.q, onSearch }}
      loading={loading}
      sortMenu={
        <SortMenu
          columns={columns}
          sort={query.sort}
          direction={query.direction}
          onChange={(order) => {
            onQueryChange({ ...query, ...order, page: 1 });
          }}
        />
      }
      filters={<ArchivedFilter archived={query.archived} onChange={showArchived} />}
      onClearAll={
        query.archived
          ? () => {
              onQueryChange({ ...query, q: "", archived: false, page: 1 });
            }
          : undefined
      }
    />
  );
}

function ArchivedFilter({ archived, onChange }: { archived: boolean; onChange: (archived: boolean) => void }) {
  const { t } = useWords();
  return (
    <FilterMenu
      name={t("vendors.archived")}
      chosen={archived ? t("vendors.list.withArchived") : undefined}
      onClear={() => {
        onChange(false);
      }}
    >
      {() => (
        <ManyChoices
          title={t("vendors.archived")}
          choices={[{ value: "archived", label: t("vendors.list.withArchived") }]}
          selected={archived ? ["archived"] : []}
          onChange={(chosen) => {
            onChange(chosen.length > 0);
          }}
        />
      )}
    </FilterMenu>
  );
}

function describeSortColumns(t: Words["t"]) {
  return SORT_KEYS.map((value) => ({ value, label: t(`vendors.column.${value}`), isText: value === "vendor" }));
}

function WideVendor({ row }: { row: VendorRow }) {
  const formats = useShopFormats();
  return (
    <>
      <td className={CELL}>
        <div className={styles.vendorName}>
          <VendorLink row={row} />
        </div>
      </td>
      {FIGURE_COLUMNS.map((column) => (
        <td key={column.sort} className={FIGURE_CELL}>
          <FigureText written={column.write(row, formats)} />
          {column.Note && (
            <InlineStack align="end">
              <column.Note row={row} />
            </InlineStack>
          )}
        </td>
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
            <dt>{formats.t(`vendors.column.${column.sort}`)}</dt>
            <dd>
              <FigureText written={column.write(row, formats)} />
              {column.Note && <column.Note row={row} />}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function VendorLink({ row }: { row: VendorRow }) {
  const { t } = useWords();
  return (
    <InlineStack gap="200" blockAlign="center">
      <RowLink url={vendorPath(row)} className={styles.nameLink}>
        {row.vendor ?? t("list.unassigned")}
      </RowLink>
      {row.isArchived && <Badge>{t("vendors.archived")}</Badge>}
    </InlineStack>
  );
}

function vendorPath(row: VendorRow): string {
  return `/app/vendors/${row.vendorId ?? "none"}`;
}

function writeOrderValue(row: VendorRow, { t, money, quantity }: ShopFormats): WrittenFigure {
  if (row.skusToReorderWithoutCost > 0 && row.skusToReorderWithoutCost === row.skusToReorder) {
    return { absence: t("vendors.list.noCost") };
  }
  return row.currency === null ? quantity(row.orderValue) : money(row.orderValue, row.currency);
}

function OrderNote({ row }: { row: VendorRow }) {
  const { t, money, quantity } = useShopFormats();
  const write = (value: number, currency: string | null) =>
    currency === null ? quantity(value) : money(value, currency);
  const { minimumOrder, currency } = row;
  if (minimumOrder === null) return null;
  const { comparison } = minimumOrder;
  const minimum = write(minimumOrder.value, minimumOrder.currency);
  if (comparison === "no-rate") return <Note>{t("vendors.list.minimumNoRate", { minimum })}</Note>;
  if (comparison === "no-value") return <Note>{t("vendors.list.minimum", { minimum })}</Note>;
  if (comparison.kind === "reached") return <Note>{t("vendors.list.minimumReached", { minimum })}</Note>;
  return <Badge tone="attention">{t("vendors.list.belowMinimum", { by: write(comparison.by, currency) })}</Badge>;
}

function writeLeadTime({ leadTime: { days } }: VendorRow, { t, decimal }: ShopFormats): string {
  return t("counts.days", { count: days, written: decimal(days) });
}

function LeadTimeNote({ row }: { row: VendorRow }) {
  const { t } = useWords();
  return (
    <Note>{t(row.leadTime.source === "vendor" ? "vendors.list.leadTimeOfVendor" : "vendors.list.leadTimeOfShop")}</Note>
  );
}

function writeAchieved({ achieved }: VendorRow, { t, percent }: ShopFormats): WrittenFigure {
  if (achieved === null) return { absence: t("vendors.list.noService") };
  return percent(toTenthsOfPercent(achieved.coverage));
}

function AchievedNote({ row }: { row: VendorRow }) {
  const { t, percent } = useShopFormats();
  if (row.achieved === null) return null;
  const promised = percent(toTenthsOfPercent(row.achieved.promised));
  return <Note>{t("vendors.list.promised", { promised })}</Note>;
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
