import { useFetcher } from "@remix-run/react";
import { useEffect } from "react";
import { writeOfferTexts, type OfferField, type OfferTexts } from "~/components/offer-texts";
import { useUpdateHold } from "~/components/update-hold";
import { useEditsUntilSaved } from "~/components/use-edits-until-saved";
import type { ItemVendorsReport } from "~/reports/item-vendors";
import { useWords } from "~/words/words-context";
import type { action } from "../app.item-vendors";

/** What is typed, by the names of the fields, such as "17.packSize". */
type Edits = Record<string, string>;

/** The form of what an item's vendors offer it for: what is typed over the stored offers until it is saved. */
export function useOffersForm(variantId: string, { vendors, seenEntryId }: ItemVendorsReport) {
  const { t } = useWords();
  const fetcher = useFetcher<typeof action>();
  const { data: result } = fetcher;
  const isSaving = fetcher.state !== "idle";
  const { edits, setEdits } = useEditsUntilSaved<Edits>(isSaving ? undefined : result);
  const stored = vendors.map((vendor) => ({ vendorId: vendor.vendorId, texts: writeOfferTexts(vendor) }));
  // What was typed for a vendor that does not supply the item any more is nobody's.
  const changed = stored.flatMap(({ vendorId, texts }) =>
    Object.entries(texts).flatMap(([field, text]) => {
      const name = `${vendorId}.${field}`;
      const typed = edits[name];
      return typed === undefined || typed === text ? [] : [{ name, typed }];
    }),
  );
  const isChanged = changed.length > 0;
  useUpdateHold(isChanged);

  useEffect(() => {
    if (result?.kind === "changed") window.shopify.toast.show(t("item.terms.saved"));
  }, [result, t]);

  return {
    isChanged,
    isSaving,
    result,
    texts: new Map(stored.map(({ vendorId, texts }) => [vendorId, typeOver(vendorId, texts, edits)])),
    change: (vendorId: string, changes: Partial<OfferTexts>) => {
      const typed = Object.entries(changes).map(([field, text]) => [`${vendorId}.${field}`, text] as const);
      setEdits({ ...edits, ...Object.fromEntries(typed) });
    },
    save: () => {
      const form = new FormData();
      form.set("change", "offers");
      form.set("variantIds", variantId);
      form.set("seenEntryId", seenEntryId);
      for (const { name, typed } of changed) form.set(name, typed);
      fetcher.submit(form, { method: "POST", action: "/app/item-vendors" });
    },
    discard: () => {
      setEdits({});
    },
  };
}

export type OffersForm = ReturnType<typeof useOffersForm>;

function typeOver(vendorId: string, texts: OfferTexts, edits: Partial<Edits>): OfferTexts {
  const type = (field: OfferField) => edits[`${vendorId}.${field}`] ?? texts[field];
  return {
    vendorSku: type("vendorSku"),
    unitCost: type("unitCost"),
    minimumOrderQuantity: type("minimumOrderQuantity"),
    packSize: type("packSize"),
    leadTimeDays: type("leadTimeDays"),
  };
}
