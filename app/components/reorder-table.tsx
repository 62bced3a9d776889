import { Checkbox, IndexTable, IndexTableSelectionType, Link, Text, Thumbnail, Tooltip } from "@shopify/polaris";
import type { IndexTableProps } from "@shopify/polaris";
import { ImageIcon } from "@shopify/polaris-icons";
import type { ReactNode } from "react";
import type { ReorderQuery, SortKey } from "~/reports/reorder-query";
import type { ListRow } from "~/reports/reorder-row";
import { explainAbsence } from "./absence-reasons";
import { AbsentValue } from "./absent-value";
import { Figure } from "./figure";
import styles from "./list.module.css";
import { PlanStatusBadge } from "./plan-status-badge";
import { FIGURE_COLUMNS } from "./reorder-columns";
import type { SelectableRows } from "./row-selection";
import { useShopFormats } from "./shop-formats";
import { UNASSIGNED, UnassignedVendor } from "./unassigned-vendor";

type Order = Pick<ReorderQuery, "sort" | "direction">;
type Headings = IndexTableProps["headings"];

export interface ReorderTableProps {
  rows: readonly ListRow[];
  order: Order;
  onOrderChange: (order: Order) => void;
  /** Called for the page after or before this one; undefined where there is none. */
  onNextPage: (() => void) | undefined;
  onPreviousPage: (() => void) | undefined;
  loading: boolean;
  /** True where the columns do not fit side by side. */
  narrow: boolean;
  selection: SelectableRows;
  /** What can be done with the selected rows. */
  actions: readonly BulkAction[];
  /** How many rows the whole list has, over all its pages. */
  listSize: number;
  emptyState: ReactNode;
}

export interface BulkAction {
  content: string;
  onAction: () => void;
}

interface Column {
  sort: SortKey | null;
  title: string;
  meaning?: string;
  alignment: "start" | "end";
  firstDirection: "asc" | "desc";
}

/** In the order of the cells of {@link WideRow}. */
const COLUMNS: readonly [Column, ...Column[]] = [
  { sort: "productTitle", title: "Product", alignment: "start", firstDirection: "asc" },
  { sort: "sku", title: "SKU", alignment: "start", firstDirection: "asc" },
  { sort: null, title: "Status", alignment: "start", firstDirection: "asc" },
  ...FIGURE_COLUMNS.map((column): Column => ({ ...column, alignment: "end" })),
  { sort: "vendor", title: "Vendor", alignment: "start", firstDirection: "asc" },
];

function toHeading({ title, meaning, alignment, firstDirection }: Column): Headings[number] {
  return {
    title,
    alignment,
    defaultSortDirection: toTableDirection(firstDirection),
    ...(meaning !== undefined && { tooltipContent: meaning }),
  };
}

const [FIRST_COLUMN, ...OTHER_COLUMNS] = COLUMNS;
const HEADINGS: Headings = [toHeading(FIRST_COLUMN), ...OTHER_COLUMNS.map(toHeading)];

/** What the sort arrow of a heading says; with it, the heading itself can say what its column means. */
const SORT_LABELS = COLUMNS.map(({ alignment }) =>
  alignment === "end"
    ? { ascending: "Lowest first", descending: "Highest first" }
    : { ascending: "A to Z", descending: "Z to A" },
);

