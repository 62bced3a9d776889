import { BlockStack, Button, Card, DataTable, InlineStack, List, Text, useBreakpoints } from "@shopify/polaris";
import { useWords } from "~/words/words-context";
import styles from "./mapping.module.css";

interface MappingColumnsCardProps {
  isPhone: boolean;
  onDownload: () => void;
  downloading: boolean;
}

/** As the file has them, whatever language the page is in. */
const COLUMNS = [
  { names: "sku, barcode, variant_id", meaning: "item" },
  { names: "vendor", meaning: "vendor" },
  { names: "vendor_sku", meaning: "vendorSku" },
  { names: "unit_cost", meaning: "unitCost" },
  { names: "minimum_order_quantity, pack_size", meaning: "units" },
  { names: "lead_time_days", meaning: "leadTime" },
  { names: "preferred", meaning: "preferred" },
  { names: "remove", meaning: "remove" },
] as const;

/** What a mapping file looks like, and the present mapping as one. */
export function MappingColumnsCard({ isPhone, onDownload, downloading }: MappingColumnsCardProps) {
  const { t } = useWords();
  const columns = COLUMNS.map(({ names, meaning }) => ({ names, meaning: t(`mapping.file.column.${meaning}`) }));
  const { smDown } = useBreakpoints({ defaults: { smDown: isPhone } });
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="start" gap="300">
          <BlockStack gap="100">
            <Text as="h2" variant="headingMd">
              {t("mapping.file.title")}
            </Text>
            <Text as="p" tone="subdued">
              {t("mapping.file.explanation")}
            </Text>
          </BlockStack>
          <Button onClick={onDownload} loading={downloading}>
            {t("mapping.file.download")}
          </Button>
        </InlineStack>
        {smDown ? (
          <BlockStack gap="200">
            {columns.map(({ names, meaning }) => (
              <BlockStack key={names}>
                <Text as="p" fontWeight="medium" breakWord>
                  <span translate="no">{names}</span>
                </Text>
                <Text as="p">{meaning}</Text>
              </BlockStack>
            ))}
          </BlockStack>
        ) : (
          <DataTable
            columnContentTypes={["text", "text"]}
            headings={[t("mapping.column"), t("mapping.file.meaning")]}
            rows={columns.map(({ names, meaning }) => [
              <span key="names" translate="no">
                {names}
              </span>,
              <span key={names} className={styles.wrapping}>
                {meaning}
              </span>,
            ])}
            increasedTableDensity
          />
        )}
        <List>
          <List.Item>{t("mapping.file.missingColumn")}</List.Item>
          <List.Item>{t("mapping.file.emptyCell")}</List.Item>
          <List.Item>{t("mapping.file.otherItems")}</List.Item>
        </List>
      </BlockStack>
    </Card>
  );
}
