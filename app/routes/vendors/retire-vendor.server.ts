import { data } from "@remix-run/node";
import { z } from "zod";
import type { Actor } from "~/data/audit-entries";
import { deleteUnusedVendor, storeVendorArchived } from "~/data/retire-vendor";
import { numericIdSchema } from "~/reports/numeric-id";
import { mergeVendorInto } from "~/sync/change-vendor";

const retirementSchema = z.intersection(
  z.object({ vendorId: numericIdSchema }),
  z.discriminatedUnion("intent", [
    z.object({ intent: z.enum(["archive", "restore", "delete"]) }),
    z.object({ intent: z.literal("merge"), intoId: numericIdSchema }),
  ]),
);

/**
 * Archives, restores, deletes or merges a vendor, as a form asks for.
 *
 * @throws a response of status 400 for a form that no page of the app sends
 */
export async function retireVendor(shop: string, form: FormData, actor: Actor) {
  const parsed = retirementSchema.safeParse(Object.fromEntries(form));
  if (!parsed.success) throw data("The form asks for nothing that can be done to a vendor", { status: 400 });
  const { vendorId, ...request } = parsed.data;
  if (request.intent === "delete") return deleteUnusedVendor(shop, { vendorId, actor });
  if (request.intent === "merge") {
    const merged = await mergeVendorInto(shop, { fromId: vendorId, intoId: request.intoId, actor });
    return merged ? { kind: "merged" as const, ...merged } : UNKNOWN_VENDOR;
  }
  const archived = request.intent === "archive";
  const isKnown = await storeVendorArchived(shop, { vendorId, archived, actor });
  return isKnown ? { kind: archived ? ("archived" as const) : ("restored" as const) } : UNKNOWN_VENDOR;
}

const UNKNOWN_VENDOR = { kind: "unknown-vendor" as const };

export type RetirementResult = Awaited<ReturnType<typeof retireVendor>>;
