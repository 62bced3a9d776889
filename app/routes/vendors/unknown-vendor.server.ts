import { data } from "@remix-run/node";
import type { Missing } from "~/components/route-problem";
import type { Words } from "~/words/words";

/** What a vendor's page throws for an id that is none of the shop's vendors. */
export function unknownVendor(t: Words["t"]) {
  const missing: Missing = { title: t("vendors.unknown.title"), explanation: t("vendors.unknown.explanation") };
  return data(missing, { status: 404 });
}
