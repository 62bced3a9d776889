import { Banner, BlockStack, Text } from "@shopify/polaris";
import { AuditTrailCard, describeChange } from "~/components/audit-trail-card";
import { ChangedMeanwhile } from "~/components/changed-meanwhile";
import { ItemTermsCard } from "~/components/item-terms-card";
import type { ItemTermsReport } from "~/reports/item-terms";
import { useWords } from "~/words/words-context";
import type { TermsForm } from "./use-terms-form";

/** An item's terms, and who changed them. */
export function ItemTerms({ terms, form }: { terms: ItemTermsReport; form: TermsForm }) {
  const { t } = useWords();
  const { result, isChanged } = form;
  return (
    <BlockStack gap="400">
      {result?.kind === "stale" && isChanged && (
        <ChangedMeanwhile subject="terms" entries={result.entries} describe={describeChange} />
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
        title={t("item.terms.changes")}
        emptyText={t("item.terms.noChanges")}
        entries={terms.entries}
        describe={describeChange}
      />
    </BlockStack>
  );
}

const NO_ERRORS = {};

function NoSuchSku() {
  const { t } = useWords();
  return (
    <Banner tone="critical" title={t("item.terms.notSaved")}>
      <Text as="p">{t("item.deletedSku")}</Text>
    </Banner>
  );
}
