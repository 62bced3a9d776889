import { useFetcher } from "@remix-run/react";
import { useCallback, useEffect, useMemo } from "react";
import type { ViewChanges } from "~/components/list-views-bar";
import { useShopFormats } from "~/components/shop-formats";
import { useSteadyCallback } from "~/components/use-steady-callback";
import type { ReorderQuery } from "~/reports/reorder-query";
import type { action } from "../app.views";
import { searchOf } from "./list-address";
import type { ShownView } from "./read-view.server";
import { useLook } from "./use-look";

interface ListViewsOptions {
  /** What is shown now, saved or not. */
  shown: Pick<ShownView, "views" | "viewId" | "look">;
  query: ReorderQuery;
  /** Shows the list at an address of search params. */
  show: (search: string) => void;
}

/** The saved views of a list: which is shown, whether it was changed since, and what can be done with them. */
export function useListViews({ shown, query, show }: ListViewsOptions) {
  const { t } = useShopFormats();
  const { data: result, submit } = useFetcher<typeof action>();
  const { viewId, views } = shown;
  const search = searchOf(query, "filters");
  const list = query.view;
  const { look, onLookChange, result: lookResult } = useLook(list, viewId, shown.look);
  const view = views.find((one) => one.viewId === viewId);

  const tell = useSteadyCallback(({ intent, outcome }: NonNullable<typeof result>) => {
    const isShown = intent === "create" || intent === "overwrite";
    if (outcome.kind === "saved" && isShown) show(new URLSearchParams({ view: outcome.viewId }).toString());
    if (outcome.kind === "invalid-name") window.shopify.toast.show(t("views.invalidName"), { isError: true });
    if (outcome.kind === "name-taken") window.shopify.toast.show(t("views.nameTaken"), { isError: true });
    if (outcome.kind === "too-many") window.shopify.toast.show(t("views.tooMany"), { isError: true });
    if (outcome.kind === "unknown-view") window.shopify.toast.show(t("views.gone"), { isError: true });
  });
  useEffect(() => {
    if (result) tell(result);
  }, [result, tell]);
  useEffect(() => {
    if (lookResult) tell(lookResult);
  }, [lookResult, tell]);

  const send = useCallback(
    (fields: Record<string, string>) => {
      submit(fields, { method: "POST", action: "/app/views" });
    },
    [submit],
  );
  const { columns, density } = look;
  const changes = useMemo(
    (): ViewChanges => ({
      onSelect: (chosen) => {
        show(chosen === null ? "" : new URLSearchParams({ view: chosen }).toString());
      },
      onCreate: (name) => {
        send({ intent: "create", list, name, query: search, columns: columns.join(","), density });
      },
      onRename: (renamed, name) => {
        send({ intent: "rename", viewId: renamed, name });
      },
      onDelete: (deleted) => {
        send({ intent: "delete", viewId: deleted });
        if (deleted === viewId) show("");
      },
    }),
    [show, send, list, search, columns, density, viewId],
  );
  const overwrite = useCallback(() => {
    if (viewId !== null) send({ intent: "overwrite", viewId, query: search });
  }, [send, viewId, search]);
  return { look, changes, onLookChange, overwrite: view && view.query !== search ? overwrite : undefined };
}
