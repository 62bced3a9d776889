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
import type { action } from "../app.item-vendors";
import { describeRefusal } from "./describe-refusal";
import type { OffersForm } from "./use-offers-form";
import { useVendorChoices } from "./use-vendor-choices";
import { assignmentFields } from "./vendor-fields";

interface ItemVendorsProps {
  variantId: string;
  report: ItemVendorsReport;
  form: OffersForm;
}

/** An item's vendors, to see and to change, and who changed them. */
export function ItemVendors({ variantId, report, form }: ItemVendorsProps) {
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
        title="Changes of these vendors"
        emptyText="Nobody has changed this SKU’s vendors yet."
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
  const fetcher = useFetcher<typeof action>();
  const { data } = fetcher;
  const [asking, setAsking] = useState<{ what: "add" | ItemVendorRow; by: Element | null; after: Result }>();
  const result = data === asking?.after ? undefined : data;
  // A stale page shows what changed in the place of the question, which was about something else.
  if (asking && (result?.kind === "changed" || result?.kind === "stale")) setAsking(undefined);

  useUpdateHold(asking !== undefined);

  useEffect(() => {
    if (data?.kind === "changed") window.shopify.toast.show("Saved. The plan follows the preferred vendor.");
  }, [data]);

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
  const choices = useVendorChoices();
  return (
    <AssignVendorModal
      {...choices}
      title="Add a vendor to this SKU"
      nameError={change.result?.kind === "invalid" ? change.result.errors.vendorName : undefined}
      failure={describeRefusal(change.result)}
      saving={change.isSaving}
      onAssign={(assignment) => {
        change.submit(assignmentFields(assignment));
      }}
      onClose={change.close}
    />
  );
}

function RemoveVendor({ vendor, isOnly, change }: { vendor: ItemVendorRow; isOnly: boolean; change: VendorChange }) {
  return (
    <RemoveItemVendorModal
      vendor={vendor}
      isOnly={isOnly}
      failure={describeRefusal(change.result)}
      saving={change.isSaving}
      onRemove={() => {
        change.submit({ change: "remove", vendorId: vendor.vendorId });
      }}
      onClose={change.close}
    />
  );
}

function Refusal({ result, isAboutForm = false }: { result: Result; isAboutForm?: boolean }) {
  if (result?.kind === "stale") {
    return (
      <ChangedMeanwhile
        subject="these vendors were"
        entries={result.entries}
        describe={describeVendorItemChange}
        {...(!isAboutForm && { advice: "The page shows what holds now. Do it again if it is still what you want." })}
      />
    );
  }
  const reason = describeRefusal(result);
  if (reason === undefined) return null;
  return (
    <Banner tone="critical" title="Nothing was changed">
      <Text as="p">{reason}</Text>
    </Banner>
  );
}
