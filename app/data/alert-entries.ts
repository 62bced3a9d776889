import type { AlertSettings } from "./alert-settings";
import {
  readAuditEntriesAfter,
  readAuditEntriesOfAll,
  writeAuditEntry,
  type Actor,
  type AuditEntry,
} from "./audit-entries";
import type { Transaction } from "./transaction";

/** What of a shop's alerts somebody can change. */
export type AlertField = keyof AlertSettings | "webhook" | "webhookSecret";

/** One field of a shop's alerts that somebody changed. */
export interface AlertEntry extends AuditEntry {
  field: AlertField;
}

/** Writes one entry, within the transaction that makes the change. */
export async function writeAlertEntry(
  transaction: Transaction,
  shop: string,
  actor: Actor,
  change: Pick<AlertEntry, "field" | "oldValue" | "newValue">,
): Promise<void> {
  await writeAuditEntry(transaction, shop, actor, { subject: "alerts", subjectId: shop, ...change });
}

/** What was changed of a shop's alerts, the latest first. */
export async function readAlertEntries(shop: string, { limit }: { limit: number }): Promise<AlertEntry[]> {
  // By the one way in which they are written, above.
  return (await readAuditEntriesOfAll(shop, "alerts", { limit })) as AlertEntry[];
}

/** What was changed of a shop's alerts after an entry, the latest first. The caller has locked them, so that none is on its way. */
export async function readAlertEntriesAfter(
  transaction: Transaction,
  shop: string,
  afterEntryId: string,
): Promise<AlertEntry[]> {
  return (await readAuditEntriesAfter(shop, transaction, "alerts", [shop], afterEntryId)) as AlertEntry[];
}
