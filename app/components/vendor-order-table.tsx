import { EmptySearchResult, IndexTable, Link, Text } from "@shopify/polaris";
import type { IndexTableProps } from "@shopify/polaris";
import type { ReactNode } from "react";
import type { VendorOrderLine } from "~/reports/vendor-order";
import type { VendorOrderQuery } from "~/reports/vendor-order-query";
import { AbsentValue } from "./absent-value";
import { Figure } from "./figure";
import { hint } from "./hint";
import styles from "./list.module.css";
import { describeSizes, writeLineMoney, writeSuggestion } from "./order-line-words";
import type { WrittenFigure } from "./reorder-columns";
import { useShopFormats, type ShopFormats } from "./shop-formats";

export interface VendorOrderTableProps {
  lines: readonly VendorOrderLine[];
  /** In which costs and values are; null while it is not known. */
  currency: string | null;
  query: VendorOrderQuery;
  onOrderChange: (order: Pick<VendorOrderQuery, "sort" | "direction">) => void;
  /** Called for the page after or before this one; undefined where there is none. */
  onNextPage: (() => void) | undefined;
  onPreviousPage: (() => void) | undefined;
  loading: boolean;
  /** True where the columns do not fit side by side. */
  narrow: boolean;
  /** The field in which a line's quantity stands. */
  renderQuantity: (line: VendorOrderLine) => ReactNode;
}

interface FigureColumn {
  sort: VendorOrderQuery["sort"] | null;
  title: string;
  meaning: string;
  write: (line: VendorOrderLine, currency: string | null, formats: ShopFormats) => WrittenFigure;
}

/** Right of the quantity: what it is to be judged by, then what it costs. */
const FIGURE_COLUMNS: readonly FigureColumn[] = [
  {
    sort: null,
    title: "Suggested",
    meaning: "What the plan suggests to order, in units",
    write: (line, _, formats) => writeSuggestion(line, formats),
  },
  {
    sort: null,
    title: "Unit cost",
    meaning: "What the vendor charges for a unit, or else the cost in Shopify",
    write: (line, currency, formats) => writeLineMoney(line.unitCost, currency, formats),
  },
  {
    sort: "lineValue",
    title: "Value",
    meaning: "The quantity at unit cost",
    write: (line, currency, formats) => writeLineMoney(line.lineValue, currency, formats),
  },
  {
    sort: null,
    title: "Available",
    meaning: "Units available to sell, at the locations that count in planning",
    write: (line, _, { quantity }) => quantity(line.available),
  },
  {
    sort: null,
    title: "Incoming",
    meaning: "Units on their way",
    write: (line, _, { quantity }) => quantity(line.incoming),
  },
];

interface Heading {
  sort: VendorOrderQuery["sort"] | null;
  title: string;
  meaning?: string;
  alignment: "start" | "end";
}

/** In the order of the cells of {@link WideLine}. */
const HEADINGS: readonly [Heading, ...Heading[]] = [
  { sort: "productTitle", title: "Product", alignment: "start" },
  { sort: "sku", title: "SKU", alignment: "start" },
  { sort: "vendorSku", title: "Vendor SKU", alignment: "start" },
  {
    sort: "quantity",
    title: "Quantity",
    meaning: "Units to order, in what the vendor sells at once",
    alignment: "start",
  },
  ...FIGURE_COLUMNS.map((column): Heading => ({ ...column, alignment: "end" })),
  { sort: null, title: "Sold in", meaning: "Pack size and minimum order quantity", alignment: "start" },
];

type TableHeading = IndexTableProps["headings"][number];

function toTableHeading({ sort, title, meaning, alignment }: Heading): TableHeading {
  return {
    id: `heading-${(sort ?? title).replaceAll(" ", "-")}`,
    title: <span {...(meaning !== undefined && { className: styles.explained, ...hint(meaning) })}>{title}</span>,
    alignment,
    defaultSortDirection: sort === "quantity" || sort === "lineValue" ? "descending" : "ascending",
  };
}

const [FIRST_HEADING, ...OTHER_HEADINGS] = HEADINGS;
const TABLE_HEADINGS: IndexTableProps["headings"] = [
  toTableHeading(FIRST_HEADING),
  ...OTHER_HEADINGS.map(toTableHeading),
];

