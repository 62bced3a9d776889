import { writeAuditEntry, type Actor } from "./audit-entries";
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
  { vendorId, ...change }: VendorEntry,
): Promise<void> {
  await writeAuditEntry(transaction, shop, actor, { subject: "vendor", subjectId: vendorId, ...change });
}
