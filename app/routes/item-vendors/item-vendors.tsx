import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, Text } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { AssignVendorModal } from "~/components/assign-vendor-modal";
import { AuditTrailCard } from "~/components/audit-trail-card";
import { ChangedMeanwhile } from "~/components/changed-meanwhile";
import { ItemVendorsCard } from "~/components/item-vendors-card";
import { describeVendorItemChange } from "~/components/offer-words";
import { RemoveItemVendorModal } from "~/components/remove-item-vendor-modal";
import { returnFocus } from "~/components/return-focus";
import { useUpdateHold } from "~/components/update-hold";
import type { ItemVendorRow, ItemVendorsReport } from "~/reports/item-vendors";
import { useWords } from "~/words/words-context";
import type { action } from "../app.item-vendors";
import { describeRefusal } from "./describe-refusal";
import type { OffersForm } from "./use-offers-form";
import { useVendorChoices } from "../vendors/use-vendor-choices";
import { assignmentFields } from "./vendor-fields";

interface ItemVendorsProps {
  variantId: string;
  report: ItemVendorsReport;
  form: OffersForm;
}

/** An item's vendors, to see and to change, and who changed them. */
export function ItemVendors({ variantId, report, form }: ItemVendorsProps) {
  const { t } = useWords();
  const { result, isChanged } = form;
  const change = useVendorChange(variantId, report.seenEntryId);
  const isBusy = form.isSaving || change.isSaving;
  return (
    <BlockStack gap="400">
      {isChanged && <Refusal result={result} isAboutForm />}
      {change.asking === null && <Refusal result={change.result} />}
      <ItemVendorsCard
        vendors={report.vendors}
        shopifyVendor={report.shopifyVendor}
        texts={form.texts}
        errors={result?.kind === "invalid" && isChanged ? result.errors : NO_ERRORS}
        onChange={form.change}
        onSubmit={form.save}
        onAdd={() => {
          change.ask("add");
        }}
        onPrefer={(vendorId) => {
          change.submit({ change: "assign", vendorId, preferred: "true" });
        }}
        onRemove={change.ask}
        disabled={isBusy}
      />
      <AuditTrailCard
        title={t("item.vendors.changes")}
        emptyText={t("item.vendors.noChanges")}
        entries={report.entries}
        describe={describeVendorItemChange}
      />
      {change.asking === "add" && <AddVendor change={change} />}
      {change.asking !== null && change.asking !== "add" && (
        <RemoveVendor vendor={change.asking} isOnly={report.vendors.length === 1} change={change} />
      )}
    </BlockStack>
  );
}

const NO_ERRORS = {};

type Result = OffersForm["result"];

/** What is changed at once, without the form: a vendor that is added, preferred or removed, some of it after a question. */
function useVendorChange(variantId: string, seenEntryId: string) {
  const { t } = useWords();
  const fetcher = useFetcher<typeof action>();
  const { data } = fetcher;
  const [asking, setAsking] = useState<{ what: "add" | ItemVendorRow; by: Element | null; after: Result }>();
  const result = data === asking?.after ? undefined : data;
  // A stale page shows what changed in the place of the question, which was about something else.
  if (asking && (result?.kind === "changed" || result?.kind === "stale")) setAsking(undefined);

  useUpdateHold(asking !== undefined);

  useEffect(() => {
    if (data?.kind === "changed") window.shopify.toast.show(t("item.vendors.saved"));
  }, [data, t]);

  return {
    asking: asking?.what ?? null,
    result,
    isSaving: fetcher.state !== "idle",
    ask: (what: "add" | ItemVendorRow) => {
      setAsking({ what, by: document.activeElement, after: data });
    },
    close: () => {
      setAsking(undefined);
      returnFocus(asking?.by ?? null);
    },
    submit: (fields: Record<string, string>) => {
      fetcher.submit(
        { ...fields, variantIds: variantId, seenEntryId },
        { method: "POST", action: "/app/item-vendors" },
      );
    },
  };
}

type VendorChange = ReturnType<typeof useVendorChange>;

function AddVendor({ change }: { change: VendorChange }) {
  const { t } = useWords();
  const search = useVendorChoices();
  return (
    <AssignVendorModal
      search={search}
      title={t("item.vendors.addTitle")}
      nameError={change.result?.kind === "invalid" ? change.result.errors.vendorName : undefined}
      failure={describeRefusal(change.result, t)}
      saving={change.isSaving}
      onAssign={(assignment) => {
        change.submit(assignmentFields(assignment));
      }}
      onClose={change.close}
    />
  );
}

function RemoveVendor({ vendor, isOnly, change }: { vendor: ItemVendorRow; isOnly: boolean; change: VendorChange }) {
  const { t } = useWords();
  return (
    <RemoveItemVendorModal
      vendor={vendor}
      isOnly={isOnly}
      failure={describeRefusal(change.result, t)}
      saving={change.isSaving}
      onRemove={() => {
        change.submit({ change: "remove", vendorId: vendor.vendorId });
      }}
      onClose={change.close}
    />
  );
}

function Refusal({ result, isAboutForm = false }: { result: Result; isAboutForm?: boolean }) {
  const { t } = useWords();
  if (result?.kind === "stale") {
    return (
      <ChangedMeanwhile
        subject="vendors"
        entries={result.entries}
        describe={describeVendorItemChange}
        {...(!isAboutForm && { advice: "doAgain" })}
      />
    );
  }
  const reason = describeRefusal(result, t);
  if (reason === undefined) return null;
  return (
    <Banner tone="critical" title={t("item.vendors.notChanged")}>
      <Text as="p">{reason}</Text>
    </Banner>
  );
}
