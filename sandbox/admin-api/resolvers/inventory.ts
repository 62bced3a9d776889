import type { LevelOfItem } from "../../shop-data";
import type { SandboxInventoryItem, SandboxInventoryLevel, SandboxLocation } from "../../store/types";
import { apiError } from "../api-error";
import type { ConnectionNodes, SortValue } from "../connections";
import { globalId, parseGlobalIdOf } from "../global-id";
import type { SearchFields } from "../search-filters";
import { byBoolean, byId, byText, byTime, byWords } from "../search-filters";
import { money } from "./money";
import type { ResolverContext, ResolverMap, ResponsePath, SearchArguments } from "./resolver";
import { chosenSortKey, nodesById, searchedNodes } from "./resolver";

interface LocationsArguments extends SearchArguments {
  includeInactive: boolean;
  sortKey: string;
}

export const inventoryResolvers: ResolverMap = {
  QueryRoot: {
    locations: findLocations,
    locationsCount: (root: unknown, args: SearchArguments, context, path) => ({
      count: findLocations(root, { ...args, includeInactive: true, sortKey: "ID" }, context, path).list.nodes.length,
      precision: "EXACT",
    }),
    location: (_root: unknown, { id }: { id?: string | null }, { data }) =>
      (id ? data.location(parseGlobalIdOf("Location", id).id) : data.store.locations[0]) ?? null,
    inventoryItems: (_root: unknown, args: SearchArguments, context, path) => {
      const items = context.data.sorted("inventoryItems", "ID", () => "");
      return searchedNodes(items, args, inventoryItemSearch(context), context, path);
    },
    inventoryItem: (_root: unknown, { id }: { id: string }, { data }) =>
      data.variantOfItem(parseGlobalIdOf("InventoryItem", id).id)?.inventoryItem ?? null,
    inventoryLevel: (_root: unknown, { id }: { id: string }, context) => findLevel(id, context),
  },
  InventoryItem: {
    id: (item: SandboxInventoryItem) => globalId("InventoryItem", item.id),
    legacyResourceId: (item: SandboxInventoryItem) => item.id,
    sku: (item: SandboxInventoryItem, _args: unknown, { data }) => data.variantOfItem(item.id)?.sku ?? null,
    tracked: (item: SandboxInventoryItem) => item.tracked,
    trackedEditable: () => ({ locked: false, reason: null }),
    requiresShipping: () => true,
    unitCost: (item: SandboxInventoryItem, _args: unknown, { data }) =>
      item.unitCost === null ? null : money(item.unitCost, data.shop.currencyCode),
    createdAt: (item: SandboxInventoryItem) => item.createdAt,
    updatedAt: (item: SandboxInventoryItem) => item.updatedAt,
    variant: (item: SandboxInventoryItem, _args: unknown, { data }) => data.variantOfItem(item.id) ?? null,
    variants: (item: SandboxInventoryItem, _args: unknown, { data }) => {
      const variant = data.variantOfItem(item.id);
      return nodesById(variant ? [variant] : []);
    },
    locationsCount: (item: SandboxInventoryItem) => ({ count: item.levels.length, precision: "EXACT" }),
    inventoryLevel: (item: SandboxInventoryItem, args: { locationId: string; includeInactive: boolean }, context) =>
      levelAt(item.id, parseGlobalIdOf("Location", args.locationId).id, args, context) ?? null,
    inventoryLevels: (item: SandboxInventoryItem, args: InventoryLevelsArguments, context, path) => {
      const levels = [...item.levels, ...(item.endedLevels ?? [])]
        .map((level) => ({ item, level }))
        .filter(activeUnless(args, context));
      return searchedNodes(
        levelsBy(levels, ({ level }) => level.locationId),
        args,
        LEVEL_SEARCH,
        context,
        path,
      );
    },
  },
  InventoryLevel: {
    id: ({ item, level }: LevelOfItem) => levelId(item, level),
    item: ({ item }: LevelOfItem) => item,
    location: ({ level }: LevelOfItem, _args: unknown, context) => locationOf(level, context),
    isActive: (level: LevelOfItem, _args: unknown, context) => isActive(level, context),
    canDeactivate: ({ level }: LevelOfItem) => level.available === 0 && level.committed === 0 && level.incoming === 0,
    deactivationAlert: () => null,
    createdAt: ({ item }: LevelOfItem) => item.createdAt,
    updatedAt: ({ level }: LevelOfItem) => level.updatedAt,
    quantities: ({ item, level }: LevelOfItem, { names }: { names: readonly string[] }) =>
      names.map((name) => ({
        id: globalId("InventoryQuantity", level.locationId, { inventory_item_id: item.id, name }),
        name,
        quantity: quantityOf(level, name),
        updatedAt: level.updatedAt,
      })),
  },
  Location: {
    id: (location: SandboxLocation) => globalId("Location", location.id),
    legacyResourceId: (location: SandboxLocation) => location.id,
    name: (location: SandboxLocation) => location.name,
    isActive: (location: SandboxLocation) => location.isActive,
    activatable: (location: SandboxLocation) => !location.isActive,
    deactivatedAt: (location: SandboxLocation) => (location.isActive ? null : location.updatedAt),
    isFulfillmentService: () => false,
    isPrimary: (location: SandboxLocation, _args: unknown, { data }) => data.store.locations[0] === location,
    fulfillsOnlineOrders: (location: SandboxLocation) => location.isActive,
    shipsInventory: (location: SandboxLocation) => location.isActive,
    createdAt: (location: SandboxLocation) => location.createdAt,
    updatedAt: (location: SandboxLocation) => location.updatedAt,
    inventoryLevel: (location: SandboxLocation, args: { inventoryItemId: string; includeInactive: boolean }, context) =>
      levelAt(parseGlobalIdOf("InventoryItem", args.inventoryItemId).id, location.id, args, context) ?? null,
    inventoryLevels: (location: SandboxLocation, args: InventoryLevelsArguments, context, path) => {
      const levels = context.data.variants.flatMap((variant) => {
        const level = levelAt(variant.inventoryItem.id, location.id, args, context);
        return level ? [level] : [];
      });
      return searchedNodes(
        levelsBy(levels, ({ item }) => item.id),
        args,
        LEVEL_SEARCH,
        context,
        path,
      );
    },
  },
};

