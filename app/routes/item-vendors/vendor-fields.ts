import type { Assignment } from "~/components/assign-vendor-modal";

/** An assignment as the fields of its form. */
export function assignmentFields({ vendor, preferred, removeOthers }: Assignment): Record<string, string> {
  return {
    change: "assign",
    ...("vendorId" in vendor ? { vendorId: vendor.vendorId } : { vendorName: vendor.name }),
    ...(preferred && { preferred: "true" }),
    ...(removeOthers && { removeOthers: "true" }),
  };
}
