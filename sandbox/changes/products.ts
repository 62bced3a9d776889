import { globalId } from "../admin-api/global-id";
import { toHandle } from "../store/product-titles";
import type { SandboxInventoryItem, SandboxProduct, SandboxVariant } from "../store/types";
import { inventoryItemDeletedPayload, inventoryItemPayload } from "../webhook-payloads/inventory";
import { deletedPayload } from "../webhook-payloads/deleted";
import { productPayload } from "../webhook-payloads/product";
import { productTouched, variantTouched } from "./product-touched";
import { ChangeRefused, type ShopChange } from "./shop-change";
import { connectLevel } from "./stock";

export interface NewVariant {
  title?: string;
  sku: string;
  barcode?: string | null;
  price: string;
  unitCost?: string | null;
  tracked?: boolean;
  /** By location; without any, the variant is stocked at the first location, with nothing. */
  stock?: readonly { locationId: string; available: number }[];
}

export interface NewProduct {
  title: string;
  vendor: string;
  productType?: string;
  status?: SandboxProduct["status"];
  variants: readonly NewVariant[];
}

export function createProduct(change: ShopChange, { variants, ...facts }: NewProduct): SandboxProduct {
  const { data, at } = change;
  if (variants.length === 0) throw new ChangeRefused("A product has one variant or more");
  for (const { stock = [] } of variants) for (const { locationId } of stock) change.location(locationId);
  const id = data.newId("product");
  const product: SandboxProduct = {
    id,
    title: facts.title,
    handle: toHandle(facts.title, Number(BigInt(id) % 1_000_000n)),
    vendor: facts.vendor,
    productType: facts.productType ?? "",
    status: facts.status ?? "ACTIVE",
    createdAt: at,
    updatedAt: at,
    variants: variants.map((variant, index) => newVariant(change, variant, id, index + 1)),
  };
  data.addProduct(product);
  change.tell("products/create", globalId("Product", id), () => productPayload(product, data));
  product.variants.forEach(({ inventoryItem }, index) => {
    tellOfItem(change, "inventory_items/create", inventoryItem);
    stockItem(change, inventoryItem, variants[index]?.stock);
  });
  return product;
}

function newVariant(change: ShopChange, facts: NewVariant, productId: string, position: number): SandboxVariant {
  const { data, at } = change;
  return {
    id: data.newId("variant"),
    productId,
    title: facts.title ?? "Default Title",
    sku: facts.sku,
    barcode: facts.barcode ?? null,
    price: facts.price,
    position,
    createdAt: at,
    updatedAt: at,
    inventoryItem: {
      id: data.newId("inventoryItem"),
      tracked: facts.tracked ?? true,
      unitCost: facts.unitCost ?? null,
      createdAt: at,
      updatedAt: at,
      levels: [],
      restockedOn: [],
    },
  };
}

function stockItem(change: ShopChange, item: SandboxInventoryItem, stock: NewVariant["stock"]): void {
  const first = change.data.store.locations.find(({ isActive }) => isActive);
  const places = stock ?? (first ? [{ locationId: first.id, available: 0 }] : []);
  for (const { locationId, available } of places) connectLevel(change, { itemId: item.id, locationId, available });
}

export interface ProductFacts {
  productId: string;
  title?: string;
  vendor?: string;
  productType?: string;
  status?: SandboxProduct["status"];
}

/** Shopify dates the product anew, not its variants. */
export function updateProduct(change: ShopChange, { productId, ...facts }: ProductFacts): SandboxProduct {
  const product = change.product(productId);
  Object.assign(product, withoutAbsent(facts));
  productTouched(change, product);
  return product;
}

export interface VariantFacts {
  variantId: string;
  title?: string;
  sku?: string;
  barcode?: string | null;
  price?: string;
}

/** The SKU is the inventory item's too. */
export function updateVariant(change: ShopChange, { variantId, ...facts }: VariantFacts): SandboxVariant {
  const variant = change.variant(variantId);
  const skuChanges = facts.sku !== undefined && facts.sku !== variant.sku;
  Object.assign(variant, withoutAbsent(facts));
  variantTouched(change, variant);
  if (skuChanges) inventoryItemTouched(change, variant.inventoryItem);
  return variant;
}

export interface InventoryItemFacts {
  itemId: string;
  unitCost?: string | null;
  tracked?: boolean;
}

/** A new cost is the item's own affair; whether its stock is counted, the variant says too. */
export function updateInventoryItem(
  change: ShopChange,
  { itemId, ...facts }: InventoryItemFacts,
): SandboxInventoryItem {
  const item = change.inventoryItem(itemId);
  const trackedChanges = facts.tracked !== undefined && facts.tracked !== item.tracked;
  Object.assign(item, withoutAbsent(facts));
  inventoryItemTouched(change, item);
  const variant = change.data.variantOfItem(itemId);
  if (trackedChanges && variant) variantTouched(change, variant);
  return item;
}

export function deleteVariant(change: ShopChange, { variantId }: { variantId: string }): void {
  const variant = change.variant(variantId);
  const product = change.product(variant.productId);
  if (product.variants.length === 1) throw new ChangeRefused(`Variant ${variantId} is the only one of its product`);
  change.data.removeVariant(product, variant);
  tellOfDeletedItem(change, variant.inventoryItem);
  productTouched(change, product);
}

export function deleteProduct(change: ShopChange, { productId }: { productId: string }): void {
  const product = change.product(productId);
  const items = product.variants.map(({ inventoryItem }) => inventoryItem);
  change.data.removeProduct(product);
  change.tell("products/delete", globalId("Product", productId), () => deletedPayload(productId));
  for (const item of items) tellOfDeletedItem(change, item);
}

function inventoryItemTouched(change: ShopChange, item: SandboxInventoryItem): void {
  item.updatedAt = change.at;
  change.data.noteChange("inventoryItems", item);
  tellOfItem(change, "inventory_items/update", item);
}

function tellOfItem(change: ShopChange, topic: string, item: SandboxInventoryItem): void {
  change.tell(topic, globalId("InventoryItem", item.id), () => inventoryItemPayload(item, change.data));
}

function tellOfDeletedItem(change: ShopChange, item: SandboxInventoryItem): void {
  change.tell("inventory_items/delete", globalId("InventoryItem", item.id), () => inventoryItemDeletedPayload(item));
}

function withoutAbsent<Facts extends object>(facts: Facts): Partial<Facts> {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Partial<Facts>;
}
