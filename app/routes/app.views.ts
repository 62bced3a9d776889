import type { ActionFunctionArgs } from "@remix-run/node";
import type { ClientActionFunctionArgs } from "@remix-run/react";
import {
  changeListView,
  createListView,
  deleteListView,
  renameListView,
  saveListLook,
  type ViewOutcome,
} from "~/data/list-views";
import { authenticate } from "~/shopify.server";
import { parseViewForm, type ViewChange } from "./reorder-list/parse-view-form.server";
import { sendInTurn } from "./reorder-list/send-in-turn";

/** Creates, renames, overwrites or deletes a view of a list, or says what the list looks like without one. */
export async function action({ request }: ActionFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const change = parseViewForm(await request.formData());
  return { intent: change.intent, outcome: await carryOut(session.shop, change) };
}

/** A list that is left sends its last look while a former one may still be on its way: the last is to be stored last. */
export function clientAction({ serverAction }: ClientActionFunctionArgs) {
  return sendInTurn(() => serverAction<Awaited<ReturnType<typeof action>>>());
}

async function carryOut(
  shop: string,
  change: ViewChange,
): Promise<ViewOutcome | { kind: "done" } | { kind: "invalid-name" }> {
  switch (change.intent) {
    case "create":
      if (change.name === null) return { kind: "invalid-name" };
      return createListView(shop, change.list, { ...change, name: change.name });
    case "rename":
      if (change.name === null) return { kind: "invalid-name" };
      return renameListView(shop, change.viewId, change.name);
    case "overwrite":
    case "look-of-view":
      return changeListView(shop, change.viewId, change);
    case "delete":
      await deleteListView(shop, change.viewId);
      return { kind: "done" };
    case "look":
      await saveListLook(shop, change.list, change);
      return { kind: "done" };
  }
}
