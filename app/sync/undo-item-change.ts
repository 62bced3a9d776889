import { undoChange, type UndoOutcome } from "~/data/undo-change";
import type { Actor } from "~/data/audit-entries";
import { answerReplanRequests } from "./answer-replan-requests";

export type UndoneChange =
  | (Extract<UndoOutcome, { kind: "undone" }> & {
      /** False when the plans follow in the background. */
      planned: boolean;
    })
  | Exclude<UndoOutcome, { kind: "undone" }>;

/** Takes back a change of items by its id, except where somebody changed them since, and plans these items anew. */
export async function undoItemChange(
  shop: string,
  change: { changeId: string; actor: Actor },
  { now = new Date() }: { now?: Date } = {},
): Promise<UndoneChange> {
  const outcome = await undoChange(shop, change);
  if (outcome.kind !== "undone") return outcome;
  return { ...outcome, planned: await answerReplanRequests(shop, now) };
}
