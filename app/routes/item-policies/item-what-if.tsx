import { useFetcher } from "@remix-run/react";
import { Banner, Text } from "@shopify/polaris";
import { useEffect } from "react";
import { WhatIfCard } from "~/components/what-if-card";
import type { WhatIfTexts } from "~/components/what-if";
import { useUpdateHold } from "~/components/update-hold";
import { useEditsUntilSaved } from "~/components/use-edits-until-saved";
import type { ItemReport } from "~/reports/item-report";
import { useWords } from "~/words/words-context";
import type { action } from "../app.item-policies";

interface ItemWhatIfProps {
  item: Pick<ItemReport, "row" | "planInputs" | "calibrated">;
  /** The latest change of the item's terms that the page shows. */
  seenEntryId: string;
}

/** Terms to try out, which become the item's own when they are applied. */
export function ItemWhatIf({ item, seenEntryId }: ItemWhatIfProps) {
  const { t } = useWords();
  const fetcher = useFetcher<typeof action>();
  const { data: result } = fetcher;
  const isApplying = fetcher.state !== "idle";
  const { edits, setEdits } = useEditsUntilSaved<WhatIfTexts>(isApplying ? undefined : result);
  useUpdateHold(Object.keys(edits).length > 0);

  useEffect(() => {
    if (result?.kind === "changed") window.shopify.toast.show(t("whatIf.applied"));
  }, [result, t]);

  const apply = (changed: Partial<WhatIfTexts>) => {
    const form = new FormData();
    form.set("variantIds", item.row.variantId);
    form.set("seenEntryId", seenEntryId);
    for (const [field, text] of Object.entries(changed)) form.set(field, text);
    fetcher.submit(form, { method: "POST", action: "/app/item-policies" });
  };

  return (
    <WhatIfCard
      inputs={item.planInputs}
      currency={item.row.currency}
      calibrated={item.calibrated}
      edits={edits}
      onEdit={setEdits}
      onApply={apply}
      applying={isApplying}
      errors={result?.kind === "invalid" ? result.errors : NO_ERRORS}
      failure={<Failure kind={result?.kind} />}
    />
  );
}

const NO_ERRORS = {};

function Failure({ kind }: { kind: string | undefined }) {
  const { t } = useWords();
  if (kind !== "stale" && kind !== "unknown-variants") return null;
  return (
    <Banner tone="warning" title={t("whatIf.notApplied")}>
      <Text as="p">{t(kind === "stale" ? "whatIf.stale" : "item.deletedSku")}</Text>
    </Banner>
  );
}
