import type { TermChange } from "./audit-trail-card";
import type { OfferField } from "./offer-texts";
import { countOf, type ShopFormats } from "./shop-formats";

/** How the parts of an offer are called, in the order of their fields. */
export const OFFER_LABELS: Record<OfferField, string> = {
  vendorSku: "Vendor SKU",
  unitCost: "Unit cost",
  minimumOrderQuantity: "Minimum order",
  packSize: "Pack size",
  leadTimeDays: "Lead time",
};

/** A vendor of an item as an entry of the audit trail states it. */
type ItemVendorImage = { vendor: string; preferred: boolean } & Record<OfferField, string | number | null>;

/** "Acme: pack size 6 → 12", "Acme: added as preferred vendor", "Acme: removed". */
export function describeVendorItemChange({ oldValue, newValue, importId }: TermChange, formats: ShopFormats): string {
  const before = oldValue as ItemVendorImage | null;
  const after = newValue as ItemVendorImage | null;
  const changes =
    after === null
      ? ["removed"]
      : before === null
        ? describeAddition(after, formats)
        : describeDifferences(before, after, formats);
  const way = importId == null ? "" : " (by a file)";
  return `${(after ?? before)?.vendor ?? ""}: ${changes.join(", ")}${way}`;
}

const FIELDS = Object.keys(OFFER_LABELS) as OfferField[];

function describeAddition(after: ItemVendorImage, formats: ShopFormats): string[] {
  const stated = FIELDS.filter((field) => after[field] !== null);
  return [
    after.preferred ? "added as preferred vendor" : "added as another source",
    ...stated.map((field) => `${lowerFirst(OFFER_LABELS[field])} ${writeOffered(field, after[field], formats)}`),
  ];
}

function describeDifferences(before: ItemVendorImage, after: ItemVendorImage, formats: ShopFormats): string[] {
  const changed = FIELDS.filter((field) => before[field] !== after[field]);
  const write = (field: OfferField, image: ItemVendorImage) => writeOffered(field, image[field], formats);
  return [
    ...(before.preferred === after.preferred ? [] : [after.preferred ? "now preferred" : "no longer preferred"]),
    ...changed.map((field) => `${lowerFirst(OFFER_LABELS[field])} ${write(field, before)} → ${write(field, after)}`),
  ];
}

function lowerFirst(label: string): string {
  return `${label.charAt(0).toLowerCase()}${label.slice(1)}`;
}

/** Costs without a currency: the trail keeps none, and the vendor's may be another one since. */
function writeOffered(field: OfferField, value: string | number | null, formats: ShopFormats): string {
  if (value === null) return "not set";
  if (typeof value === "string") return value;
  return field === "leadTimeDays" ? countOf(value, "day", formats.decimal(value)) : formats.quantity(value);
}
