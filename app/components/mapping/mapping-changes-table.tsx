import { BlockStack, DataTable, Link, Text, useBreakpoints } from "@shopify/polaris";
import type { MappedValue, MappingChangeRow, UploadedMapping } from "~/reports/mapping-report";
import { useShopFormats } from "../shop-formats";
import styles from "./mapping.module.css";
import { TablePages } from "./table-pages";

interface MappingChangesTableProps {
  changes: NonNullable<UploadedMapping["changes"]>;
  isPhone: boolean;
  onPage: (page: number) => void;
}

/** What a file would change, row by row. */
export function MappingChangesTable({ changes, isPhone, onPage }: MappingChangesTableProps) {
  const { quantity } = useShopFormats();
  const { mdDown } = useBreakpoints({ defaults: { mdDown: isPhone } });
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        Changes
      </Text>
      {mdDown ? (
        <BlockStack gap="300">
          {changes.rows.map((row) => (
            <BlockStack key={row.line}>
              <ItemName row={row} />
              <Text as="p" breakWord>
                {`${row.vendor ?? "All vendors"}: ${describeMappingChange(row)}`}
              </Text>
            </BlockStack>
          ))}
        </BlockStack>
      ) : (
        <DataTable
          columnContentTypes={["numeric", "text", "text", "text"]}
          headings={["Line", "Item", "Vendor", "Change"]}
          rows={changes.rows.map((row) => [
            quantity(row.line),
            <span key={row.line} className={styles.wrapping}>
              <ItemName row={row} />
            </span>,
            <span key={row.line} className={styles.wrapping}>
              {row.vendor ?? "All vendors"}
            </span>,
            <span key={row.line} className={styles.wrapping}>
              {describeMappingChange(row)}
            </span>,
          ])}
          increasedTableDensity
          verticalAlign="top"
        />
      )}
      <TablePages {...changes} label="changes" onPage={onPage} />
    </BlockStack>
  );
}

function ItemName({ row: { variantId, sku, title } }: { row: MappingChangeRow }) {
  return (
    <Text as="span" breakWord>
      <Link url={`/app/items/${variantId}`} removeUnderline>
        {sku === null || sku === "" ? title : `${sku} · ${title}`}
      </Link>
    </Text>
  );
}

const WORDS: Record<MappedValue["column"], string> = {
  preferred: "preferred",
  vendor_sku: "vendor SKU",
  unit_cost: "unit cost",
  minimum_order_quantity: "minimum order",
  pack_size: "pack size",
  lead_time_days: "lead time in days",
};

/** "Changed: unit cost 2 → 2.5, pack size 6 → not set" */
function describeMappingChange({ action, values }: Pick<MappingChangeRow, "action" | "values">): string {
  if (action === "remove") return "Removed";
  const written = values.map(({ column, before, after }) =>
    action === "add"
      ? `${WORDS[column]} ${writeValue(after)}`
      : `${WORDS[column]} ${writeValue(before)} → ${writeValue(after)}`,
  );
  const what = action === "add" ? "Added" : "Changed";
  return written.length === 0 ? what : `${what}: ${written.join(", ")}`;
}

/** As the file has it. */
function writeValue(value: MappedValue["before"]): string {
  if (value === null) return "not set";
  return typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
}
