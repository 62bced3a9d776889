/** The columns of a mapping file, in the order in which it is written. */
export const MAPPING_COLUMNS = [
  "sku",
  "barcode",
  "variant_id",
  "product_title",
  "variant_title",
  "vendor",
  "vendor_sku",
  "unit_cost",
  "minimum_order_quantity",
  "pack_size",
  "lead_time_days",
  "preferred",
  "remove",
] as const;

export type MappingColumn = (typeof MAPPING_COLUMNS)[number];

/** Any of these names the item of a row. */
export const IDENTIFIER_COLUMNS = ["sku", "barcode", "variant_id"] as const satisfies readonly MappingColumn[];

/** What a vendor offers an item for. */
export const OFFER_COLUMNS_OF_FILE = [
  "vendor_sku",
  "unit_cost",
  "minimum_order_quantity",
  "pack_size",
  "lead_time_days",
] as const satisfies readonly MappingColumn[];
