import { globalId } from "../admin-api/global-id";
import type { LevelOfItem } from "../shop-data";
import { localDate } from "../store/calendar";
import type { SandboxInventoryLevel } from "../store/types";
import { levelDisconnectedPayload, levelPayload } from "../webhook-payloads/inventory";
import { variantTouched } from "./product-touched";
import { ChangeRefused, NoSuchThing, type ShopChange } from "./shop-change";

/** What of a level can be set; on hand follows from the rest. */
export interface Quantities {
  available?: number;
  committed?: number;
  incoming?: number;
  reserved?: number;
}

/**
 * Sets quantities of a level, as a merchant does in the admin. Shopify tells of a level only where what is available changed,
 * and counts that as a change of the variant and its product too; who wants to know of the other quantities has to ask.
 */
export function setQuantities(change: ShopChange, { item, level }: LevelOfItem, wanted: Quantities): void {
  const before = level.available;
  const wasOut = availableOf({ item, level }, change) <= 0;
  level.available = wanted.available ?? level.available;
  level.committed = wanted.committed ?? level.committed;
  level.incoming = wanted.incoming ?? level.incoming;
  level.reserved = wanted.reserved ?? level.reserved;
  level.onHand = level.available + level.committed + level.reserved;
  level.updatedAt = change.at;
  if (level.available === before) return;
  if (wasOut && availableOf({ item, level }, change) > 0) noteRestock({ item, level }, change);
  change.tell("inventory_levels/update", levelId({ item, level }), () =>
    levelPayload({ item, level }, change.data.shop),
  );
  const variant = change.data.variantOfItem(item.id);
  if (variant) variantTouched(change, variant);
}

/** Adds to quantities of a level. Does nothing where there is none any more: its goods are counted nowhere. */
export function moveQuantities(
  change: ShopChange,
  { itemId, locationId, by }: { itemId: string; locationId: string; by: Quantities },
): void {
  const found = change.data.level(itemId, locationId);
  if (!found) return;
  const { available, committed, incoming, reserved } = found.level;
  setQuantities(change, found, {
    available: available + (by.available ?? 0),
    committed: committed + (by.committed ?? 0),
    incoming: incoming + (by.incoming ?? 0),
    reserved: reserved + (by.reserved ?? 0),
  });
}

export interface LevelPlace {
  itemId: string;
  locationId: string;
}

export function changeLevel(
  change: ShopChange,
  { itemId, locationId, ...wanted }: LevelPlace & Quantities,
): SandboxInventoryLevel {
  const found = change.data.level(itemId, locationId);
  if (!found) throw new NoSuchThing(`No inventory level of item ${itemId} at location ${locationId}`);
  setQuantities(change, found, wanted);
  return found.level;
}

/** Begins to stock an item at a location. */
export function connectLevel(
  change: ShopChange,
  { itemId, locationId, available = 0 }: LevelPlace & { available?: number },
): SandboxInventoryLevel {
  const item = change.inventoryItem(itemId);
  const location = change.location(locationId);
  if (!location.isActive) throw new ChangeRefused(`Location ${locationId} is deactivated`);
  if (change.data.level(itemId, locationId)) {
    throw new ChangeRefused(`Item ${itemId} is stocked at location ${locationId} already`);
  }
  const level: SandboxInventoryLevel = {
    locationId,
    available: 0,
    committed: 0,
    reserved: 0,
    incoming: 0,
    onHand: 0,
    updatedAt: change.at,
  };
  item.endedLevels = item.endedLevels?.filter((ended) => ended.locationId !== locationId) ?? [];
  item.levels.push(level);
  change.tell("inventory_levels/connect", levelId({ item, level }), () =>
    levelPayload({ item, level }, change.data.shop),
  );
  if (available !== 0) setQuantities(change, { item, level }, { available });
  return level;
}

/** Ends to stock an item at a location; what was available there is gone with the level. */
export function disconnectLevel(change: ShopChange, { itemId, locationId }: LevelPlace): void {
  const found = change.data.level(itemId, locationId);
  if (!found) throw new NoSuchThing(`No inventory level of item ${itemId} at location ${locationId}`);
  const { item, level } = found;
  if (level.committed > 0) throw new ChangeRefused(`Orders wait for item ${itemId} at location ${locationId}`);
  item.levels = item.levels.filter((other) => other !== level);
  item.endedLevels = [...(item.endedLevels ?? []), endOf(level, change.at)];
  change.tell("inventory_levels/disconnect", levelId(found), () => levelDisconnectedPayload(found));
  const variant = change.data.variantOfItem(itemId);
  if (variant && level.available !== 0) variantTouched(change, variant);
}

function endOf({ locationId }: SandboxInventoryLevel, at: string): SandboxInventoryLevel {
  return { locationId, available: 0, committed: 0, reserved: 0, incoming: 0, onHand: 0, updatedAt: at };
}

function availableOf({ item }: LevelOfItem, { data }: ShopChange): number {
  return item.levels
    .filter(({ locationId }) => data.location(locationId)?.isActive)
    .reduce((sum, { available }) => sum + available, 0);
}

function noteRestock({ item }: LevelOfItem, { data, at }: ShopChange): void {
  const day = localDate(new Date(at), data.shop.ianaTimezone);
  if (item.restockedOn.at(-1) !== day) item.restockedOn.push(day);
}

function levelId({ item, level }: LevelOfItem): string {
  return globalId("InventoryLevel", level.locationId, { inventory_item_id: item.id });
}
