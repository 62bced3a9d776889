import type { VendorTexts } from "~/components/vendor-texts";

/** A vendor's form as it is sent. */
export function toVendorForm(texts: VendorTexts, others: Record<string, string> = {}): FormData {
  const form = new FormData();
  for (const [name, text] of Object.entries({ ...texts, ...others })) form.set(name, text);
  return form;
}
