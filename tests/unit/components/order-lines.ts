import type { VendorOrder, VendorOrderLine } from "~/reports/vendor-order";

/** A line to vary: 48 suggested in packs of 12, at least 24. */
export function makeLine(changes: Partial<VendorOrderLine> = {}): VendorOrderLine {
  return {
    variantId: "7",
    inventoryItemId: "107",
    productTitle: "Mug",
    variantTitle: "Red",
    sku: "MUG-RED",
    barcode: null,
    vendorSku: "V-7",
    status: "reorder-now",
    observedDays: 90,
    available: 5,
    onHand: 7,
    committed: 2,
    incoming: 0,
    suggestedQuantity: 48,
    edit: null,
    quantity: 48,
    minimumOrderQuantity: 24,
    packSize: 12,
    unitCost: 2.5,
    lineValue: 120,
    ...changes,
  };
}

/** An order of one such line. */
export const EXAMPLE_ORDER: VendorOrder = {
  vendor: {
    vendorId: "1",
    name: "Acme",
    email: "orders@acme.example",
    currency: "EUR",
    minimumOrderValue: 500,
  },
  shop: { name: "Gift Shop", currency: "GBP" },
  day: "2026-03-01",
  totals: {
    skus: 20,
    lines: 3,
    units: 96,
    value: 380,
    valueInShopCurrency: 323,
    linesWithoutCost: 0,
    editedLines: 1,
    readAt: "2026-03-01T10:00:00.000Z",
    minimum: { kind: "below", by: 120 },
  },
};
