import { BlockStack, DataTable, Link, Text, useBreakpoints } from "@shopify/polaris";
import type { MappedValue, MappingChangeRow, UploadedMapping } from "~/reports/mapping-report";
import type { Words } from "~/words/words";
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
  const { t, quantity } = useShopFormats();
  const { mdDown } = useBreakpoints({ defaults: { mdDown: isPhone } });
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {t("mapping.changes")}
      </Text>
      {mdDown ? (
        <BlockStack gap="300">
          {changes.rows.map((row) => (
            <BlockStack key={row.line}>
              <ItemName row={row} />
              <Text as="p" breakWord>
                {`${row.vendor ?? t("vendors.all")}: ${describeMappingChange(row, t)}`}
              </Text>
            </BlockStack>
          ))}
        </BlockStack>
      ) : (
        <DataTable
          columnContentTypes={["numeric", "text", "text", "text"]}
          headings={[t("mapping.line"), t("mapping.item"), t("vendors.vendor"), t("mapping.change.heading")]}
          rows={changes.rows.map((row) => [
            quantity(row.line),
            <span key={row.line} className={styles.wrapping}>
              <ItemName row={row} />
            </span>,
            <span key={row.line} className={styles.wrapping}>
              {row.vendor ?? t("vendors.all")}
            </span>,
            <span key={row.line} className={styles.wrapping}>
              {describeMappingChange(row, t)}
            </span>,
          ])}
          increasedTableDensity
          verticalAlign="top"
        />
      )}
      <TablePages {...changes} label={t("mapping.changePages")} onPage={onPage} />
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

/** "Changed: unit cost 2 → 2.5, pack size 6 → not set" */
function describeMappingChange({ action, values }: Pick<MappingChangeRow, "action" | "values">, t: Words["t"]): string {
  if (action === "remove" || values.length === 0) return t(`mapping.change.${action}`);
  const written = values.map(({ column, before, after }) => {
    const label = t(`mapping.change.column.${column}`);
    return action === "add"
      ? `${label} ${writeValue(after, t)}`
      : `${label} ${writeValue(before, t)} → ${writeValue(after, t)}`;
  });
  return t(`mapping.change.${action}With`, { values: written.join(", ") });
}

/** Numbers as the file has them. */
function writeValue(value: MappedValue["before"], t: Words["t"]): string {
  if (value === null) return t("vendors.notSet");
  return typeof value === "boolean" ? t(value ? "mapping.change.yes" : "mapping.change.no") : String(value);
}
