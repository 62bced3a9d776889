import type { Actor } from "./audit-entries";
import type { Transaction } from "./transaction";

/** A quantity to order in the place of the suggested one. */
export interface NewOrderEdit {
  vendorId: string;
  variantId: string;
  /** As entered. */
  wantedQuantity: number;
  /** Rounded to what the vendor sells at once. */
  quantity: number;
  suggestedQuantity: number | null;
  actor: Actor;
}

/** Puts a quantity in the place of the suggested one, or of what was put there before. */
export async function storeOrderEdit(transaction: Transaction, shop: string, edit: NewOrderEdit): Promise<void> {
  await transaction.query(
    `INSERT INTO order_edits (shop, vendor_id, variant_id, wanted_quantity, quantity, suggested_quantity, actor)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (shop, vendor_id, variant_id) DO UPDATE SET
       wanted_quantity = excluded.wanted_quantity, quantity = excluded.quantity,
       suggested_quantity = excluded.suggested_quantity, actor = excluded.actor, edited_at = now()`,
    [shop, edit.vendorId, edit.variantId, edit.wantedQuantity, edit.quantity, edit.suggestedQuantity, edit.actor.id],
  );
}

/** Lets the suggestion hold again for one variant. */
export async function removeOrderEdit(
  transaction: Transaction,
  shop: string,
  { vendorId, variantId }: { vendorId: string; variantId: string },
): Promise<void> {
  await transaction.query(
    "DELETE FROM order_edits WHERE shop = $1 AND vendor_id = $2::bigint AND variant_id = $3::bigint",
    [shop, vendorId, variantId],
  );
}

/** Lets the suggestions hold again, also for variants that are ordered from another vendor now. */
export async function removeOrderEdits(transaction: Transaction, shop: string, vendorId: string): Promise<void> {
  await transaction.query("DELETE FROM order_edits WHERE shop = $1 AND vendor_id = $2::bigint", [shop, vendorId]);
}
