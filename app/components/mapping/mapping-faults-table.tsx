import { BlockStack, DataTable, Text, useBreakpoints } from "@shopify/polaris";
import type { UploadedMapping } from "~/reports/mapping-report";
import { useShopFormats } from "../shop-formats";
import styles from "./mapping.module.css";
import { TablePages } from "./table-pages";

interface MappingFaultsTableProps {
  faults: NonNullable<UploadedMapping["faults"]>;
  isPhone: boolean;
  onPage: (page: number) => void;
}

/** What is wrong with a file, in the order of its lines. */
export function MappingFaultsTable({ faults, isPhone, onPage }: MappingFaultsTableProps) {
  const { t, quantity } = useShopFormats();
  const { mdDown } = useBreakpoints({ defaults: { mdDown: isPhone } });
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {t("mapping.faults")}
      </Text>
      {mdDown ? (
        <BlockStack gap="300">
          {faults.rows.map(({ faultId, line, column, value, reason }) => (
            <BlockStack key={faultId}>
              <Text as="p" fontWeight="medium">
                {column === ""
                  ? t("mapping.lineNumber", { line: quantity(line) })
                  : t("mapping.lineAndColumn", { line: quantity(line), column })}
              </Text>
              <Text as="p" breakWord>
                {value === "" ? reason : t("mapping.faultyValue", { value, reason })}
              </Text>
            </BlockStack>
          ))}
        </BlockStack>
      ) : (
        <DataTable
          columnContentTypes={["numeric", "text", "text", "text"]}
          headings={[t("mapping.line"), t("mapping.column"), t("mapping.value"), t("mapping.reason")]}
          rows={faults.rows.map(({ faultId, line, column, value, reason }) => [
            quantity(line),
            column === "" ? t("mapping.theRow") : column,
            <span key={faultId} className={styles.wrapping}>
              {value}
            </span>,
            <span key={faultId} className={styles.wrapping}>
              {reason}
            </span>,
          ])}
          increasedTableDensity
          verticalAlign="top"
        />
      )}
      <TablePages {...faults} label={t("mapping.faultPages")} onPage={onPage} />
    </BlockStack>
  );
}
