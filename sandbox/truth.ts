import type { ShopData } from "./shop-data";

/** What the shop holds, one compact object after the other, for comparison with what an app has stored of it. */
export const TRUTHS = {
  "order-lines": orderLines,
  levels,
  variants,
  locations: ({ store }: ShopData) => store.locations,
} as const satisfies Record<string, (data: ShopData) => Iterable<object>>;

export type Truth = keyof typeof TRUTHS;

/** Every line of every order, as the Admin API tells of it: without its variant once that is deleted. */
function* orderLines(data: ShopData): Iterable<object> {
  for (const order of data.store.orders) {
    for (const { id, variantId, quantity, currentQuantity } of order.lines) {
      yield {
        orderLineId: id,
        orderId: order.id,
        variantId: variantId !== null && data.variant(variantId) ? variantId : null,
        orderedAt: order.createdAt,
        units: quantity,
        currentUnits: currentQuantity,
        cancelled: order.cancelledAt !== null,
        test: order.test,
        orderUpdatedAt: order.updatedAt,
      };
    }
  }
}

/** Also those at locations that are deactivated. */
function* levels(data: ShopData): Iterable<object> {
  for (const { id, levels } of data.inventoryItems) {
    for (const level of levels) yield { inventoryItemId: id, ...level };
  }
}

function* variants(data: ShopData): Iterable<object> {
  for (const product of data.store.products) {
    for (const { id, title, sku, barcode, price, createdAt, updatedAt, inventoryItem } of product.variants) {
      yield {
        variantId: id,
        productId: product.id,
        inventoryItemId: inventoryItem.id,
        productTitle: product.title,
        variantTitle: title,
        vendor: product.vendor,
        sku,
        barcode,
        price,
        tracked: inventoryItem.tracked,
        unitCost: inventoryItem.unitCost,
        createdAt,
        updatedAt,
      };
    }
  }
}
