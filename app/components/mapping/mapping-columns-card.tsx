import { BlockStack, Button, Card, DataTable, InlineStack, List, Text, useBreakpoints } from "@shopify/polaris";

interface MappingColumnsCardProps {
  isPhone: boolean;
  onDownload: () => void;
  downloading: boolean;
}

const COLUMNS: readonly { names: string; meaning: string }[] = [
  {
    names: "sku, barcode, variant_id",
    meaning: "Name the item. One is enough; those that you give must all name the same item.",
  },
  { names: "vendor", meaning: "By its name; case and spaces don't matter. A new name creates a vendor." },
  { names: "vendor_sku", meaning: "What the vendor calls the item." },
  { names: "unit_cost", meaning: "In the vendor's currency, such as 12.50 or 12,50." },
  { names: "minimum_order_quantity, pack_size", meaning: "Whole units." },
  { names: "lead_time_days", meaning: "For this item from this vendor." },
  {
    names: "preferred",
    meaning:
      "yes for the vendor that the item is ordered from. Left empty, that stays; an item's first vendor becomes it.",
  },
  { names: "remove", meaning: "yes to take the vendor off the item; with an empty vendor, all of them." },
];

/** What a mapping file looks like, and the present mapping as one. */
export function MappingColumnsCard({ isPhone, onDownload, downloading }: MappingColumnsCardProps) {
  const { smDown } = useBreakpoints({ defaults: { smDown: isPhone } });
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="start" gap="300">
          <BlockStack gap="100">
            <Text as="h2" variant="headingMd">
              The file
            </Text>
            <Text as="p" tone="subdued">
              A CSV with a row for each item and vendor, and these columns in any order. Download yours to begin with.
            </Text>
          </BlockStack>
          <Button onClick={onDownload} loading={downloading}>
            Download mapping
          </Button>
        </InlineStack>
        {smDown ? (
          <BlockStack gap="200">
            {COLUMNS.map(({ names, meaning }) => (
              <BlockStack key={names}>
                <Text as="p" fontWeight="medium" breakWord>
                  {names}
                </Text>
                <Text as="p">{meaning}</Text>
              </BlockStack>
            ))}
          </BlockStack>
        ) : (
          <DataTable
            columnContentTypes={["text", "text"]}
            headings={["Column", "Meaning"]}
            rows={COLUMNS.map(({ names, meaning }) => [names, meaning])}
            increasedTableDensity
          />
        )}
        <List>
          <List.Item>A column that the file does not have leaves its values as they are.</List.Item>
          <List.Item>
            An empty cell in a column that it has takes the value away: the vendor&apos;s terms, or Shopify&apos;s cost,
            hold then.
          </List.Item>
          <List.Item>Items that the file does not name stay as they are.</List.Item>
        </List>
      </BlockStack>
    </Card>
  );
}
