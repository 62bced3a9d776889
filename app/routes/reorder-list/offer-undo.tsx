import { useFetcher } from "@remix-run/react";
import { createContext, useCallback, useContext, useEffect, useRef, type ReactNode } from "react";
import { useShopFormats, type ShopFormats } from "~/components/shop-formats";
import type { action } from "../app.undo";

/** Says in a toast what was changed, with a way to take it back. */
type OfferUndo = (message: string, changeId: string) => void;

const OfferUndoContext = createContext<OfferUndo | undefined>(undefined);

/** Long enough to read what was changed, and to think better of it. */
const OFFERED_MS = 10_000;

/** Lets what is shown within offer to undo changes, for as long as the page is open. */
export function UndoProvider({ children }: { children: ReactNode }) {
  const formats = useShopFormats();
  const { data: result, submit } = useFetcher<typeof action>();
  const toast = useRef<string>();

  useEffect(() => {
    if (result) window.shopify.toast.show(describe(result, formats), { isError: result.kind !== "undone" });
  }, [result, formats]);
  useEffect(
    () => () => {
      if (toast.current !== undefined) window.shopify.toast.hide(toast.current);
    },
    [],
  );

  const { t } = formats;
  const offer = useCallback<OfferUndo>(
    (message, changeId) => {
      toast.current = window.shopify.toast.show(message, {
        duration: OFFERED_MS,
        action: t("bulk.undo"),
        onAction: () => {
          if (toast.current !== undefined) window.shopify.toast.hide(toast.current);
          submit({ changeId }, { method: "POST", action: "/app/undo" });
        },
      });
    },
    [submit, t],
  );
  return <OfferUndoContext.Provider value={offer}>{children}</OfferUndoContext.Provider>;
}

export function useOfferUndo(): OfferUndo {
  const offer = useContext(OfferUndoContext);
  if (!offer) throw new Error("useOfferUndo needs an UndoProvider above it");
  return offer;
}

type Result = NonNullable<ReturnType<typeof useFetcher<typeof action>>["data"]>;

function describe(result: Result, { t, quantity }: ShopFormats): string {
  if (result.kind === "unknown-change") return t("bulk.nothingToUndo");
  const { variants, kept } = result;
  const restored = t("bulk.restored", { count: variants, written: quantity(variants) });
  return kept === 0 ? restored : `${restored} ${t("bulk.kept", { count: kept, written: quantity(kept) })}`;
}
