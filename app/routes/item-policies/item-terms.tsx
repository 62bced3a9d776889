import { useFetcher } from "@remix-run/react";
import { SaveBar } from "@shopify/app-bridge-react";
import { Banner, BlockStack, Text } from "@shopify/polaris";
import { useEffect } from "react";
import { AuditTrailCard, describeChange } from "~/components/audit-trail-card";
import { ChangedMeanwhile } from "~/components/changed-meanwhile";
import { ItemTermsCard } from "~/components/item-terms-card";
import { writeTermTexts, type TermField, type TermTexts } from "~/components/term-texts";
import { useUpdateHold } from "~/components/update-hold";
import type { ItemTermsReport } from "~/reports/item-terms";
import type { action } from "../app.item-policies";
import { useEditsUntilSaved } from "./use-edits-until-saved";

/** An item's terms with their save bar, and who changed them. */
export function ItemTerms({ variantId, terms }: { variantId: string; terms: ItemTermsReport }) {
  const fetcher = useFetcher<typeof action>();
  const { data: result } = fetcher;
  const isSaving = fetcher.state !== "idle";
  const stored = writeTermTexts(terms.levels.item);
  const { edits, setEdits } = useEditsUntilSaved<TermTexts>(isSaving ? undefined : result);
  const changed = (Object.keys(stored) as TermField[]).filter(
    (field) => stored[field] !== (edits[field] ?? stored[field]),
  );
  const isChanged = changed.length > 0;
  useUpdateHold(isChanged);

  useEffect(() => {
    if (result?.kind === "changed") window.shopify.toast.show("Saved. The plan follows these terms.");
  }, [result]);

  const save = () => {
    const form = new FormData();
    form.set("variantIds", variantId);
    form.set("seenEntryId", terms.seenEntryId);
    for (const field of changed) form.set(field, edits[field] ?? "");
    fetcher.submit(form, { method: "POST", action: "/app/item-policies" });
  };

  return (
    <BlockStack gap="400">
      <SaveBar id="item-terms-save-bar" open={isChanged}>
        <button type="button" variant="primary" onClick={save} disabled={isSaving} {...(isSaving && { loading: "" })}>
          Save
        </button>
        <button
          type="button"
          onClick={() => {
            setEdits({});
          }}
          disabled={isSaving}
        >
          Discard
        </button>
      </SaveBar>
      {result?.kind === "stale" && isChanged && (
        <ChangedMeanwhile subject="these terms were" entries={result.entries} describe={describeChange} />
      )}
      {result?.kind === "unknown-variants" && isChanged && <NoSuchSku />}
      <ItemTermsCard
        levels={terms.levels}
        texts={{ ...stored, ...edits }}
        errors={result?.kind === "invalid" && isChanged ? result.errors : NO_ERRORS}
        onChange={(changes) => {
          setEdits({ ...edits, ...changes });
        }}
        onSubmit={save}
        disabled={isSaving}
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
