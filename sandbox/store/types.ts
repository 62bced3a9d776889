/** The sandbox's whole shop, in memory. Ids are Shopify's numeric ids as strings; times are ISO 8601 in UTC. */
export interface SandboxStore {
  shop: SandboxShop;
  locations: SandboxLocation[];
  products: SandboxProduct[];
  orders: SandboxOrder[];
}

export interface SandboxShop {
  id: string;
  name: string;
  /** sandbox-store.myshopify.com */
  domain: string;
  email: string;
  ianaTimezone: string;
  currencyCode: string;
  createdAt: string;
  updatedAt: string;
}

export interface SandboxLocation {
  id: string;
  name: string;
  isActive: boolean;
  createdAt: string;
  updatedAt: string;
}

export interface SandboxProduct {
  id: string;
  title: string;
  handle: string;
  vendor: string;
  productType: string;
  status: "ACTIVE" | "ARCHIVED" | "DRAFT";
  createdAt: string;
  updatedAt: string;
  variants: SandboxVariant[];
}

export interface SandboxVariant {
  id: string;
  productId: string;
  /** "Default Title" when the product has one variant. */
  title: string;
  sku: string;
  barcode: string | null;
  /** Decimal with two places. */
  price: string;
  position: number;
  createdAt: string;
  updatedAt: string;
  inventoryItem: SandboxInventoryItem;
}

export interface SandboxInventoryItem {
  id: string;
  tracked: boolean;
  /** Decimal with two places; null where the merchant has not entered one. */
  unitCost: string | null;
  createdAt: string;
  updatedAt: string;
  levels: SandboxInventoryLevel[];
  /** Of locations that the item was stocked at and is not any more: Shopify keeps such a level, with nothing, as inactive. */
  endedLevels?: SandboxInventoryLevel[];
  /** Complete days (ISO, in the shop's time zone) on which goods arrived after nothing had been left, in order. */
  restockedOn: string[];
}

/** on hand = available + committed + reserved (+ the other unavailable states, which the sandbox does not use). */
export interface SandboxInventoryLevel {
  locationId: string;
  available: number;
  committed: number;
  reserved: number;
  incoming: number;
  onHand: number;
  updatedAt: string;
}

export interface SandboxOrder {
  id: string;
  name: string;
  createdAt: string;
  updatedAt: string;
  cancelledAt: string | null;
  test: boolean;
  /** Whether the merchant changed its lines after it was placed. */
  edited: boolean;
  /** Those made while the sandbox runs; older returns show in the lines' quantities alone. */
  refunds: readonly SandboxRefund[];
  lines: SandboxOrderLine[];
}

export interface SandboxOrderLine {
  id: string;
  /** null for a line whose variant was deleted. One that is deleted while the sandbox runs stays named here, and is gone. */
  variantId: string | null;
  quantity: number;
  /** Less what was returned or edited out. */
  currentQuantity: number;
  /** Units that still wait to be sent. */
  unfulfilledQuantity: number;
  /** Where the units are committed until they are sent; null where Shopify does not count the variant's stock. */
  locationId: string | null;
  /** Decimal with two places. */
  unitPrice: string;
}

export interface SandboxRefund {
  id: string;
  createdAt: string;
  lines: SandboxRefundLine[];
}

export interface SandboxRefundLine {
  id: string;
  /** Of the order line. */
  lineId: string;
  quantity: number;
  /** Shopify's word for what became of the goods: never sent, brought back, or neither put back. */
  restockType: "cancel" | "return" | "no_restock";
  locationId: string | null;
}
