/** The fields of a form of what a vendor offers an item for. */
export type OfferField = "vendorSku" | "unitCost" | "minimumOrderQuantity" | "packSize" | "leadTimeDays";

/** By the fields of all of an item's vendors, named such as "17.packSize". */
export type OfferErrors = Partial<Record<string, string>>;
