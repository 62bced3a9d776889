import { Banner, BlockStack, Button, ButtonGroup, Card, InlineGrid, InlineStack, List, Text } from "@shopify/polaris";
import type { UploadedMapping } from "~/reports/mapping-report";
import { useShopFormats, type ShopFormats } from "../shop-formats";
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
  const { t, quantity } = formats;
  const { counts } = summary;
  if (!counts) return null;
  const hasChanges = counts.added + counts.changed + counts.removed > 0;
  return (
    <Card>
      <BlockStack gap="500">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd" breakWord>
            {t("mapping.check.title", { file: fileName })}
          </Text>
          <Text as="p" tone="subdued">
            {t("mapping.check.read", { count: rowsRead, written: quantity(rowsRead) })}
          </Text>
        </BlockStack>
        {summary.checkedAgain && (
          <Banner tone="warning" title={t("mapping.check.again")}>
            <Text as="p">{t("mapping.check.againExplained")}</Text>
          </Banner>
        )}
        {counts.faults > 0 && (
          <Banner
            tone="critical"
            title={t("mapping.check.faulty", { count: counts.faults, written: quantity(counts.faults) })}
            action={{
              content: t("mapping.check.downloadFaults"),
              onAction: props.onDownloadFaults,
              loading: props.downloading,
            }}
          >
            <Text as="p">{t("mapping.check.correct")}</Text>
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
        {!hasChanges && counts.faults === 0 && <Text as="p">{t("mapping.check.nothingToApply")}</Text>}
        <InlineStack align="end">
          <ButtonGroup>
            <Button onClick={onDiscard} loading={busyWith === "discard"} disabled={busyWith === "apply"}>
              {t("mapping.check.discard")}
            </Button>
            <Button
              variant="primary"
              onClick={onApply}
              loading={busyWith === "apply"}
              disabled={!hasChanges || counts.faults > 0 || busyWith === "discard"}
            >
              {t("mapping.check.apply")}
            </Button>
          </ButtonGroup>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

const SHOWN_COUNTS = ["added", "changed", "removed", "unchanged", "cleared", "newVendors"] as const;

function CountsGrid({ counts, formats: { t, quantity } }: { counts: Counts; formats: ShopFormats }) {
  return (
    <InlineGrid columns={{ xs: 2, sm: 3, md: 6 }} gap="300">
      {SHOWN_COUNTS.map((name) => (
        <BlockStack key={name}>
          <Text as="span" tone="subdued" variant="bodySm">
            {t(`mapping.check.count.${name}`)}
          </Text>
          <Text as="span" variant="headingMd" numeric>
            {quantity(counts[name])}
          </Text>
        </BlockStack>
      ))}
    </InlineGrid>
  );
}

function Notices({ uploaded, formats: { t, quantity } }: { uploaded: UploadedMapping; formats: ShopFormats }) {
  const { newVendors, counts, ignoredColumns, ignoredIdentifiers } = uploaded.summary;
  const more = (counts?.newVendors ?? 0) - newVendors.length;
  const names = newVendors.join(", ");
  const notices = [
    newVendors.length > 0 &&
      (more > 0
        ? t("mapping.check.newVendorsAndMore", { names, more: quantity(more) })
        : t("mapping.check.newVendors", { names })),
    ignoredColumns.length > 0 && t("mapping.check.ignoredColumns", { names: ignoredColumns.join(", ") }),
    ignoredIdentifiers > 0 &&
      t("mapping.check.ignoredIdentifiers", { count: ignoredIdentifiers, written: quantity(ignoredIdentifiers) }),
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
