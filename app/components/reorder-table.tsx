import { Checkbox, IndexTable, IndexTableSelectionType, Link, Text, Thumbnail } from "@shopify/polaris";
import type { IndexTableProps } from "@shopify/polaris";
import { ImageIcon } from "@shopify/polaris-icons";
import { memo, useCallback, useMemo } from "react";
import type { ReactNode } from "react";
import type { ReorderQuery, SortKey } from "~/reports/reorder-query";
import type { ListRow } from "~/reports/reorder-row";
import { explainAbsence } from "./absence-reasons";
import { AbsentValue } from "./absent-value";
import { Figure } from "./figure";
import { hint } from "./hint";
import styles from "./list.module.css";
import { PlanStatusBadge } from "./plan-status-badge";
import { FIGURE_COLUMNS } from "./reorder-columns";
import { useRowKeys } from "./row-keys";
import type { SelectableRows } from "./row-selection";
import { useShopFormats } from "./shop-formats";
import { UnassignedVendor } from "./unassigned-vendor";

type Order = Pick<ReorderQuery, "sort" | "direction">;
type Headings = IndexTableProps["headings"];

export interface ReorderTableProps {
  rows: readonly ListRow[];
  /** Which list and which page of it the rows are, such as its query. */
  list: string;
  sort: Order["sort"];
  direction: Order["direction"];
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

/** A heading that explains its column and what a click on it does. */
function toHeading(column: Column): Headings[number] {
  const { sort, title, meaning, alignment, firstDirection } = column;
  const explanation = [meaning, sort && `Sorts ${describeDirection(column)}`].filter(Boolean).join(". ");
  return {
    id: `heading-${sort ?? title}`,
    title: (
      <span className={meaning && styles.explained} {...(explanation !== "" && hint(explanation))}>
        {title}
      </span>
    ),
    alignment,
    defaultSortDirection: toTableDirection(firstDirection),
  };
}

function describeDirection({ alignment, firstDirection }: Column): string {
  if (alignment === "end") return firstDirection === "asc" ? "lowest first" : "highest first";
  return firstDirection === "asc" ? "A to Z" : "Z to A";
}

const [FIRST_COLUMN, ...OTHER_COLUMNS] = COLUMNS;
const HEADINGS: Headings = [toHeading(FIRST_COLUMN), ...OTHER_COLUMNS.map(toHeading)];
const SORTABLE = COLUMNS.map(({ sort }) => sort !== null);
// Made once: each row's checkbox follows it.
const RESOURCE_NAME = { singular: "SKU", plural: "SKUs" };

/**
 * The reorder list of every view: one row per variant, sorted by a click on a heading, read page by page. What a click
 * changes shows in the next frame, since the rows are rendered again only where they changed.
 */
export const ReorderTable = memo(function ReorderTable(props: ReorderTableProps) {
  const { rows, sort, direction, narrow, selection, listSize } = props;
  const { quantity } = useShopFormats();
  const sortedColumn = COLUMNS.findIndex((column) => column.sort === sort);
  const hasImages = rows.some((row) => row.imageUrl !== null);
  const ids = useMemo(() => rows.map((row) => row.variantId), [rows]);
  const keys = useRowKeys(ids, props.list);
  return (
    <IndexTable
      resourceName={RESOURCE_NAME}
      itemCount={rows.length}
      selectable={rows.length > 0}
      selectedItemsCount={selection.isWholeList ? "All" : selection.selected.length}
      onSelectionChange={useSelectionChange(ids, selection)}
      promotedBulkActions={[...props.actions]}
      hasMoreItems={listSize > rows.length}
      paginatedSelectAllActionText={`Select all ${quantity(listSize)} SKUs of this list`}
      {...(selection.isWholeList && {
        paginatedSelectAllText: `All ${quantity(listSize)} SKUs of this list are selected`,
      })}
      headings={HEADINGS}
      sortable={SORTABLE}
      sortDirection={toTableDirection(direction)}
      {...(sortedColumn >= 0 && { sortColumnIndex: sortedColumn })}
      onSort={(index, chosen) => {
        const column = COLUMNS[index]?.sort;
        if (column) props.onOrderChange({ sort: column, direction: chosen === "ascending" ? "asc" : "desc" });
      }}
      condensed={narrow}
      loading={props.loading}
      emptyState={props.emptyState}
      {...paginationOf(props)}
    >
      {rows.map((row, position) => (
        <TableRow
          key={keys[position]}
          row={row}
          position={position}
          isSelected={selection.selected.includes(row.variantId)}
          onSelect={selection.select}
          narrow={narrow}
          hasImages={hasImages}
        />
      ))}
    </IndexTable>
  );
});

interface TableRowProps {
  row: ListRow;
  position: number;
  isSelected: boolean;
  onSelect: SelectableRows["select"];
  narrow: boolean;
  hasImages: boolean;
}

const TableRow = memo(function TableRow({ row, position, narrow, hasImages, ...selecting }: TableRowProps) {
  return (
    <IndexTable.Row id={row.variantId} position={position} selected={selecting.isSelected}>
      {narrow ? <NarrowRow row={row} {...selecting} /> : <WideRow row={row} hasImages={hasImages} />}
    </IndexTable.Row>
  );
});

/** Carries out what somebody did with the table's checkboxes: one, several with Shift, the page's, or the whole list's. */
function useSelectionChange(ids: readonly string[], { select, selectWholeList }: SelectableRows): OnSelectionChange {
  return useCallback<OnSelectionChange>(
    (type, isSelecting, changed) => {
      if (typeof changed === "string") select([changed], isSelecting);
      else if (Array.isArray(changed)) select(ids.slice(changed[0], changed[1] + 1), isSelecting);
      else if (type === IndexTableSelectionType.All && isSelecting) selectWholeList();
      else select(ids, isSelecting);
    },
    [ids, select, selectWholeList],
  );
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
        {row.sku === null ? <AbsentValue reason={explainAbsence(row, "sku", formats)} /> : <ShortText text={row.sku} />}
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
    <span className={styles.truncated} {...hint(row.productTitle)}>
      <Link url={itemPath(row)} dataPrimaryLink monochrome removeUnderline>
        <Text as="span" fontWeight="medium">
          {row.productTitle}
        </Text>
      </Link>
    </span>
  );
}

function ShortText({ text }: { text: string }) {
  return (
    <span className={styles.shortText} title={text}>
      {text}
    </span>
  );
}

type NarrowRowProps = Pick<TableRowProps, "row" | "isSelected" | "onSelect">;

function NarrowRow(props: NarrowRowProps) {
  const { row } = props;
  const formats = useShopFormats();
  return (
    <div className={styles.narrowRow}>
      <div className={styles.narrowHeading}>
        <NarrowCheckbox {...props} />
        <div className={styles.narrowTitle}>
          <Link url={itemPath(row)} dataPrimaryLink monochrome removeUnderline>
            <Text as="span" fontWeight="medium">
              {row.productTitle}
            </Text>
          </Link>
          <Text as="p" variant="bodySm" tone="subdued">
            {[row.variantTitle, row.sku, row.vendor ?? formats.t("list.unassigned")]
              .filter((text) => text !== null)
              .join(" · ")}
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
function NarrowCheckbox({ row, isSelected, onSelect }: NarrowRowProps) {
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
        checked={isSelected}
        onChange={(isSelecting) => {
          onSelect([row.variantId], isSelecting);
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
