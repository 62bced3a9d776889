import { useFetcher } from "@remix-run/react";
import { useEffect, useRef, useState, type ComponentProps } from "react";
import { describeChange, nameOfActor } from "~/components/audit-trail-card";
import type { TermEditor } from "~/components/editable-term";
import { nameOfRow } from "~/components/name-of-row";
import { useShopFormats, type ShopFormats } from "~/components/shop-formats";
import { TermField } from "~/components/term-field";
import { useUpdateHold } from "~/components/update-hold";
import type { action } from "../app.item-policies";
import { useFollowEdit } from "./term-edits";

/** Changes a SKU's own lead time or pack size in its cell; an empty field has the vendor's or the shop's hold again. */
export function CellTermEditor({ row, term, onClose }: ComponentProps<TermEditor>) {
  const formats = useShopFormats();
  const { t } = formats;
  const [fetcherKey] = useState(nextFetcherKey);
  const { data: result, state, submit } = useFetcher<typeof action>({ key: fetcherKey });
  const follow = useFollowEdit();
  // While the field is open it hides what a list that is read again would show.
  const seenTerm = useRef<unknown>(row.ownTerms?.[term] ?? null);
  useUpdateHold(true);

  // The list is there again with the new plan.
  const isSaved = result?.kind === "changed" && state === "idle";
  useEffect(() => {
    if (isSaved) onClose();
  }, [isSaved, onClose]);

  return (
    <TermField
      label={t("list.edit", { term: t(`columns.${term}.title`), name: nameOfRow(row) })}
      initialText={String(row[term] ?? "")}
      error={state === "idle" ? describeFault(result, term, formats) : undefined}
      saving={state !== "idle"}
      onSave={(text) => {
        if (result?.kind === "stale" && result.entries[0]) seenTerm.current = result.entries[0].newValue;
        const seenTerms = JSON.stringify({ [term]: seenTerm.current });
        const fields = { variantIds: row.variantId, seenTerms, [term]: text };
        follow(fetcherKey, { row, term });
        submit(fields, { method: "POST", action: "/app/item-policies" });
      }}
      onLeave={onClose}
    />
  );
}

let openedFields = 0;

/** Each field is opened anew: what came of the last one is no answer to it. */
function nextFetcherKey(): string {
  openedFields += 1;
  return `term ${openedFields}`;
}

type Result = ReturnType<typeof useFetcher<typeof action>>["data"];

function describeFault(
  result: Result,
  term: ComponentProps<TermEditor>["term"],
  formats: ShopFormats,
): string | undefined {
  const { t } = formats;
  if (result?.kind === "invalid") return result.errors[term];
  if (result?.kind === "unknown-variants") return t("bulk.skuGone");
  const latest = result?.kind === "stale" && result.entries[0];
  if (!latest) return undefined;
  return t("bulk.changedMeanwhile", {
    actor: nameOfActor(latest.actor, t),
    change: describeChange(latest, formats),
  });
}
