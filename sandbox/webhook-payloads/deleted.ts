import { wireId } from "./wire-format";

/** All that Shopify says of what is deleted. */
export function deletedPayload(id: string): object {
  return { id: wireId(id) };
}