/** The reorder list of every view: one row per variant, sorted by a click on a heading, read page by page. */
export function ReorderTable(props: ReorderTableProps) {
  const { rows, order, narrow, selection, listSize } = props;
  const { quantity } = useShopFormats();
  const sortedColumn = COLUMNS.findIndex((column) => column.sort === order.sort);
  const hasImages = rows.some((row) => row.imageUrl !== null);
  return (
    <IndexTable
      resourceName={{ singular: "SKU", plural: "SKUs" }}
      itemCount={rows.length}
      selectable={rows.length > 0}
      selectedItemsCount={selection.isWholeList ? "All" : selection.selected.length}
      onSelectionChange={(type, isSelecting, changed) => {
        changeSelection(props, type, isSelecting, changed);
      }}
      promotedBulkActions={[...props.actions]}
      hasMoreItems={listSize > rows.length}
      paginatedSelectAllActionText={`Select all ${quantity(listSize)} SKUs of this list`}
      {...(selection.isWholeList && {
        paginatedSelectAllText: `All ${quantity(listSize)} SKUs of this list are selected`,
      })}
      headings={HEADINGS}
      sortable={COLUMNS.map((column) => column.sort !== null)}
      sortToggleLabels={SORT_LABELS}
      sortDirection={toTableDirection(order.direction)}
      {...(sortedColumn >= 0 && { sortColumnIndex: sortedColumn })}
      onSort={(index, direction) => {
        const sort = COLUMNS[index]?.sort;
        if (sort) props.onOrderChange({ sort, direction: direction === "ascending" ? "asc" : "desc" });
      }}
      condensed={narrow}
      loading={props.loading}
      emptyState={props.emptyState}
      {...paginationOf(props)}
    >
      {rows.map((row, position) => (
        <IndexTable.Row
          key={row.variantId}
          id={row.variantId}
          position={position}
          selected={selection.selected.includes(row.variantId)}
        >
          {narrow ? <NarrowRow row={row} selection={selection} /> : <WideRow row={row} hasImages={hasImages} />}
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

/** Carries out what somebody did with the table's checkboxes: one, several with Shift, the page's, or the whole list's. */
function changeSelection(
  { rows, selection }: ReorderTableProps,
  type: Parameters<OnSelectionChange>[0],
  isSelecting: boolean,
  changed: Parameters<OnSelectionChange>[2],
): void {
  const ids = rows.map((row) => row.variantId);
  if (typeof changed === "string") selection.select([changed], isSelecting);
  else if (Array.isArray(changed)) selection.select(ids.slice(changed[0], changed[1] + 1), isSelecting);
  else if (type === IndexTableSelectionType.All && isSelecting) selection.selectWholeList();
  else selection.select(ids, isSelecting);
}

type OnSelectionChange = NonNullable<IndexTableProps["onSelectionChange"]>;

function paginationOf({ onNextPage, onPreviousPage }: ReorderTableProps): Pick<IndexTableProps, "pagination"> {
  if (!onNextPage && !onPreviousPage) return {};
  return {
    pagination: {
      hasNext: onNextPage !== undefined,
      hasPrevious: onPreviousPage !== undefined,
      accessibilityLabel: "Pages of SKUs",
      ...(onNextPage && { onNext: onNextPage }),
      ...(onPreviousPage && { onPrevious: onPreviousPage }),
    },
  };
}

function WideRow({ row, hasImages }: { row: ListRow; hasImages: boolean }) {
  const formats = useShopFormats();
  return (
    <>
      <IndexTable.Cell>
        <div className={styles.productCell}>
          {hasImages && <Thumbnail size="extraSmall" alt="" source={row.imageUrl ?? ImageIcon} />}
          <div className={styles.productText}>
            <ProductLink row={row} />
            {row.variantTitle !== null && (
              <Text as="span" variant="bodySm" tone="subdued" truncate>
                {row.variantTitle}
              </Text>
            )}
          </div>
        </div>
      </IndexTable.Cell>
      <IndexTable.Cell>
        {row.sku === null ? <AbsentValue reason={explainAbsence(row, "sku")} /> : <ShortText text={row.sku} />}
      </IndexTable.Cell>
      <IndexTable.Cell>
        <PlanStatusBadge status={row.status} />
      </IndexTable.Cell>
      {FIGURE_COLUMNS.map((column) => (
        <IndexTable.Cell key={column.sort}>
          <Figure written={column.write(row, formats)} alignment="end" />
        </IndexTable.Cell>
      ))}
      <IndexTable.Cell>{row.vendor === null ? <UnassignedVendor /> : <ShortText text={row.vendor} />}</IndexTable.Cell>
    </>
  );
}

/** The title is cut where it is too long; the whole shows on hover and on focus. */
function ProductLink({ row }: { row: ListRow }) {
  return (
    <Tooltip content={row.productTitle} dismissOnMouseOut>
      <span className={styles.truncated}>
        <Link url={itemPath(row)} dataPrimaryLink monochrome removeUnderline>
          <Text as="span" fontWeight="medium">
            {row.productTitle}
          </Text>
        </Link>
      </span>
    </Tooltip>
  );
}

function ShortText({ text }: { text: string }) {
  return (
    <span className={styles.shortText} title={text}>
      {text}
    </span>
  );
}

function NarrowRow({ row, selection }: { row: ListRow; selection: SelectableRows }) {
  const formats = useShopFormats();
  return (
    <div className={styles.narrowRow}>
      <div className={styles.narrowHeading}>
        <NarrowCheckbox row={row} selection={selection} />
        <div className={styles.narrowTitle}>
          <Link url={itemPath(row)} dataPrimaryLink monochrome removeUnderline>
            <Text as="span" fontWeight="medium">
              {row.productTitle}
            </Text>
          </Link>
          <Text as="p" variant="bodySm" tone="subdued">
            {[row.variantTitle, row.sku, row.vendor ?? UNASSIGNED].filter((text) => text !== null).join(" · ")}
          </Text>
        </div>
        <div className={styles.narrowStatus}>
          <PlanStatusBadge status={row.status} />
        </div>
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

/** The table's own checkboxes are left out where its rows are a list. */
function NarrowCheckbox({ row, selection }: { row: ListRow; selection: SelectableRows }) {
  return (
    // A click on the row opens the SKU.
    <div
      onClick={(event) => {
        event.stopPropagation();
      }}
    >
      <Checkbox
        label={`Select ${nameOf(row)}`}
        labelHidden
        checked={selection.selected.includes(row.variantId)}
        onChange={(isSelecting) => {
          selection.select([row.variantId], isSelecting);
        }}
      />
    </div>
  );
}

function nameOf({ productTitle, variantTitle, sku }: ListRow): string {
  return [productTitle, variantTitle, sku].filter((text) => text !== null).join(" · ");
}

function itemPath(row: ListRow): string {
  return `/app/items/${row.variantId}`;
}

function toTableDirection(direction: "asc" | "desc"): "ascending" | "descending" {
  return direction === "asc" ? "ascending" : "descending";
}
