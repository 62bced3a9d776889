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
  const facts: Fact[] = [
    ["SKU", row.sku ?? <AbsentValue reason={explainAbsence(row, "sku", formats)} />],
    ["Barcode", row.barcode ?? <AbsentValue reason="This variant has no barcode in Shopify." />],
    ["Vendor", <VendorName key="vendor" row={row} />],
    ...(row.vendorSku === null ? [] : [["Vendor SKU", row.vendorSku] satisfies Fact]),
    [
      "Unit cost",
      row.unitCost === null ? (
        <AbsentValue reason={explainAbsence(row, "unitCost", formats)} />
      ) : (
        formats.money(row.unitCost, row.currency)
      ),
    ],
    [
      "Stock known since",
      stockKnownFrom === null ? (
        <AbsentValue reason="Whether this variant was in stock on past days is not known yet." />
      ) : (
        formats.day(stockKnownFrom)
      ),
    ],
    ["Planned", formats.instant(row.plannedAt)],
  ];
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          Facts
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
