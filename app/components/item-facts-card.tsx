import { BlockStack, Card, DescriptionList, Link, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import type { ReorderRow } from "~/reports/reorder-row";
import { explainAbsence } from "./absence-reasons";
import { AbsentValue } from "./absent-value";
import { useShopFormats } from "./shop-formats";

/** What is known of a variant, and on which terms it is planned. */
export function ItemFactsCard({ row, stockKnownFrom }: { row: ReorderRow; stockKnownFrom: string | null }) {
  const formats = useShopFormats();
  const facts: [term: string, description: ReactNode][] = [
    ["SKU", row.sku ?? <AbsentValue reason={explainAbsence(row, "sku")} />],
    ["Barcode", row.barcode ?? <AbsentValue reason="This variant has no barcode in Shopify." />],
    ["Vendor", <VendorName key="vendor" row={row} />],
    [
      "Unit cost",
      row.unitCost === null ? (
        <AbsentValue reason={explainAbsence(row, "unitCost")} />
      ) : (
        formats.money(row.unitCost, row.currency)
      ),
    ],
    ["Lead time", `${formats.days(row.leadTimeDays)} days`],
    ["Service level", formats.percent(row.serviceLevel)],
    ["Coverage", `${formats.days(row.coverageDays)} days`],
    ["Review period", row.reviewPeriodDays > 0 ? `${formats.days(row.reviewPeriodDays)} days` : "Any day"],
    ["Minimum order", row.minimumOrderQuantity > 0 ? formats.quantity(row.minimumOrderQuantity) : "None"],
    ["Pack size", formats.quantity(row.packSize)],
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
          Facts and terms
        </Text>
        <DescriptionList gap="tight" items={facts.map(([term, description]) => ({ term, description }))} />
      </BlockStack>
    </Card>
  );
}

function VendorName({ row }: { row: ReorderRow }) {
  if (row.vendor === null || row.vendorId === null) return <AbsentValue reason={explainAbsence(row, "vendor")} />;
  return <Link url={`/app/vendors/${row.vendorId}`}>{row.vendor}</Link>;
}