/** The lines of an order, or every SKU that could be one. */
export function VendorOrderTable(props: VendorOrderTableProps) {
  const { lines, query, narrow } = props;
  const sortedColumn = HEADINGS.findIndex(({ sort }) => sort === query.sort);
  return (
    <IndexTable
      resourceName={{ singular: "SKU", plural: "SKUs" }}
      itemCount={lines.length}
      selectable={false}
      headings={TABLE_HEADINGS}
      sortable={HEADINGS.map(({ sort }) => sort !== null)}
      sortColumnIndex={sortedColumn}
      sortDirection={query.direction === "asc" ? "ascending" : "descending"}
      onSort={(index, direction) => {
        const sort = HEADINGS[index]?.sort;
        if (sort) props.onOrderChange({ sort, direction: direction === "ascending" ? "asc" : "desc" });
      }}
      condensed={narrow}
      loading={props.loading}
      emptyState={<NoLines query={query} />}
      {...paginationOf(props)}
    >
      {lines.map((line, position) => (
        <IndexTable.Row key={line.variantId} id={line.variantId} position={position}>
          {narrow ? <NarrowLine line={line} {...props} /> : <WideLine line={line} {...props} />}
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

function paginationOf({ onNextPage, onPreviousPage }: VendorOrderTableProps): Pick<IndexTableProps, "pagination"> {
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

function NoLines({ query: { q, show } }: { query: VendorOrderQuery }) {
  if (q !== "") {
    return <EmptySearchResult title="No SKUs match" description="Try another search." withIllustration />;
  }
  return show === "order" ? (
    <EmptySearchResult
      title="Nothing to order"
      description="The plan suggests nothing from this vendor now. To order something all the same, choose All SKUs of this vendor."
    />
  ) : (
    <EmptySearchResult
      title="No SKUs"
      description="No SKU of your shop is ordered from this vendor: it is the preferred vendor of none."
    />
  );
}

type LineProps = Pick<VendorOrderTableProps, "currency" | "renderQuantity"> & { line: VendorOrderLine };

function WideLine({ line, currency, renderQuantity }: LineProps) {
  const formats = useShopFormats();
  return (
    <>
      <IndexTable.Cell>
        <div className={styles.productCell}>
          <div className={styles.productText}>
            <span className={styles.truncated} title={line.productTitle}>
              <ProductLink line={line} />
            </span>
            {line.variantTitle !== null && (
              <Text as="span" variant="bodySm" tone="subdued" truncate>
                {line.variantTitle}
              </Text>
            )}
          </div>
        </div>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Code text={line.sku} absence="This variant has no SKU in Shopify." />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Code text={line.vendorSku} absence="The vendor's own SKU is not entered." />
      </IndexTable.Cell>
      <IndexTable.Cell>{renderQuantity(line)}</IndexTable.Cell>
      {FIGURE_COLUMNS.map((column) => (
        <IndexTable.Cell key={column.title}>
          <Figure written={column.write(line, currency, formats)} alignment="end" />
        </IndexTable.Cell>
      ))}
      <IndexTable.Cell>
        <div className={styles.soldIn}>{describeSizes(line, formats.quantity)}</div>
      </IndexTable.Cell>
    </>
  );
}

function ProductLink({ line }: { line: VendorOrderLine }) {
  return (
    <Link url={`/app/items/${line.variantId}`} monochrome removeUnderline>
      <Text as="span" fontWeight="medium">
        {line.productTitle}
      </Text>
    </Link>
  );
}

function Code({ text, absence }: { text: string | null; absence: string }) {
  if (text === null) return <AbsentValue reason={absence} />;
  return (
    <span className={styles.shortText} title={text}>
      {text}
    </span>
  );
}

function NarrowLine({ line, currency, renderQuantity }: LineProps) {
  const formats = useShopFormats();
  const vendorSku = line.vendorSku === null ? null : `vendor’s ${line.vendorSku}`;
  return (
    <div className={styles.narrowRow}>
      <div className={styles.narrowHeading}>
        <div className={styles.narrowTitle}>
          <ProductLink line={line} />
          <Text as="p" variant="bodySm" tone="subdued">
            {[line.variantTitle, line.sku, vendorSku, describeSizes(line, formats.quantity)]
              .filter((text) => text !== null)
              .join(" · ")}
          </Text>
        </div>
        {renderQuantity(line)}
      </div>
      <dl className={styles.narrowFigures}>
        {FIGURE_COLUMNS.map((column) => (
          <div key={column.title}>
            <dt>{column.title}</dt>
            <dd>
              <Figure written={column.write(line, currency, formats)} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
