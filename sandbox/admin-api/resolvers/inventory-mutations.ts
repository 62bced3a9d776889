import { randomInt } from "node:crypto";
import { setQuantities } from "../../changes/stock";
import type { LevelOfItem } from "../../shop-data";
import { globalId, parseGlobalIdOf } from "../global-id";
import type { ResolverContext, ResolverMap } from "./resolver";

interface QuantityChange {
  inventoryItemId: string;
  locationId: string;
  changeFromQuantity?: number | null;
}

interface AdjustInput {
  name: string;
  reason: string;
  referenceDocumentUri?: string | null;
  changes: readonly (QuantityChange & { delta: number })[];
}

interface SetInput {
  name: string;
  reason: string;
  referenceDocumentUri?: string | null;
  quantities: readonly (QuantityChange & { quantity: number })[];
}

interface Payload {
  inventoryAdjustmentGroup: object | null;
  userErrors: { field: string[]; message: string; code: string }[];
}

/** The two ways in which apps write quantities. The sandbox changes `available`, the only one that the app may need. */
export const inventoryMutations: ResolverMap = {
  Mutation: {
    inventoryAdjustQuantities: (_root: unknown, { input }: { input: AdjustInput }, context) =>
      changeQuantities(input, "changes", input.changes, (from, change) => from + change.delta, context),
    inventorySetQuantities: (_root: unknown, { input }: { input: SetInput }, context) =>
      changeQuantities(input, "quantities", input.quantities, (_from, change) => change.quantity, context),
  },
};

/** All changes or, when one does not fit, none. */
function changeQuantities<Change extends QuantityChange>(
  { name, reason, referenceDocumentUri }: { name: string; reason: string; referenceDocumentUri?: string | null },
  listField: string,
  changes: readonly Change[],
  newQuantity: (from: number, change: Change) => number,
  context: ResolverContext,
): Payload {
  const refuse = (field: string[], message: string, code: string): Payload => ({
    inventoryAdjustmentGroup: null,
    userErrors: [{ field: ["input", ...field], message, code }],
  });
  if (name !== "available") {
    return refuse(["name"], "The quantity name must be either 'available' or 'on_hand'.", "INVALID_QUANTITY_NAME");
  }
  const prepared: { level: LevelOfItem; available: number; delta: number }[] = [];
  for (const [index, change] of changes.entries()) {
    const at = [listField, String(index)];
    const itemId = parseGlobalIdOf("InventoryItem", change.inventoryItemId).id;
    const locationId = parseGlobalIdOf("Location", change.locationId).id;
    if (!context.data.variantOfItem(itemId)) {
      return refuse(
        [...at, "inventoryItemId"],
        "The specified inventory item could not be found.",
        "INVALID_INVENTORY_ITEM",
      );
    }
    const level = context.data.level(itemId, locationId);
    if (!level) {
      return refuse([...at, "locationId"], "The specified location could not be found.", "INVALID_LOCATION");
    }
    const from = level.level.available;
    const expected = change.changeFromQuantity;
    if (expected !== null && expected !== undefined && expected !== from) {
      const message = "The changeFromQuantity argument no longer matches the persisted quantity.";
      return refuse([...at, "changeFromQuantity"], message, "CHANGE_FROM_QUANTITY_STALE");
    }
    const available = newQuantity(from, change);
    prepared.push({ level, available, delta: available - from });
  }
  context.change((change) => {
    for (const { level, available } of prepared) setQuantities(change, level, { available });
  });
  const inventoryAdjustmentGroup = {
    id: globalId("InventoryAdjustmentGroup", String(randomInt(1_000_000_000, 2_000_000_000))),
    createdAt: context.now.toISOString(),
    reason,
    referenceDocumentUri: referenceDocumentUri ?? null,
    app: context.app,
    staffMember: null,
    changes: prepared.map(({ level, delta }) => ({
      name,
      delta,
      quantityAfterChange: null,
      ledgerDocumentUri: null,
      item: level.item,
      location: context.data.location(level.level.locationId) ?? null,
    })),
  };
  return { inventoryAdjustmentGroup, userErrors: [] };
}
