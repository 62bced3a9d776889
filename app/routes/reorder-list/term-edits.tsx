import { useFetcher } from "@remix-run/react";
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useState,
  type ComponentProps,
  type ReactNode,
} from "react";
import type { TermEditor } from "~/components/editable-term";
import { nameOfRow } from "~/components/name-of-row";
import { useShopFormats } from "~/components/shop-formats";
import type { action } from "../app.item-policies";
import { useOfferUndo } from "./offer-undo";

/** What is changed in a cell, and whose. */
type EditedTerm = Pick<ComponentProps<TermEditor>, "row" | "term">;

/** Follows the fetcher of a key by which a term is being saved. */
type FollowEdit = (fetcherKey: string, edited: EditedTerm) => void;

const FollowEditContext = createContext<FollowEdit | undefined>(undefined);

/**
 * Lets terms be changed in the rows within, and says what came of it: a SKU that is healthy by its new terms may have left the
 * list, and its field with it.
 */
export function TermEditsProvider({ children }: { children: ReactNode }) {
  const [edits, setEdits] = useState<ReadonlyMap<string, EditedTerm>>(new Map());
  const follow = useCallback<FollowEdit>((fetcherKey, edited) => {
    setEdits((before) => new Map(before).set(fetcherKey, edited));
  }, []);
  return (
    <FollowEditContext.Provider value={follow}>
      {children}
      {[...edits].map(([fetcherKey, edited]) => (
        <EditReport key={fetcherKey} fetcherKey={fetcherKey} {...edited} />
      ))}
    </FollowEditContext.Provider>
  );
}

/** Says in a toast that a term is another one, with a way to take it back. */
function EditReport({ fetcherKey, row, term }: EditedTerm & { fetcherKey: string }) {
  const { t } = useShopFormats();
  const { data: result } = useFetcher<typeof action>({ key: fetcherKey });
  const offerUndo = useOfferUndo();
  const values = { term: t(`columns.${term}.title`), name: nameOfRow(row) };
  const outcome = t("bulk.termChanged", values);
  const planFollows = t("bulk.plansFollow", { count: 1 });
  useEffect(() => {
    if (result?.kind !== "changed" || result.changed === 0) return;
    offerUndo(result.planned ? outcome : `${outcome} ${planFollows}`, result.changeId);
  }, [result, outcome, planFollows, offerUndo]);
  return null;
}

export function useFollowEdit(): FollowEdit {
  const follow = useContext(FollowEditContext);
  if (!follow) throw new Error("useFollowEdit needs a TermEditsProvider above it");
  return follow;
}
