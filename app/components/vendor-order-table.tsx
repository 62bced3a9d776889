import { EmptySearchResult } from "@shopify/polaris";
import { useMemo, type ReactNode } from "react";
import type { VendorOrderLine } from "~/reports/vendor-order";
import type { VendorOrderQuery } from "~/reports/vendor-order-query";
import type { Words } from "~/words/words";
import { AbsentValue } from "./absent-value";
import { FigureText } from "./figure";
import { hint } from "./hint";
import styles from "./list.module.css";
import { ListTable, type TableColumn } from "./list-table";
import { describeSizes, writeLineMoney, writeSuggestion } from "./order-line-words";
import type { WrittenFigure } from "./reorder-columns";
import { useShopFormats, type ShopFormats } from "./shop-formats";
import { CELL, FIGURE_CELL, RowLink, TableRow } from "./table-row";

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

type FigureName = "suggested" | "unitCost" | "lineValue" | "available" | "incoming";

interface FigureColumn {
  name: FigureName;
  write: (line: VendorOrderLine, currency: string | null, formats: ShopFormats) => WrittenFigure;
}

/** Right of the quantity: what it is to be judged by, then what it costs. */
const FIGURE_COLUMNS: readonly FigureColumn[] = [
  { name: "suggested", write: (line, _, formats) => writeSuggestion(line, formats) },
  { name: "unitCost", write: (line, currency, formats) => writeLineMoney(line.unitCost, currency, formats) },
  { name: "lineValue", write: (line, currency, formats) => writeLineMoney(line.lineValue, currency, formats) },
  { name: "available", write: (line, _, { quantity }) => quantity(line.available) },
  { name: "incoming", write: (line, _, { quantity }) => quantity(line.incoming) },
];

type TextName = "productTitle" | "sku" | "vendorSku";

interface Heading {
  name: TextName | "quantity" | FigureName | "soldIn";
  sort: VendorOrderQuery["sort"] | null;
  alignment: "start" | "end";
}

/** In the order of the cells of {@link WideLine}. */
const HEADINGS: readonly Heading[] = [
  { name: "productTitle", sort: "productTitle", alignment: "start" },
  { name: "sku", sort: "sku", alignment: "start" },
  { name: "vendorSku", sort: "vendorSku", alignment: "start" },
  { name: "quantity", sort: "quantity", alignment: "start" },
  ...FIGURE_COLUMNS.map(({ name }): Heading => ({ name, sort: name === "lineValue" ? name : null, alignment: "end" })),
  { name: "soldIn", sort: null, alignment: "start" },
];

function toTableColumn({ name, sort, alignment }: Heading, t: Words["t"]): TableColumn<VendorOrderQuery["sort"]> {
  const isPlain = name === "productTitle" || name === "sku" || name === "vendorSku";
  return {
    id: `heading-${name}`,
    title: t(`vendorOrder.column.${name}`),
    explanation: isPlain ? undefined : t(`vendorOrder.meaning.${name}`),
    alignment,
    sort,
    firstDirection: sort === "quantity" || sort === "lineValue" ? "desc" : "asc",
  };
}

/** The lines of an order, or every SKU that could be one. */
export function VendorOrderTable(props: VendorOrderTableProps) {
  const { lines, query, narrow } = props;
  const { t } = useShopFormats();
  const columns = useMemo(() => HEADINGS.map((heading) => toTableColumn(heading, t)), [t]);
  return (
    <ListTable
      columns={columns}
      sort={query.sort}
      direction={query.direction}
      onOrderChange={props.onOrderChange}
      paging={{
        label: t("vendorOrder.pages"),
        onNextPage: props.onNextPage,
        onPreviousPage: props.onPreviousPage,
      }}
      loading={props.loading}
      narrow={narrow}
      emptyState={<NoLines query={query} />}
    >
      {lines.map((line) => (
        <TableRow key={line.variantId} id={line.variantId} narrow={narrow} isClickable={false}>
          {narrow ? <NarrowLine line={line} {...props} /> : <WideLine line={line} {...props} />}
        </TableRow>
      ))}
    </ListTable>
  );
}

function NoLines({ query: { q, show } }: { query: VendorOrderQuery }) {
  const { t } = useShopFormats();
  if (q !== "") {
    return (
      <EmptySearchResult title={t("vendorOrder.noMatch")} description={t("vendorOrder.tryAnother")} withIllustration />
    );
  }
  return show === "order" ? (
    <EmptySearchResult title={t("vendorOrder.nothingToOrder")} description={t("vendorOrder.nothingToOrderExplained")} />
  ) : (
    <EmptySearchResult title={t("vendorOrder.noSkus")} description={t("vendorOrder.noSkusExplained")} />
  );
}

type LineProps = Pick<VendorOrderTableProps, "currency" | "renderQuantity"> & { line: VendorOrderLine };

function WideLine({ line, currency, renderQuantity }: LineProps) {
  const formats = useShopFormats();
  return (
    <>
      <td className={CELL}>
        <div className={styles.productName}>
          <RowLink url={itemPath(line)} className={styles.productTitle} {...hint(line.productTitle)}>
            {line.productTitle}
          </RowLink>
          {line.variantTitle !== null && <span className={styles.variantTitle}>{line.variantTitle}</span>}
        </div>
      </td>
      <td className={CELL}>
        <Code text={line.sku} absence={formats.t("vendorOrder.noSku")} />
      </td>
      <td className={CELL}>
        <Code text={line.vendorSku} absence={formats.t("vendorOrder.noVendorSku")} />
      </td>
      <td className={CELL}>{renderQuantity(line)}</td>
      {FIGURE_COLUMNS.map((column) => (
        <td key={column.name} className={FIGURE_CELL}>
          <FigureText written={column.write(line, currency, formats)} />
        </td>
      ))}
      <td className={CELL}>
        <div className={styles.soldIn}>{describeSizes(line, formats)}</div>
      </td>
    </>
  );
}

function itemPath(line: VendorOrderLine): string {
  return `/app/items/${line.variantId}`;
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
  const { t } = formats;
  const vendorSku = line.vendorSku === null ? null : t("vendorOrder.itsVendorSku", { sku: line.vendorSku });
  return (
    <div className={styles.narrowRow}>
      <div className={styles.narrowHeading}>
        <div className={styles.narrowTitle}>
          <RowLink url={itemPath(line)} className={styles.nameLink}>
            {line.productTitle}
          </RowLink>
          <p className={styles.secondLine}>
            {[line.variantTitle, line.sku, vendorSku, describeSizes(line, formats)]
              .filter((text) => text !== null)
              .join(" · ")}
          </p>
        </div>
        {renderQuantity(line)}
      </div>
      <dl className={styles.narrowFigures}>
        {FIGURE_COLUMNS.map((column) => (
          <div key={column.name}>
            <dt>{t(`vendorOrder.column.${column.name}`)}</dt>
            <dd>
              <FigureText written={column.write(line, currency, formats)} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
