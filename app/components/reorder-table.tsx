import { Thumbnail } from "@shopify/polaris";
import { ImageIcon } from "@shopify/polaris-icons";
import { memo, useMemo } from "react";
import type { ReactNode } from "react";
import type { ReorderQuery, SortKey } from "~/reports/reorder-query";
import type { ListRow } from "~/reports/reorder-row";
import { AbsentValue } from "./absent-value";
import { EditableTerm, isEditable, type TermEditor } from "./editable-term";
import { FigureText } from "./figure";
import { hint } from "./hint";
import styles from "./list.module.css";
import type { ListLook } from "./list-look";
import { ListTable, type TableColumn } from "./list-table";
import { nameOfRow } from "./name-of-row";
import { PlanStatusBadge } from "./plan-status-badge";
import { findColumns, type ListColumn } from "./reorder-columns";
import { useRowKeys } from "./row-keys";
import type { SelectableRows } from "./row-selection";
import type { BulkAction } from "./selection-bar";
import { useShopFormats, type ShopFormats } from "./shop-formats";
import {
  CELL,
  FIGURE_CELL,
  RowCheckbox,
  RowLink,
  SelectionCell,
  TableRow,
  useRowSelecting,
  type RowSelecting,
} from "./table-row";
import { UnassignedVendor } from "./unassigned-vendor";
import { WeeklyDemand } from "./weekly-demand";

type Order = Pick<ReorderQuery, "sort" | "direction">;

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
  /** Which columns show, and how close together. */
  look: ListLook;
  /** True where the columns do not fit side by side. */
  narrow: boolean;
  /** Changes a term in its cell. */
  Editor: TermEditor;
  selection: SelectableRows;
  /** What can be done with the selected rows. */
  actions: readonly BulkAction[];
  /** How many rows the whole list has, over all its pages. */
  listSize: number;
  emptyState: ReactNode;
}

interface Heading extends Pick<ListColumn, "sort" | "alignment" | "firstDirection"> {
  id: ListColumn["id"] | "productTitle";
}

const PRODUCT: Heading = { id: "productTitle", sort: "productTitle", alignment: "start", firstDirection: "asc" };

/** A column whose heading explains it and what a click on it does. */
function toTableColumn(column: Heading, { t }: ShopFormats): TableColumn<SortKey> {
  const { id, ...rest } = column;
  const meaning = t(`columns.${id}.meaning`);
  return {
    ...rest,
    id: `heading-${id}`,
    title: t(`columns.${id}.title`),
    explanation: rest.sort ? t("list.explainedSort", { meaning, sort: describeSort(column, t) }) : meaning,
  };
}

function describeSort({ alignment, firstDirection }: Heading, t: ShopFormats["t"]): string {
  if (alignment === "end") return t(firstDirection === "asc" ? "list.sortsLowestFirst" : "list.sortsHighestFirst");
  return t(firstDirection === "asc" ? "list.sortsAToZ" : "list.sortsZToA");
}

/**
 * The reorder list of every view: one row per variant, sorted by a click on a heading, read page by page. What a click
 * changes shows in the next frame, since the rows are rendered again only where they changed.
 */
export const ReorderTable = memo(function ReorderTable(props: ReorderTableProps) {
  const { rows, narrow, selection, look } = props;
  const formats = useShopFormats();
  const columns = useMemo(() => findColumns(look.columns), [look.columns]);
  const tableColumns = useMemo(
    () => [PRODUCT, ...columns].map((column) => toTableColumn(column, formats)),
    [columns, formats],
  );
  const hasImages = rows.some((row) => row.imageUrl !== null);
  const ids = useMemo(() => rows.map((row) => row.variantId), [rows]);
  const keys = useRowKeys(ids, props.list);
  const selecting = useRowSelecting(ids, selection);
  return (
    <ListTable
      columns={tableColumns}
      sort={props.sort}
      direction={props.direction}
      onOrderChange={props.onOrderChange}
      paging={{ label: formats.t("list.pages"), onNextPage: props.onNextPage, onPreviousPage: props.onPreviousPage }}
      loading={props.loading}
      narrow={narrow}
      selection={{ ids, selection, actions: props.actions, listSize: props.listSize }}
      emptyState={props.emptyState}
    >
      {rows.map((row, position) => (
        <ReorderRow
          key={keys[position]}
          row={row}
          position={position}
          isSelected={selection.selected.includes(row.variantId)}
          selecting={selecting}
          narrow={narrow}
          hasImages={hasImages}
          columns={columns}
          Editor={props.Editor}
        />
      ))}
    </ListTable>
  );
});

interface ReorderRowProps {
  row: ListRow;
  position: number;
  isSelected: boolean;
  selecting: RowSelecting;
  narrow: boolean;
  hasImages: boolean;
  columns: readonly ListColumn[];
  Editor: TermEditor;
}

