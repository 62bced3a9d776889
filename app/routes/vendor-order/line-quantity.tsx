import { useFetcher } from "@remix-run/react";
import { useEffect } from "react";
import { OrderQuantityField } from "~/components/order-quantity-field";
import { useShopFormats, type ShopFormats } from "~/components/shop-formats";
import type { OrderAnswer, VendorOrderLine } from "~/reports/vendor-order";
import type { clientAction } from "../app.order-edits";

interface LineQuantityProps {
  vendorId: string;
  line: VendorOrderLine;
  /** Told how the line and the totals stand after a change; the same function each time. */
  onAnswer: (answer: OrderAnswer) => void;
}

/** The field of a line's quantity, which stores what is entered without leaving or reloading the page. */
export function LineQuantity({ vendorId, line, onAnswer }: LineQuantityProps) {
  const fetcher = useFetcher<typeof clientAction>();
  const formats = useShopFormats();
  const result = fetcher.data;
  const isSaving = fetcher.state !== "idle";

  useEffect(() => {
    if (result?.kind === "stored" || result?.kind === "stale") {
      onAnswer({ lines: [result.line], totals: result.totals });
    }
  }, [result, onAnswer]);

  const save = (wanted: number | null) => {
    const form = new FormData();
    form.set("intent", "set-quantity");
    form.set("vendorId", vendorId);
    form.set("variantId", line.variantId);
    form.set("quantity", wanted === null ? "" : String(wanted));
    form.set("seenEditedAt", line.edit?.editedAt ?? "");
    fetcher.submit(form, { method: "POST", action: "/app/order-edits" });
  };

  return (
    <OrderQuantityField
      line={line}
      state={isSaving ? "saving" : result?.kind === "stored" ? "saved" : "idle"}
      problem={isSaving ? undefined : describeProblem(result, formats)}
      onSave={save}
    />
  );
}

type Result = ReturnType<typeof useFetcher<typeof clientAction>>["data"];

function describeProblem(result: Result, { t, quantity }: ShopFormats): string | undefined {
  switch (result?.kind) {
    case "invalid":
      return t("vendorOrder.quantity.notSaved", { reason: result.error });
    case "stale":
      return t("vendorOrder.quantity.notSavedStale", { quantity: quantity(result.line.quantity) });
    case "unknown-line":
      return t("vendorOrder.quantity.notSavedUnknown");
    case "failed":
    case "unanswered":
      return t("vendorOrder.quantity.perhapsNotSaved");
    case "stored":
    case "reset":
    case undefined:
      return undefined;
  }
}
