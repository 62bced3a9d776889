import type { Actor } from "~/data/audit-entries";
import { removeOrderEdit, removeOrderEdits, storeOrderEdit } from "~/data/order-edits";
import { inTransaction, type Transaction } from "~/data/transaction";
import { lockVariants } from "~/data/variants";
import { findOrderLines, type OrderLine } from "~/data/vendor-order-queries";
import { roundOrderQuantity } from "~/planning/order-quantity";

export interface QuantityChange {
  vendorId: string;
  variantId: string;
  /** As entered, in whole units; null for what is suggested. */
  wanted: number | null;
  actor: Actor;
  /** When the edit that the actor has seen was made; null when there was none. */
  seenEditedAt: string | null;
}

export type QuantityOutcome =
  | { kind: "stored"; line: OrderLine }
  /** Nothing was stored: somebody else changed it since the actor has seen it. The line is as it stands now. */
  | { kind: "stale"; line: OrderLine }
  /** The vendor is not, or not any more, the one from which the variant is ordered. */
  | { kind: "unknown-line" };

/**
 * Puts a quantity in the place of the suggested one, rounded to what the vendor sells at once. A quantity that comes to the
 * suggestion is no edit: then the order follows the plan again.
 */
export async function editOrderQuantity(shop: string, change: QuantityChange): Promise<QuantityOutcome> {
  const { vendorId, variantId, wanted, actor } = change;
  return inTransaction(async (transaction) => {
    // Two changes of one line come one after the other.
    await lockVariants(transaction, shop, [variantId]);
    const line = await findLine(transaction, shop, change);
    if (line === undefined) return { kind: "unknown-line" };
    if (isChangedMeanwhile(line, change)) return { kind: "stale", line };
    const { quantity } = roundOrderQuantity(wanted ?? 0, line);
    const { suggestedQuantity } = line;
    if (wanted === null || quantity === (suggestedQuantity ?? 0)) await removeOrderEdit(transaction, shop, change);
    else {
      const edit = { vendorId, variantId, wantedQuantity: wanted, quantity, suggestedQuantity, actor };
      await storeOrderEdit(transaction, shop, edit);
    }
    return { kind: "stored", line: (await findLine(transaction, shop, change)) ?? line };
  });
}

async function findLine(
  transaction: Transaction,
  shop: string,
  { vendorId, variantId }: QuantityChange,
): Promise<OrderLine | undefined> {
  const [line] = await findOrderLines(shop, vendorId, [variantId], transaction);
  return line;
}

/** One's own edits are never in one's way, such as those in another window, or of which the answer was lost. */
function isChangedMeanwhile({ edit }: OrderLine, { actor, seenEditedAt }: QuantityChange): boolean {
  return edit !== null && edit.actor !== actor.id && edit.editedAt !== seenEditedAt;
}

/** Lets every suggestion of an order hold again. */
export async function resetOrder(shop: string, vendorId: string): Promise<void> {
  await inTransaction((transaction) => removeOrderEdits(transaction, shop, vendorId));
}
