import { useFetcher, useSubmit } from "@remix-run/react";
import { createContext, useCallback, useContext, useEffect, useState, type ReactNode } from "react";
import { useShopFormats, type ShopFormats } from "~/components/shop-formats";
import type { action } from "../app.undo";

/** Says in a toast what was changed, with a way to take it back. */
type OfferUndo = (message: string, changeId: string) => void;

const OfferUndoContext = createContext<OfferUndo | undefined>(undefined);

/** Long enough to read what was changed, and to think better of it. */
const OFFERED_MS = 10_000;

/** Lets what is shown within offer to undo changes, for as long as the page is open. */
export function UndoProvider({ children }: { children: ReactNode }) {
  const { t } = useShopFormats();
  const submit = useSubmit();
  const [undoneIds, setUndoneIds] = useState<readonly string[]>([]);
  const toasts = useToastsOfPage();

  const offer = useCallback<OfferUndo>(
    (message, changeId) => {
      let isTaken = false;
      const toast = window.shopify.toast.show(message, {
        duration: OFFERED_MS,
        action: t("bulk.undo"),
        onAction: () => {
          // A double click takes it twice, before the toast is gone.
          if (isTaken) return;
          isTaken = true;
          window.shopify.toast.hide(toast);
          setUndoneIds((before) => [...before, changeId]);
          submit({ changeId }, { method: "POST", action: "/app/undo", fetcherKey: changeId, navigate: false });
        },
        onDismiss: () => toasts.delete(toast),
      });
      toasts.add(toast);
    },
    [submit, t, toasts],
  );
  return (
    <OfferUndoContext.Provider value={offer}>
      {children}
      {undoneIds.map((changeId) => (
        <UndoReport key={changeId} changeId={changeId} />
      ))}
    </OfferUndoContext.Provider>
  );
}

/** The toasts in sight, none of which outlives the page. */
function useToastsOfPage(): Set<string> {
  const [toasts] = useState(() => new Set<string>());
  useEffect(
    () => () => {
      for (const toast of toasts) window.shopify.toast.hide(toast);
    },
    [toasts],
  );
  return toasts;
}

/** Says in a toast what came of taking back one change; others may be on their way meanwhile. */
function UndoReport({ changeId }: { changeId: string }) {
  const formats = useShopFormats();
  const { data: result } = useFetcher<typeof action>({ key: changeId });
  useEffect(() => {
    if (result) window.shopify.toast.show(describe(result, formats), { isError: result.kind !== "undone" });
  }, [result, formats]);
  return null;
}

export function useOfferUndo(): OfferUndo {
  const offer = useContext(OfferUndoContext);
  if (!offer) throw new Error("useOfferUndo needs an UndoProvider above it");
  return offer;
}

type Result = NonNullable<ReturnType<typeof useFetcher<typeof action>>["data"]>;

function describe(result: Result, { t, quantity }: ShopFormats): string {
  if (result.kind === "unknown-change") return t("bulk.nothingToUndo");
  const { variants, kept, planned } = result;
  return [
    t("bulk.restored", { count: variants, written: quantity(variants) }),
    kept === 0 ? "" : t("bulk.kept", { count: kept, written: quantity(kept) }),
    planned ? "" : t("bulk.plansFollow", { count: variants }),
  ]
    .filter(Boolean)
    .join(" ");
}
