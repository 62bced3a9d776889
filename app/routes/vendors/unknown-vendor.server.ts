import { data } from "@remix-run/node";
import type { Missing } from "~/components/route-problem";

const UNKNOWN_VENDOR: Missing = {
  title: "There is no such vendor",
  explanation: "Your shop has no vendor at this address. It may have been merged with another one, or deleted.",
};

/** What a vendor's page throws for an id that is none of the shop's vendors. */
export function unknownVendor() {
  return data(UNKNOWN_VENDOR, { status: 404 });
}
