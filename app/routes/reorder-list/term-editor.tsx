import { useFetcher } from "@remix-run/react";
import { useEffect, type ComponentProps } from "react";
import type { TermEditor } from "~/components/editable-term";
import { nameOfRow } from "~/components/name-of-row";
import { useShopFormats } from "~/components/shop-formats";
import { TermField } from "~/components/term-field";
import { useUpdateHold } from "~/components/update-hold";
import type { action } from "../app.item-policies";
import { useOfferUndo } from "./offer-undo";

/** Changes a SKU's own lead time or pack size in its cell; an empty field has the vendor's or the shop's hold again. */
export function CellTermEditor({ row, term, onClose }: ComponentProps<TermEditor>) {
  const { t } = useShopFormats();
  const { data: result, state, submit } = useFetcher<typeof action>();
  const offerUndo = useOfferUndo();
  useUpdateHold(true);

  // The list is there again with the new plan.
  const isSaved = result?.kind === "changed" && state === "idle";
  useEffect(() => {
    if (!isSaved) return;
    const values = { term: t(`columns.${term}.title`), name: nameOfRow(row) };
    if (result.changed > 0) offerUndo(t("bulk.termChanged", values), result.changeId);
    onClose();
    // Once, whatever the row says meanwhile.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isSaved]);

  return (
    <TermField
      label={t("list.edit", { term: t(`columns.${term}.title`), name: nameOfRow(row) })}
      initialText={String(row[term] ?? "")}
      error={state === "idle" ? describeFault(result, term, t("bulk.skuGone")) : undefined}
      saving={state !== "idle"}
      onSave={(text) => {
        submit({ variantIds: row.variantId, [term]: text }, { method: "POST", action: "/app/item-policies" });
      }}
      onLeave={onClose}
    />
  );
}

type Result = ReturnType<typeof useFetcher<typeof action>>["data"];

function describeFault(result: Result, term: ComponentProps<TermEditor>["term"], skuGone: string): string | undefined {
  if (result?.kind === "invalid") return result.errors[term];
  return result?.kind === "unknown-variants" ? skuGone : undefined;
}
