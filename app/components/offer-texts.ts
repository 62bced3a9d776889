/** The fields of a form of what a vendor offers an item for, in their order. */
export const OFFER_FIELDS = ["vendorSku", "unitCost", "minimumOrderQuantity", "packSize", "leadTimeDays"] as const;

export type OfferField = (typeof OFFER_FIELDS)[number];

/** An offer as typed; empty where the vendor says nothing. */
export type OfferTexts = Record<OfferField, string>;

/** By the fields of all of an item's vendors, named such as "17.packSize". */
export type OfferErrors = Partial<Record<string, string>>;

type Offer = Record<OfferField, string | number | null>;

/** What is stored of an offer as the form's fields hold it. */
export function writeOfferTexts(offer: Offer): OfferTexts {
  const write = (value: string | number | null) => (value === null ? "" : String(value));
  return {
    vendorSku: write(offer.vendorSku),
    unitCost: write(offer.unitCost),
    minimumOrderQuantity: write(offer.minimumOrderQuantity),
    packSize: write(offer.packSize),
    leadTimeDays: write(offer.leadTimeDays),
  };
}
