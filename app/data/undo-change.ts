import type { Actor, AuditSubject } from "./audit-entries";
import type { KeptItems } from "./kept-items";
import { restorePolicies } from "./restore-policies";
import { restoreVendorItems } from "./restore-vendor-items";
import { inTransaction } from "./transaction";

export type UndoOutcome =
  /** `variants` are as they were before; those that somebody changed since are kept as they are. */
  | ({ kind: "undone"; variants: number } & KeptItems)
  /** The shop has no such change. */
  | { kind: "unknown-change" };

/**
 * Takes back one change of items' policies or of who supplies them: each item gets what the audit trail says it had, unless
 * somebody changed the same since, another undo included. All in one transaction, with entries of its own.
 */
export async function undoChange(
  shop: string,
  { changeId, actor }: { changeId: string; actor: Actor },
): Promise<UndoOutcome> {
  return inTransaction(async (transaction) => {
    const { rows } = await transaction.query<{ subject: AuditSubject }>(
      "SELECT subject FROM audit_entries WHERE shop = $1 AND change_id = $2 LIMIT 1",
      [shop, changeId],
    );
    const subject = rows[0]?.subject;
    if (subject === "item-policy") {
      return { kind: "undone", ...(await restorePolicies(transaction, shop, { changeId, actor })) };
    }
    if (subject === "vendor-item") {
      const group = { column: "change_id", id: changeId } as const;
      const { variants, kept, keptItems } = await restoreVendorItems(transaction, shop, { group, actor });
      return { kind: "undone", variants, kept, keptItems };
    }
    return { kind: "unknown-change" };
  });
}
