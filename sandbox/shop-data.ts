import type { NodeList, SortValue } from "./admin-api/connections";
import { SortedLists } from "./sorted-lists";
import { startNewIds, type IdKind, type IdSequence } from "./store/store-ids";
import type {
  SandboxInventoryItem,
  SandboxInventoryLevel,
  SandboxLocation,
  SandboxOrder,
  SandboxProduct,
  SandboxShop,
  SandboxStore,
  SandboxVariant,
} from "./store/types";

/** A level with the item that it belongs to: alone it does not know what it counts. */
export interface LevelOfItem {
  item: SandboxInventoryItem;
  level: SandboxInventoryLevel;
}

/** What the shop has many of, listed in the orders that are asked for. */
interface Listed {
  products: SandboxProduct;
  variants: SandboxVariant;
  inventoryItems: SandboxInventoryItem;
  locations: SandboxLocation;
  orders: SandboxOrder;
}

/**
 * The store with its indexes. Everything that reads or changes the sandbox's shop goes through it; what changes is found by
 * id, so that a change costs the same in a shop of any size.
 */
export class ShopData {
  readonly shop: SandboxShop;
  readonly variants: SandboxVariant[];
  readonly inventoryItems: SandboxInventoryItem[];
  private readonly products: Map<string, SandboxProduct>;
  private readonly variantsById: Map<string, SandboxVariant>;
  private readonly variantsByItem: Map<string, SandboxVariant>;
  private readonly locations: Map<string, SandboxLocation>;
  private ordersById: Map<string, SandboxOrder> | undefined;
  private readonly lists: { [Kind in keyof Listed]: SortedLists<Listed[Kind]> };
  private readonly newIds = new Map<IdKind, IdSequence>();
  private nextOrderNumber: number;

  constructor(readonly store: SandboxStore) {
    this.shop = store.shop;
    this.variants = store.products.flatMap((product) => product.variants);
    this.inventoryItems = this.variants.map((variant) => variant.inventoryItem);
    this.products = new Map(store.products.map((product) => [product.id, product]));
    this.variantsById = new Map(this.variants.map((variant) => [variant.id, variant]));
    this.variantsByItem = new Map(this.variants.map((variant) => [variant.inventoryItem.id, variant]));
    this.locations = new Map(store.locations.map((location) => [location.id, location]));
    this.nextOrderNumber = 1001 + store.orders.length;
    this.lists = {
      products: new SortedLists(store.products),
      variants: new SortedLists(this.variants),
      inventoryItems: new SortedLists(this.inventoryItems),
      locations: new SortedLists(store.locations),
      orders: new SortedLists(store.orders),
    };
  }

  product(id: string): SandboxProduct | undefined {
    return this.products.get(id);
  }

  variant(id: string): SandboxVariant | undefined {
    return this.variantsById.get(id);
  }

  variantOfItem(itemId: string): SandboxVariant | undefined {
    return this.variantsByItem.get(itemId);
  }

  location(id: string): SandboxLocation | undefined {
    return this.locations.get(id);
  }

  order(id: string): SandboxOrder | undefined {
    return this.orders.get(id);
  }

  level(itemId: string, locationId: string): LevelOfItem | undefined {
    const item = this.variantsByItem.get(itemId)?.inventoryItem;
    const level = item?.levels.find((candidate) => candidate.locationId === locationId);
    return item && level ? { item, level } : undefined;
  }

  /** One that has ended, at a location where the item is not stocked any more. */
  endedLevel(itemId: string, locationId: string): LevelOfItem | undefined {
    const item = this.variantsByItem.get(itemId)?.inventoryItem;
    const level = item?.endedLevels?.find((candidate) => candidate.locationId === locationId);
    return item && level ? { item, level } : undefined;
  }

  /** The nodes of a kind in ascending order of a sort value, then of id. */
  sorted<Kind extends keyof Listed>(
    kind: Kind,
    sortKey: string,
    sortValue: (node: Listed[Kind]) => SortValue,
  ): NodeList<Listed[Kind]> {
    return this.lists[kind].by(sortKey, sortValue);
  }

  /** An id that nothing else has, greater than every earlier one of its kind. */
  newId(kind: IdKind): string {
    const ids = this.newIds.get(kind) ?? startNewIds(kind);
    this.newIds.set(kind, ids);
    return ids.next();
  }

  newOrderName(): string {
    return `#${this.nextOrderNumber++}`;
  }

  /** Has to be told of every change to a node, so that lists which are sorted by what changed stay in order. */
  noteChange<Kind extends keyof Listed>(kind: Kind, node: Listed[Kind]): void {
    this.lists[kind].put(node);
  }

  addOrder(order: SandboxOrder): void {
    this.orders.set(order.id, order);
    this.store.orders.push(order);
    this.lists.orders.put(order);
  }

  removeOrder(order: SandboxOrder): void {
    this.orders.delete(order.id);
    takeOut(this.store.orders, order);
    this.lists.orders.remove(order);
  }

  addProduct(product: SandboxProduct): void {
    this.products.set(product.id, product);
    this.store.products.push(product);
    this.lists.products.put(product);
    for (const variant of product.variants) this.indexVariant(variant);
  }

  removeProduct(product: SandboxProduct): void {
    for (const variant of [...product.variants]) this.removeVariant(product, variant);
    this.products.delete(product.id);
    takeOut(this.store.products, product);
    this.lists.products.remove(product);
  }

  removeVariant(product: SandboxProduct, variant: SandboxVariant): void {
    takeOut(product.variants, variant);
    takeOut(this.variants, variant);
    takeOut(this.inventoryItems, variant.inventoryItem);
    this.variantsById.delete(variant.id);
    this.variantsByItem.delete(variant.inventoryItem.id);
    this.lists.variants.remove(variant);
    this.lists.inventoryItems.remove(variant.inventoryItem);
  }

  addLocation(location: SandboxLocation): void {
    this.locations.set(location.id, location);
    this.store.locations.push(location);
    this.lists.locations.put(location);
  }

  removeLocation(location: SandboxLocation): void {
    this.locations.delete(location.id);
    takeOut(this.store.locations, location);
    this.lists.locations.remove(location);
  }

  private indexVariant(variant: SandboxVariant): void {
    this.variants.push(variant);
    this.inventoryItems.push(variant.inventoryItem);
    this.variantsById.set(variant.id, variant);
    this.variantsByItem.set(variant.inventoryItem.id, variant);
    this.lists.variants.put(variant);
    this.lists.inventoryItems.put(variant.inventoryItem);
  }

  /** Made when it is first asked for: most tests never ask, and a large shop has a million orders. */
  private get orders(): Map<string, SandboxOrder> {
    this.ordersById ??= new Map(this.store.orders.map((order) => [order.id, order]));
    return this.ordersById;
  }
}

/** Sought from the end: what is removed is mostly new. */
function takeOut<Node>(nodes: Node[], node: Node): void {
  const place = nodes.lastIndexOf(node);
  if (place !== -1) nodes.splice(place, 1);
}
