import { BlockStack, Card, DescriptionList, Link, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import type { ReorderRow } from "~/reports/reorder-row";
import { explainAbsence } from "./absence-reasons";
import { AbsentValue } from "./absent-value";
import { useShopFormats } from "./shop-formats";
import { UnassignedVendor } from "./unassigned-vendor";

type Fact = [term: string, description: ReactNode];

/** What is known of a variant. */
export function ItemFactsCard({ row, stockKnownFrom }: { row: ReorderRow; stockKnownFrom: string | null }) {
  const formats = useShopFormats();
  const { t } = formats;
  const facts: Fact[] = [
    [t("item.facts.sku"), row.sku ?? <AbsentValue reason={explainAbsence(row, "sku", formats)} />],
    [t("item.facts.barcode"), row.barcode ?? <AbsentValue reason={t("item.facts.noBarcode")} />],
    [t("item.facts.vendor"), <VendorName key="vendor" row={row} />],
    ...(row.vendorSku === null ? [] : [[t("item.facts.vendorSku"), row.vendorSku] satisfies Fact]),
    [
      t("item.facts.unitCost"),
      row.unitCost === null ? (
        <AbsentValue reason={explainAbsence(row, "unitCost", formats)} />
      ) : (
        formats.money(row.unitCost, row.currency)
      ),
    ],
    [
      t("item.facts.stockKnownSince"),
      stockKnownFrom === null ? <AbsentValue reason={t("item.facts.stockNotKnown")} /> : formats.day(stockKnownFrom),
    ],
    [t("item.facts.planned"), formats.instant(row.plannedAt)],
  ];
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {t("item.facts.title")}
        </Text>
        <DescriptionList gap="tight" items={facts.map(([term, description]) => ({ term, description }))} />
      </BlockStack>
    </Card>
  );
}

function VendorName({ row }: { row: ReorderRow }) {
  if (row.vendor === null || row.vendorId === null) return <UnassignedVendor />;
  return <Link url={`/app/vendors/${row.vendorId}`}>{row.vendor}</Link>;
}
