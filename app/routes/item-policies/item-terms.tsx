import { Banner, BlockStack, Text } from "@shopify/polaris";
import { AuditTrailCard, describeChange } from "~/components/audit-trail-card";
import { ChangedMeanwhile } from "~/components/changed-meanwhile";
import { ItemTermsCard } from "~/components/item-terms-card";
import type { ItemTermsReport } from "~/reports/item-terms";
import type { TermsForm } from "./use-terms-form";

/** An item's terms, and who changed them. */
export function ItemTerms({ terms, form }: { terms: ItemTermsReport; form: TermsForm }) {
  const { result, isChanged } = form;
  return (
    <BlockStack gap="400">
      {result?.kind === "stale" && isChanged && (
        <ChangedMeanwhile subject="these terms were" entries={result.entries} describe={describeChange} />
      )}
      {result?.kind === "unknown-variants" && isChanged && <NoSuchSku />}
      <ItemTermsCard
        levels={terms.levels}
        texts={form.texts}
        errors={result?.kind === "invalid" && isChanged ? result.errors : NO_ERRORS}
        onChange={form.change}
        onSubmit={form.save}
        disabled={form.isSaving}
      />
      <AuditTrailCard
        title="Changes of these terms"
        emptyText="Nobody has set a term for this SKU yet."
        entries={terms.entries}
        describe={describeChange}
      />
    </BlockStack>
  );
}

const NO_ERRORS = {};

function NoSuchSku() {
  return (
    <Banner tone="critical" title="Nothing was saved">
      <Text as="p">Your shop has no such SKU any more: it was deleted in Shopify.</Text>
    </Banner>
  );
}
