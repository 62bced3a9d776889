import { z } from "zod";
import { numericId } from "./global-id";
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

const variantLineSchema = z
  .object({
    id: numericId("ProductVariant"),
    title: z.string(),
    sku: absentWhenBlank,
    barcode: absentWhenBlank,
    price: z.string().nullable(),
    createdAt: z.string(),
    updatedAt: z.string(),
    product: z.object({
      id: numericId("Product"),
      title: z.string(),
      vendor: absentWhenBlank,
      featuredMedia: z
        .object({ preview: z.object({ image: z.object({ url: z.string() }).nullish() }).nullish() })
        .nullish(),
    }),
    inventoryItem: z.object({
      id: numericId("InventoryItem"),
      tracked: z.boolean(),
      unitCost: z.object({ amount: z.string() }).nullable(),
    }),
  })
  .transform(({ product, inventoryItem, ...variant }): CatalogueVariant => ({
    variantId: variant.id,
    productId: product.id,
    productTitle: product.title,
    variantTitle: variant.title === "Default Title" ? null : variant.title,
    sku: variant.sku,
    barcode: variant.barcode,
    shopifyVendor: product.vendor,
    inventoryItemId: inventoryItem.id,
    tracked: inventoryItem.tracked,
    unitCost: inventoryItem.unitCost?.amount ?? null,
    price: variant.price,
    imageUrl: product.featuredMedia?.preview?.image?.url ?? null,
    createdAt: variant.createdAt,
    updatedAt: variant.updatedAt,
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
      const object: unknown = JSON.parse(line);
      if (isLevel(object)) parsed.levels.push(levelLineSchema.parse(object));
      else parsed.variants.push(variantLineSchema.parse(object));
    } catch (cause) {
      throw new ShopifyError("invalid-answer", "A line of Shopify's catalogue export can't be read. Try again.", {
        cause,
      });
    }
  }
  return parsed;
}

function isLevel(object: unknown): boolean {
  return typeof object === "object" && object !== null && "quantities" in object;
}
