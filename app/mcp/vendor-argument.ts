import { findVendorByNameOrId } from "~/reports/find-vendor";
import { quote, ToolError } from "./tool-error";

/**
 * The vendor that is meant, by its id or one of its names.
 *
 * @throws {ToolError} where the shop has none such
 */
export async function findVendor(shop: string, vendor: string): Promise<{ vendorId: string; name: string }> {
  const found = await findVendorByNameOrId(shop, vendor);
  if (found !== null) return found;
  throw new ToolError(
    `The shop has no vendor ${quote(vendor)}. list_vendors tells the names and ids of those that there are; its q searches them.`,
  );
}
