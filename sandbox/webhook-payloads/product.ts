import { globalId } from "../admin-api/global-id";
import type { ShopData } from "../shop-data";
import type { SandboxProduct, SandboxShop, SandboxVariant } from "../store/types";
import { wireId, wireTime } from "./wire-format";

/** The whole product, as `products/create` and `products/update` carry it alike. */
export function productPayload(product: SandboxProduct, { shop }: ShopData): object {
  return {
    id: wireId(product.id),
    admin_graphql_api_id: globalId("Product", product.id),
    body_html: "",
    category: null,
    created_at: wireTime(product.createdAt, shop),
    handle: product.handle,
    product_type: product.productType,
    published_at: product.status === "ACTIVE" ? wireTime(product.createdAt, shop) : null,
    published_scope: "web",
    status: product.status.toLowerCase(),
    tags: "",
    template_suffix: null,
    title: product.title,
    updated_at: wireTime(product.updatedAt, shop),
    vendor: product.vendor,
    has_variants_that_requires_components: false,
    // The sandbox's shops have no pictures.
    image: null,
    images: [],
    media: [],
    options: [
      {
        id: wireId(product.id) + 1n,
        name: "Title",
        position: 1,
        product_id: wireId(product.id),
        values: product.variants.map(({ title }) => title),
      },
    ],
    variants: product.variants.map((variant) => variantPayload(variant, shop)),
    variant_gids: product.variants.map(({ id, updatedAt }) => ({
      admin_graphql_api_id: globalId("ProductVariant", id),
      updated_at: updatedAt,
    })),
  };
}

function variantPayload(variant: SandboxVariant, shop: SandboxShop): object {
  const available = variant.inventoryItem.levels.reduce((sum, level) => sum + level.available, 0);
  return {
    id: wireId(variant.id),
    admin_graphql_api_id: globalId("ProductVariant", variant.id),
    barcode: variant.barcode,
    compare_at_price: null,
    created_at: wireTime(variant.createdAt, shop),
    image_id: null,
    inventory_item_id: wireId(variant.inventoryItem.id),
    inventory_policy: "deny",
    inventory_quantity: available,
    old_inventory_quantity: available,
    option1: variant.title,
    option2: null,
    option3: null,
    position: variant.position,
    price: variant.price,
    product_id: wireId(variant.productId),
    sku: variant.sku,
    taxable: true,
    title: variant.title,
    updated_at: wireTime(variant.updatedAt, shop),
  };
}
