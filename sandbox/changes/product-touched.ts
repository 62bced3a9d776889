import { globalId } from "../admin-api/global-id";
import type { SandboxProduct, SandboxVariant } from "../store/types";
import { productPayload } from "../webhook-payloads/product";
import type { ShopChange } from "./shop-change";

/** Something of a product has changed: it is dated anew and told of. */
export function productTouched(change: ShopChange, product: SandboxProduct): void {
  product.updatedAt = change.at;
  change.data.noteChange("products", product);
  change.tell("products/update", globalId("Product", product.id), () => productPayload(product, change.data));
}

/** Something of a variant has changed, and of its product with it. */
export function variantTouched(change: ShopChange, variant: SandboxVariant): void {
  variant.updatedAt = change.at;
  change.data.noteChange("variants", variant);
  productTouched(change, change.product(variant.productId));
}
