import { Banner, BlockStack, Button, ButtonGroup, Card, InlineGrid, InlineStack, List, Text } from "@shopify/polaris";
import type { UploadedMapping } from "~/reports/mapping-report";
import { countOf, useShopFormats, type ShopFormats } from "../shop-formats";
import { MappingChangesTable } from "./mapping-changes-table";
import { MappingFaultsTable } from "./mapping-faults-table";

interface MappingCheckCardProps {
  uploaded: UploadedMapping;
  isPhone: boolean;
  /** Which command is on its way. */
  busyWith: "apply" | "discard" | null;
  onApply: () => void;
  onDiscard: () => void;
  onDownloadFaults: () => void;
  downloading: boolean;
  onFaultsPage: (page: number) => void;
  onChangesPage: (page: number) => void;
}

type Counts = NonNullable<UploadedMapping["summary"]["counts"]>;

/** What a file would change, and what is wrong with it; with any fault, nothing of it can be applied. */
export function MappingCheckCard(props: MappingCheckCardProps) {
  const { uploaded, busyWith, onApply, onDiscard } = props;
  const { fileName, rowsRead, summary, faults, changes } = uploaded;
  const formats = useShopFormats();
  const { counts } = summary;
  if (!counts) return null;
  const hasChanges = counts.added + counts.changed + counts.removed > 0;
  return (
    <Card>
      <BlockStack gap="500">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd" breakWord>
            {`What ${fileName} would change`}
          </Text>
          <Text as="p" tone="subdued">
            {`${countOf(rowsRead, "row", formats.quantity(rowsRead))} read. Nothing has been changed yet.`}
          </Text>
        </BlockStack>
        {summary.checkedAgain && (
          <Banner tone="warning" title="Nothing was applied: the mapping was changed since you saw this">
            <Text as="p">The file was checked once more. Look at what it would change now, and apply it then.</Text>
          </Banner>
        )}
        {counts.faults > 0 && (
          <Banner
            tone="critical"
            title={`${countOf(counts.faults, "fault", formats.quantity(counts.faults))}: nothing of this file can be applied`}
            action={{
              content: "Download all faults as CSV",
              onAction: props.onDownloadFaults,
              loading: props.downloading,
            }}
          >
            <Text as="p">Correct the file and upload it again.</Text>
          </Banner>
        )}
        <CountsGrid counts={counts} formats={formats} />
        <Notices uploaded={uploaded} formats={formats} />
        {faults && counts.faults > 0 && (
          <MappingFaultsTable faults={faults} isPhone={props.isPhone} onPage={props.onFaultsPage} />
        )}
        {changes && hasChanges && (
          <MappingChangesTable changes={changes} isPhone={props.isPhone} onPage={props.onChangesPage} />
        )}
        {!hasChanges && counts.faults === 0 && (
          <Text as="p">Everything is as this file says already: there is nothing to apply.</Text>
        )}
        <InlineStack align="end">
          <ButtonGroup>
            <Button onClick={onDiscard} loading={busyWith === "discard"} disabled={busyWith === "apply"}>
              Discard file
            </Button>
            <Button
              variant="primary"
              onClick={onApply}
              loading={busyWith === "apply"}
              disabled={!hasChanges || counts.faults > 0 || busyWith === "discard"}
            >
              Apply changes
            </Button>
          </ButtonGroup>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

function CountsGrid({ counts, formats: { quantity } }: { counts: Counts; formats: ShopFormats }) {
  const figures: readonly (readonly [string, number])[] = [
    ["Added", counts.added],
    ["Changed", counts.changed],
    ["Removed", counts.removed],
    ["Unchanged", counts.unchanged],
    ["Values cleared", counts.cleared],
    ["New vendors", counts.newVendors],
  ];
  return (
    <InlineGrid columns={{ xs: 2, sm: 3, md: 6 }} gap="300">
      {figures.map(([label, value]) => (
        <BlockStack key={label}>
          <Text as="span" tone="subdued" variant="bodySm">
            {label}
          </Text>
          <Text as="span" variant="headingMd" numeric>
            {quantity(value)}
          </Text>
        </BlockStack>
      ))}
    </InlineGrid>
  );
}

function Notices({ uploaded, formats: { quantity } }: { uploaded: UploadedMapping; formats: ShopFormats }) {
  const { newVendors, counts, ignoredColumns, ignoredIdentifiers } = uploaded.summary;
  const more = (counts?.newVendors ?? 0) - newVendors.length;
  const notices = [
    newVendors.length > 0 &&
      `Vendors that will be created: ${newVendors.join(", ")}${more > 0 ? ` and ${quantity(more)} more` : ""}`,
    ignoredColumns.length > 0 && `Columns without meaning here, ignored: ${ignoredColumns.join(", ")}`,
    ignoredIdentifiers > 0 &&
      `${countOf(ignoredIdentifiers, "barcode or id", quantity(ignoredIdentifiers)).replace("barcode or ids", "barcodes or ids")} shortened by a spreadsheet, ignored: another column of the row names the item`,
  ].filter((notice) => notice !== false);
  if (notices.length === 0) return null;
  return (
    <List>
      {notices.map((notice) => (
        <List.Item key={notice}>
          <Text as="span" breakWord>
            {notice}
          </Text>
        </List.Item>
      ))}
    </List>
  );
}
