import type { Actor } from "./audit-entries";
import type { Transaction } from "./transaction";

/** What became another one of a vendor; null where nothing was, or is. */
export interface VendorEntry {
  vendorId: string;
  field: string;
  oldValue: unknown;
  newValue: unknown;
}

/** Writes one entry of a vendor's audit trail. */
export async function writeVendorEntry(
  transaction: Transaction,
  shop: string,
  actor: Actor,
  { vendorId, field, oldValue, newValue }: VendorEntry,
): Promise<void> {
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
  await transaction.query(
    `INSERT INTO audit_entries (shop, actor, actor_name, subject, subject_id, field, old_value, new_value)
     VALUES ($1, $2, $3, 'vendor', $4, $5, $6, $7)`,
    [shop, actor.id, actor.name, vendorId, field, json(oldValue), json(newValue)],
  );
}