const ReorderRow = memo(function ReorderRow({ narrow, ...props }: ReorderRowProps) {
  return (
    <TableRow id={props.row.variantId} narrow={narrow} selectable={props}>
      {narrow ? <NarrowRow {...props} /> : <WideRow {...props} />}
    </TableRow>
  );
});

type RowProps = Omit<ReorderRowProps, "narrow">;

function WideRow({ row, hasImages, columns, Editor, ...selectable }: RowProps) {
  const formats = useShopFormats();
  return (
    <>
      <SelectionCell {...selectable} label={formats.t("list.select", { name: nameOfRow(row) })} />
      <td className={CELL}>
        {hasImages ? (
          <div className={styles.pictured}>
            <Thumbnail size="extraSmall" alt="" source={row.imageUrl ?? ImageIcon} />
            <ProductName row={row} />
          </div>
        ) : (
          <ProductName row={row} />
        )}
      </td>
      {columns.map((column) => (
        <td key={column.id} className={isFigure(column) ? FIGURE_CELL : CELL}>
          {valueOf(row, column, formats, Editor)}
        </td>
      ))}
    </>
  );
}

function isFigure({ id, alignment }: ListColumn): boolean {
  return alignment === "end" && !isEditable(id);
}

/** What a row has in a column of the table. Figures are plain text in their cells: a page has hundreds. */
function valueOf(row: ListRow, column: ListColumn, formats: ShopFormats, Editor: TermEditor): ReactNode {
  const written = column.write(row, formats);
  if (column.id === "status") return <PlanStatusBadge status={row.status} />;
  if (column.id === "vendor" && row.vendor === null) return <UnassignedVendor />;
  if (isEditable(column.id)) return <EditableTerm row={row} term={column.id} written={written} Editor={Editor} />;
  if (column.id === "weeklyDemand") return <WeeklyDemand row={row} written={written} />;
  if (typeof written !== "string") return <AbsentValue reason={written.absence} />;
  return column.alignment === "start" ? <ShortText text={written} /> : written;
}

/** The title is cut where it is too long; the whole shows on hover and on focus. */
function ProductName({ row }: { row: ListRow }) {
  return (
    <div className={styles.productName}>
      <RowLink url={itemPath(row)} className={styles.productTitle} {...hint(row.productTitle)}>
        {row.productTitle}
      </RowLink>
      {row.variantTitle !== null && <span className={styles.variantTitle}>{row.variantTitle}</span>}
    </div>
  );
}

/** Texts of so many characters always fit. */
const FITTING_LENGTH = 14;

/** Cut where it is too long, as the product's title is. */
function ShortText({ text }: { text: string }) {
  if (text.length <= FITTING_LENGTH) return <span className={styles.shortText}>{text}</span>;
  return (
    <span className={styles.shortText} tabIndex={0} {...hint(text)}>
      {text}
    </span>
  );
}

/** What the heading of a row in the narrow layout says already. */
const IN_HEADING: readonly ListColumn["id"][] = ["sku", "status", "vendor"];

function NarrowRow({ row, columns, Editor, position, isSelected, selecting }: RowProps) {
  const { t } = useShopFormats();
  const others = columns.filter(({ id }) => !IN_HEADING.includes(id));
  return (
    <div className={styles.narrowRow}>
      <div className={styles.narrowHeading}>
        <RowCheckbox
          label={t("list.select", { name: nameOfRow(row) })}
          position={position}
          isSelected={isSelected}
          selecting={selecting}
        />
        <div className={styles.narrowTitle}>
          <RowLink url={itemPath(row)} className={styles.nameLink}>
            {row.productTitle}
          </RowLink>
          <p className={styles.secondLine}>
            {[row.variantTitle, row.sku, row.vendor ?? t("list.unassigned")]
              .filter((text) => text !== null)
              .join(" · ")}
          </p>
        </div>
        <div className={styles.narrowStatus}>
          <PlanStatusBadge status={row.status} />
        </div>
      </div>
      <dl className={styles.narrowFigures}>
        {others.map((column) => (
          <div key={column.id}>
            <dt>{t(`columns.${column.id}.title`)}</dt>
            <dd>
              <NarrowValue row={row} column={column} Editor={Editor} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** What a row of the narrow layout has of a column, beside what its heading says. */
function NarrowValue({ row, column, Editor }: Pick<RowProps, "row" | "Editor"> & { column: ListColumn }) {
  const written = column.write(row, useShopFormats());
  if (isEditable(column.id)) return <EditableTerm row={row} term={column.id} written={written} Editor={Editor} />;
  if (column.id === "weeklyDemand") return <WeeklyDemand row={row} written={written} />;
  return <FigureText written={written} />;
}

function itemPath(row: ListRow): string {
  return `/app/items/${row.variantId}`;
}
