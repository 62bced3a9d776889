import { Banner, BlockStack, Link, List, Text } from "@shopify/polaris";
import { Fragment } from "react";
import type { VendorSkuClash } from "~/reports/vendor-details";
import { useWords } from "~/words/words-context";

/** Vendor SKUs that name several SKUs of one vendor, so that an order by them would be ambiguous. */
export function VendorSkuClashes({ clashes }: { clashes: readonly VendorSkuClash[] }) {
  const { t } = useWords();
  if (clashes.length === 0) return null;
  return (
    <Banner tone="warning" title={t("vendors.clashes.title")}>
      <BlockStack gap="200">
        <Text as="p">{t("vendors.clashes.explanation")}</Text>
        <List>
          {clashes.map(({ vendorSku, variants }) => (
            <List.Item key={vendorSku}>
              {`${vendorSku}: `}
              {variants.map(({ variantId, sku, title }, index) => (
                <Fragment key={variantId}>
                  {index > 0 && ", "}
                  <Link url={`/app/items/${variantId}`}>{sku ?? title}</Link>
                </Fragment>
              ))}
            </List.Item>
          ))}
        </List>
      </BlockStack>
    </Banner>
  );
}
