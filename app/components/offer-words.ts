import type { TermChange } from "./audit-trail-card";
import { OFFER_FIELDS, type OfferField } from "./offer-texts";
import type { ShopFormats } from "./shop-formats";

/** A vendor of an item as an entry of the audit trail states it. */
type ItemVendorImage = { vendor: string; preferred: boolean } & Record<OfferField, string | number | null>;

/** "Acme: pack size 6 → 12", "Acme: added as preferred vendor", "Acme: removed". */
export function describeVendorItemChange({ oldValue, newValue, importId }: TermChange, formats: ShopFormats): string {
  const { t } = formats;
  const before = oldValue as ItemVendorImage | null;
  const after = newValue as ItemVendorImage | null;
  const changes =
    after === null
      ? [t("offers.change.removed")]
      : before === null
        ? describeAddition(after, formats)
        : describeDifferences(before, after, formats);
  return t(importId == null ? "offers.change.of" : "offers.change.byFile", {
    vendor: (after ?? before)?.vendor ?? "",
    changes: changes.join(", "),
  });
}

function describeAddition(after: ItemVendorImage, formats: ShopFormats): string[] {
  const { t } = formats;
  return [
    t(after.preferred ? "offers.change.addedPreferred" : "offers.change.addedOther"),
    ...OFFER_FIELDS.filter((field) => after[field] !== null).map((field) =>
      t(`offers.change.stated.${field}`, { value: writeOffered(field, after[field], formats) }),
    ),
  ];
}

function describeDifferences(before: ItemVendorImage, after: ItemVendorImage, formats: ShopFormats): string[] {
  const { t } = formats;
  const preference = t(after.preferred ? "offers.change.nowPreferred" : "offers.change.notPreferred");
  return [
    ...(before.preferred === after.preferred ? [] : [preference]),
    ...OFFER_FIELDS.filter((field) => before[field] !== after[field]).map((field) => {
      const [was, is] = [before, after].map((image) => writeOffered(field, image[field], formats));
      return t(`offers.change.stated.${field}`, { value: `${was} → ${is}` });
    }),
  ];
}

/** Costs without a currency: the trail keeps none, and the vendor's may be another one since. */
function writeOffered(field: OfferField, value: string | number | null, { t, quantity, decimal }: ShopFormats): string {
  if (value === null) return t("offers.change.notSet");
  if (typeof value === "string") return value;
  return field === "leadTimeDays" ? t("counts.days", { count: value, written: decimal(value) }) : quantity(value);
}
