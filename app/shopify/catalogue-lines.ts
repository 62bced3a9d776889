import { z } from "zod";
import { numericId } from "./global-id";
import { readPlainLevel } from "./plain-lines";
import { quantitiesSchema, type LevelQuantities } from "./quantities";
import { ShopifyError } from "./shopify-error";

/** A variant as Shopify's catalogue states it. Money is a decimal as text, in the shop's currency. */
export interface CatalogueVariant {
  variantId: string;
  productId: string;
  productTitle: string;
  /** null for the only variant of its product, which Shopify calls "Default Title". */
  variantTitle: string | null;
  sku: string | null;
  barcode: string | null;
  /** Shopify's product vendor, as written there. */
  shopifyVendor: string | null;
  inventoryItemId: string;
  tracked: boolean;
  unitCost: string | null;
  price: string | null;
  imageUrl: string | null;
  /** ISO 8601. */
  createdAt: string;
  updatedAt: string;
}

/** An inventory item's stock at one location. */
export interface CatalogueLevel extends LevelQuantities {
  inventoryItemId: string;
  locationId: string;
  /** ISO 8601. */
  updatedAt: string;
}

export interface CatalogueLines {
  variants: CatalogueVariant[];
  levels: CatalogueLevel[];
}

const absentWhenBlank = z
  .string()
  .nullable()
  .transform((text) => (text === null || text.trim() === "" ? null : text));

/** What a product says of all of its variants. */
export const productSchema = z
  .object({
    id: numericId("Product"),
    title: z.string(),
    vendor: absentWhenBlank,
    featuredMedia: z
      .object({ preview: z.object({ image: z.object({ url: z.string() }).nullish() }).nullish() })
      .nullish(),
  })
  .transform(({ id, title, vendor, featuredMedia }) => ({
    productId: id,
    productTitle: title,
    shopifyVendor: vendor,
    imageUrl: featuredMedia?.preview?.image?.url ?? null,
  }));

/** What an inventory item says of its variant. */
export const inventoryItemSchema = z
  .object({
    id: numericId("InventoryItem"),
    tracked: z.boolean(),
    unitCost: z.object({ amount: z.string() }).nullable(),
  })
  .transform(({ id, tracked, unitCost }) => ({ inventoryItemId: id, tracked, unitCost: unitCost?.amount ?? null }));

export const catalogueVariantSchema = z
  .object({
    id: numericId("ProductVariant"),
    title: z.string(),
    sku: absentWhenBlank,
    barcode: absentWhenBlank,
    price: z.string().nullable(),
    createdAt: z.string(),
    updatedAt: z.string(),
    product: productSchema,
    inventoryItem: inventoryItemSchema,
  })
  .transform(({ id, title, sku, barcode, price, createdAt, updatedAt, product, inventoryItem }): CatalogueVariant => ({
    variantId: id,
    variantTitle: title === "Default Title" ? null : title,
    sku,
    barcode,
    price,
    createdAt,
    updatedAt,
    ...product,
    ...inventoryItem,
  }));

const levelLineSchema = z
  .object({
    updatedAt: z.string(),
    item: z.object({ id: numericId("InventoryItem") }),
    location: z.object({ id: numericId("Location") }),
    quantities: quantitiesSchema,
  })
  .transform((level): CatalogueLevel => ({
    inventoryItemId: level.item.id,
    locationId: level.location.id,
    updatedAt: level.updatedAt,
    ...level.quantities,
  }));

/**
 * Parses lines of {@link CATALOGUE_EXPORT}'s result. A level line names its item and its location, so the order of lines
 * does not matter.
 *
 * @throws {ShopifyError} `invalid-answer` for a line of another form
 */
export function parseCatalogueLines(lines: readonly string[]): CatalogueLines {
  const parsed: CatalogueLines = { variants: [], levels: [] };
  for (const line of lines) {
    try {
      addLine(parsed, line);
    } catch (cause) {
      throw new ShopifyError("invalid-answer", "A line of Shopify's catalogue export can't be read. Try again.", {
        cause,
      });
    }
  }
  return parsed;
}

function addLine({ variants, levels }: CatalogueLines, line: string): void {
  const plain = readPlainLevel(line);
  if (plain) {
    levels.push(plain);
    return;
  }
  const object: unknown = JSON.parse(line);
  if (isLevel(object)) levels.push(levelLineSchema.parse(object));
  else variants.push(catalogueVariantSchema.parse(object));
}

function isLevel(object: unknown): boolean {
  return typeof object === "object" && object !== null && "quantities" in object;
}
