// What a reading of an order can be narrowed and ordered by. Free of I/O, so that the browser can share it.
import type { SortExpression } from "./keyset-page";
import type { SortDirection } from "./plan-filter";

/** The order's own lines, or every SKU that the vendor is the preferred one of, so that others can be added. */
export const ORDER_PARTS = ["order", "all"] as const;

export interface OrderLineFilter {
  show: (typeof ORDER_PARTS)[number];
  /** Text that SKU, vendor SKU, title or barcode contains, whatever its letter case and accents; "" for no search. */
  q: string;
}

export const ORDER_SORT_KEYS = ["productTitle", "sku", "vendorSku", "quantity", "lineValue"] as const;
export type OrderSortKey = (typeof ORDER_SORT_KEYS)[number];

export interface OrderLineOrder {
  sort: OrderSortKey;
  direction: SortDirection;
}

export const ORDER_SORT_EXPRESSIONS: Readonly<Record<OrderSortKey, SortExpression>> = {
  productTitle: { expression: "sort_title", type: "text", nullable: false },
  sku: { expression: "sku", type: "text", nullable: true },
  vendorSku: { expression: `vendor_sku COLLATE "C"`, type: "text", nullable: true },
  quantity: { expression: "quantity", type: "integer", nullable: false },
  lineValue: { expression: "line_value", type: "numeric", nullable: true },
};
