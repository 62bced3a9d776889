import { useFetcher, useNavigate } from "@remix-run/react";
import { Badge, Banner, BlockStack, Page, Text } from "@shopify/polaris";
import { useEffect, useState, type ComponentProps } from "react";
import { AuditTrailCard } from "~/components/audit-trail-card";
import { RetireVendorCard } from "~/components/retire-vendor-card";
import { describeVendorChange } from "~/components/vendor-changes";
import { VendorSkuClashes } from "~/components/vendor-sku-clashes";
import { VendorTabs } from "~/components/vendor-tabs";
import { writeVendorTexts } from "~/components/vendor-texts";
import type { VendorDetailsReport } from "~/reports/vendor-details";
import type { Words } from "~/words/words";
import { useWords } from "~/words/words-context";
import type { action as retire } from "../app.vendor-retirement";
import type { action as save } from "../app.vendors.$id_.details";
import { MergeVendor } from "./merge-vendor";
import { VendorEditor } from "./vendor-editor";
import { toVendorForm } from "./vendor-form-data";

/** A vendor's details, to be edited, and what else can become of it. */
export function VendorDetailsPage({ report }: { report: VendorDetailsReport }) {
  const { vendor, uses, entries } = report;
  const { t } = useWords();
  const saving = useFetcher<typeof save>();
  const retiring = useRetirement(vendor.vendorId);
  const [merger, setMerger] = useState<Pick<ComponentProps<typeof MergeVendor>, "chosen" | "suggested">>();
  const isSaved = saving.state === "idle" && saving.data?.kind === "changed";

  useEffect(() => {
    if (isSaved) window.shopify.toast.show(t("vendors.editor.vendorSaved"));
  }, [isSaved, saving.data, t]);

  return (
    <Page
      title={vendor.name}
      backAction={{ content: t("navigation.vendors"), url: "/app/vendors" }}
      {...(vendor.archivedAt !== null && { titleMetadata: <Badge>{t("vendors.archived")}</Badge> })}
    >
      <BlockStack gap="400">
        <VendorTabs vendorId={vendor.vendorId} selected="details" />
        {retiring.failure !== undefined && merger === undefined && <NotDone reason={retiring.failure} />}
        <VendorSkuClashes clashes={report.clashes} />
        <VendorEditor
          stored={writeVendorTexts(vendor)}
          defaults={report.defaults}
          otherNames={report.otherNames}
          result={saving.data}
          saving={saving.state !== "idle"}
          onSave={(texts) => {
            const form = toVendorForm(texts, { seenEntryId: report.seenEntryId });
            saving.submit(form, { method: "POST" });
          }}
          nameAction={(owner) => ({
            content: t("vendors.editor.mergeTheTwo"),
            onAction: () => {
              setMerger({ chosen: owner, suggested: owner });
            },
          })}
        />
        <RetireVendorCard
          name={vendor.name}
          uses={uses}
          canBeDeleted={report.canBeDeleted}
          archivedAt={vendor.archivedAt}
          busy={retiring.busy}
          onMerge={() => {
            setMerger({ chosen: undefined, suggested: undefined });
          }}
          onArchive={() => {
            retiring.submit("archive");
          }}
          onRestore={() => {
            retiring.submit("restore");
          }}
          onDelete={() => {
            retiring.submit("delete");
          }}
        />
        <AuditTrailCard
          title={t("vendors.change.title")}
          emptyText={t("vendors.change.none")}
          entries={entries}
          describe={describeVendorChange}
        />
      </BlockStack>
      {merger && (
        <MergeVendor
          vendor={vendor}
          skus={uses.preferredSkus + uses.otherSkus}
          chosen={merger.chosen}
          suggested={merger.suggested}
          failure={retiring.failure}
          merging={retiring.busy}
          onChoose={(chosen) => {
            setMerger({ ...merger, chosen });
          }}
          onMerge={() => {
            if (merger.chosen) retiring.submit("merge", { intoId: merger.chosen.vendorId });
          }}
          onClose={() => {
            setMerger(undefined);
          }}
        />
      )}
    </Page>
  );
}

/** What is done to the vendor as a whole; a vendor that is no more afterwards leads on to another page. */
function useRetirement(vendorId: string) {
  const { data: result, state, submit } = useFetcher<typeof retire>();
  const navigate = useNavigate();
  const { t } = useWords();

  useEffect(() => {
    if (result?.kind === "archived") window.shopify.toast.show(t("vendors.retire.wasArchived"));
    if (result?.kind === "restored") window.shopify.toast.show(t("vendors.retire.wasRestored"));
    if (result?.kind === "deleted") {
      window.shopify.toast.show(t("vendors.retire.wasDeleted", { name: result.name }));
      navigate("/app/vendors", { replace: true });
    }
    if (result?.kind === "merged") {
      window.shopify.toast.show(t("vendors.retire.wasMerged", { from: result.from.name, into: result.into.name }));
      navigate(`/app/vendors/${result.into.vendorId}/details`, { replace: true });
    }
  }, [result, navigate, t]);

  return {
    busy: state !== "idle",
    failure: describeFailure(result, t),
    submit: (intent: "archive" | "restore" | "delete" | "merge", others: Record<string, string> = {}) => {
      submit({ vendorId, intent, ...others }, { method: "POST", action: "/app/vendor-retirement" });
    },
  };
}

function describeFailure(
  result: ReturnType<typeof useFetcher<typeof retire>>["data"],
  t: Words["t"],
): string | undefined {
  if (result?.kind === "in-use") return t("vendors.retire.inUse");
  return result?.kind === "unknown-vendor" ? t("vendors.retire.isGone") : undefined;
}

function NotDone({ reason }: { reason: string }) {
  const { t } = useWords();
  return (
    <Banner tone="critical" title={t("vendors.nothingChanged")}>
      <Text as="p">{reason}</Text>
    </Banner>
  );
}
