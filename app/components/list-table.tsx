import { Pagination, Spinner } from "@shopify/polaris";
import { memo, type ReactElement, type ReactNode } from "react";
import { useWords } from "~/words/words-context";
import { hint } from "./hint";
import styles from "./list-table.module.css";
import { SelectionBar, SelectionCheckbox, type PageSelection } from "./selection-bar";
import { SidewaysScroller } from "./sideways-scroller";
import { useSteadyCallback } from "./use-steady-callback";

type Direction = "asc" | "desc";

export interface TableColumn<Sort extends string> {
  /** Of the heading's element too, by which style sheets give it a width. */
  id: string;
  title: string;
  /** What the column means, where its title does not say all. */
  explanation: string | undefined;
  /** Figures stand at the end, texts at the start. */
  alignment: "start" | "end";
  /** Null where the table cannot be sorted by it. */
  sort: Sort | null;
  /** What a click on the heading asks for, unless the table is sorted by the column already. */
  firstDirection: Direction;
}

/** How to go from page to page. */
export interface Paging {
  /** What is read out. */
  label: string;
  /** Which page it is, where that is known. */
  place?: string;
  /** Undefined where there is no such page. */
  onNextPage: (() => void) | undefined;
  onPreviousPage: (() => void) | undefined;
}

interface ListTableProps<Sort extends string> {
  /** Each the same object while it says the same: headings that stay as they are need not be rendered again. */
  columns: readonly TableColumn<Sort>[];
  sort: Sort;
  direction: Direction;
  onOrderChange: (order: { sort: Sort; direction: Direction }) => void;
  paging: Paging;
  /** True while other rows are on their way for so long that it has to be said. */
  loading: boolean;
  /** True where the columns do not fit side by side: the rows are items of a list then. */
  narrow: boolean;
  /** Undefined where rows can't be selected. */
  selection?: PageSelection;
  /** What stands in the place of rows where there are none. */
  emptyState: ReactNode;
  /** Of `TableRow`. */
  children: readonly ReactElement[];
}

/** Rows that are sorted by a click on a heading and read page by page, with what can be done to those that are selected. */
export function ListTable<Sort extends string>(props: ListTableProps<Sort>) {
  const { narrow, children } = props;
  const isEmpty = children.length === 0;
  const selection = isEmpty ? undefined : props.selection;
  return (
    <div className={styles.frame}>
      {narrow && selection && <SelectionBar narrow {...selection} />}
      <div className={styles.overHead}>
        {!narrow && selection && <SelectionBar narrow={false} {...selection} />}
        <LoadingNote isShown={props.loading} />
      </div>
      {isEmpty ? (
        <div className={styles.empty} aria-busy={props.loading}>
          {props.emptyState}
        </div>
      ) : narrow ? (
        <ul className={styles.items} aria-busy={props.loading}>
          {children}
        </ul>
      ) : (
        <SidewaysScroller>
          <table className={selection ? SELECTABLE_TABLE : styles.table} aria-busy={props.loading}>
            <Head {...props} />
            <tbody>{children}</tbody>
          </table>
        </SidewaysScroller>
      )}
      <PageTurner {...props.paging} />
    </div>
  );
}

const SELECTABLE_TABLE = `${styles.table} ${styles.selectable}`;

function Head<Sort extends string>({ columns, sort, direction, selection, onOrderChange }: ListTableProps<Sort>) {
  const { t } = useWords();
  const isCovered = selection !== undefined && selection.selection.selected.length > 0;
  const onSort = useSteadyCallback((id: string) => {
    const column = columns.find((one) => one.id === id);
    if (!column?.sort) return;
    const reversed = direction === "asc" ? "desc" : "asc";
    onOrderChange({ sort: column.sort, direction: column.sort === sort ? reversed : column.firstDirection });
  });
  return (
    <thead className={styles.head}>
      <tr>
        {selection && (
          <th scope="col" className={isCovered ? styles.covered : undefined} aria-label={t("list.selectAll")}>
            <SelectionCheckbox label={t("list.selectAll")} {...selection} />
          </th>
        )}
        {columns.map((column) => (
          <Heading
            key={column.id}
            column={column}
            sorted={column.sort === sort ? direction : undefined}
            isCovered={isCovered}
            onSort={onSort}
          />
        ))}
      </tr>
    </thead>
  );
}

interface HeadingProps {
  column: TableColumn<string>;
  /** In which direction the table is sorted by the column; undefined where it is by another. */
  sorted: Direction | undefined;
  /** True while the bar of what can be done to a selection lies over it. */
  isCovered: boolean;
  onSort: (id: string) => void;
}

/** A click changes nothing of it but how its arrow is painted: whatever changes a heading's size has all rows laid out anew. */
const Heading = memo(function Heading({ column, sorted, isCovered, onSort }: HeadingProps) {
  const { id, title, explanation, alignment, sort, firstDirection } = column;
  const text = explanation === undefined ? title : <Explained title={title} explanation={explanation} />;
  return (
    <th id={id} scope="col" className={styles[alignment]} aria-sort={sorted && ARIA_SORT[sorted]}>
      {sort === null ? (
        <div>{text}</div>
      ) : (
        <button
          type="button"
          className={styles.sorter}
          data-direction={sorted ?? firstDirection}
          tabIndex={isCovered ? -1 : undefined}
          onClick={() => {
            onSort(id);
          }}
        >
          {text}
        </button>
      )}
    </th>
  );
});

const ARIA_SORT = { asc: "ascending", desc: "descending" } as const;

function Explained({ title, explanation }: { title: string; explanation: string }) {
  return (
    <span className={styles.explained} {...hint(explanation)}>
      {title}
    </span>
  );
}

/** Lies over the head, so that no row moves when it comes. A screen reader hears of what comes into an element that it knows. */
function LoadingNote({ isShown }: { isShown: boolean }) {
  const { t } = useWords();
  return (
    <div className={isShown ? styles.loading : undefined} role="status">
      {isShown && (
        <div className={styles.loadingRow}>
          <Spinner size="small" />
          {t("list.loading")}
        </div>
      )}
    </div>
  );
}

const PageTurner = memo(function PageTurner({ label, place, onNextPage, onPreviousPage }: Paging) {
  if (!onNextPage && !onPreviousPage) return null;
  return (
    <div className={styles.paging}>
      <Pagination
        type="table"
        accessibilityLabel={label}
        {...(place !== undefined && { label: place })}
        hasNext={onNextPage !== undefined}
        hasPrevious={onPreviousPage !== undefined}
        {...(onNextPage && { onNext: onNextPage })}
        {...(onPreviousPage && { onPrevious: onPreviousPage })}
      />
    </div>
  );
});
