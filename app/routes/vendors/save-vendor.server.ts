import type { Actor } from "~/data/audit-entries";
import { readShop } from "~/data/shops";
import { findOtherOwner } from "~/data/vendor-details";
import { addVendor, changeVendor } from "~/sync/change-vendor";
import type { Words } from "~/words/words";
import { parseVendorForm } from "./parse-vendor-form.server";

/** What is saved: a vendor as the page showed it, or a new one. */
type SavedVendor = { vendorId: string; seenEntryId: string } | { vendorId: null };

/**
 * Saves what a form of a vendor holds. Its faults are told together: those of its fields, and whose name it is if another
 * vendor has it.
 */
export async function saveVendor(shop: string, form: FormData, saved: SavedVendor, actor: Actor, t: Words["t"]) {
  const stored = await readShop(shop);
  const parsed = parseVendorForm(form, stored?.currency ?? null, t);
  if (!parsed.ok) {
    const name = form.get("name");
    const isNameFine = parsed.errors.name === undefined && typeof name === "string";
    const nameOwner = isNameFine ? await findOtherOwner(shop, name, saved.vendorId) : null;
    return { kind: "invalid" as const, errors: parsed.errors, nameOwner };
  }
  const { details } = parsed;
  const outcome =
    saved.vendorId === null
      ? await addVendor(shop, { details, actor })
      : await changeVendor(shop, { ...saved, details, actor });
  if (outcome.kind !== "name-taken") return outcome;
  return { kind: "invalid" as const, errors: {}, nameOwner: outcome.vendor };
}