interface InventoryLevelsArguments extends SearchArguments {
  includeInactive: boolean;
}

/** A level by its global id, which names the location and, as a parameter, the inventory item. */
export function findLevel(id: string, { data }: ResolverContext): LevelOfItem | null {
  const { id: locationId, parameters } = parseGlobalIdOf("InventoryLevel", id);
  const itemId = parameters.get("inventory_item_id") ?? "";
  return data.level(itemId, locationId) ?? data.endedLevel(itemId, locationId) ?? null;
}

const LOCATION_SORT_VALUES: Readonly<Record<string, (location: SandboxLocation) => SortValue>> = {
  ID: () => "",
  RELEVANCE: () => "",
  NAME: (location) => location.name.toLowerCase(),
};

const LOCATION_SEARCH: SearchFields<SandboxLocation> = {
  fields: {
    location_id: byId((location) => location.id),
    name: byWords((location) => location.name),
    active: byBoolean((location) => location.isActive),
    created_at: byTime("created_at", (location) => location.createdAt),
  },
  unsupported: [
    "address1",
    "address2",
    "city",
    "country",
    "geolocated",
    "legacy",
    "pickup_in_store",
    "province",
    "zip",
  ],
  defaultText: (location) => [location.name],
};

function inventoryItemSearch({ data }: ResolverContext): SearchFields<SandboxInventoryItem> {
  return {
    fields: {
      id: byId((item) => item.id),
      sku: byText((item) => data.variantOfItem(item.id)?.sku ?? null),
      created_at: byTime("created_at", (item) => item.createdAt),
      updated_at: byTime("updated_at", (item) => item.updatedAt),
    },
    unsupported: [],
    defaultText: (item) => [data.variantOfItem(item.id)?.sku ?? null],
  };
}

const LEVEL_SEARCH: SearchFields<LevelOfItem> = {
  fields: {
    inventory_item_id: byId(({ item }) => item.id),
    created_at: byTime("created_at", ({ item }) => item.createdAt),
    updated_at: byTime("updated_at", ({ level }) => level.updatedAt),
  },
  unsupported: ["inventory_group_id"],
};

/** The quantities that Shopify names; the sandbox's shops do not use the last three. */
const QUANTITIES: Readonly<Record<string, (level: SandboxInventoryLevel) => number>> = {
  available: (level) => level.available,
  on_hand: (level) => level.onHand,
  committed: (level) => level.committed,
  incoming: (level) => level.incoming,
  reserved: (level) => level.reserved,
  damaged: () => 0,
  safety_stock: () => 0,
  quality_control: () => 0,
};

function quantityOf(level: SandboxInventoryLevel, name: string): number {
  const quantity = QUANTITIES[name];
  if (!quantity) {
    throw apiError(`The quantity name must be one of the following: ${Object.keys(QUANTITIES).join(", ")}.`, {
      code: "INVALID_FIELD_ARGUMENTS",
    });
  }
  return quantity(level);
}

function findLocations(
  _root: unknown,
  args: LocationsArguments,
  context: ResolverContext,
  path: ResponsePath,
): ConnectionNodes<SandboxLocation> {
  const sortValue = chosenSortKey(LOCATION_SORT_VALUES, args.sortKey, "locations");
  const list = context.data.sorted("locations", args.sortKey, sortValue);
  const isVisible = args.includeInactive ? null : (location: SandboxLocation): boolean => location.isActive;
  return searchedNodes(list, args, LOCATION_SEARCH, context, path, isVisible);
}

function levelsBy(
  levels: readonly LevelOfItem[],
  id: (level: LevelOfItem) => string,
): { nodes: readonly LevelOfItem[]; sortValue: () => SortValue; id: (level: LevelOfItem) => string } {
  return { nodes: levels, sortValue: () => "", id };
}

function activeUnless({ includeInactive }: { includeInactive: boolean }, context: ResolverContext) {
  return (level: LevelOfItem): boolean => includeInactive || isActive(level, context);
}

function isActive({ item, level }: LevelOfItem, context: ResolverContext): boolean {
  return locationOf(level, context).isActive && item.endedLevels?.includes(level) !== true;
}

function levelAt(
  itemId: string,
  locationId: string,
  { includeInactive }: { includeInactive: boolean },
  { data }: ResolverContext,
): LevelOfItem | undefined {
  return data.level(itemId, locationId) ?? (includeInactive ? data.endedLevel(itemId, locationId) : undefined);
}

function levelId(item: SandboxInventoryItem, level: SandboxInventoryLevel): string {
  return globalId("InventoryLevel", level.locationId, { inventory_item_id: item.id });
}

function locationOf(level: SandboxInventoryLevel, { data }: ResolverContext): SandboxLocation {
  const location = data.location(level.locationId);
  if (!location) throw new Error(`The store has a level at the unknown location ${level.locationId}`);
  return location;
}
