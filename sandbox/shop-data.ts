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
import type { NodeList, SortValue } from "./admin-api/connections";
import { sortedList } from "./admin-api/connections";

/** A level with the item that it belongs to: alone it does not know what it counts. */
export interface LevelOfItem {
  item: SandboxInventoryItem;
  level: SandboxInventoryLevel;
}

/** What of a level can be set from outside; on hand follows from the rest. */
export type LevelChange = Partial<Pick<SandboxInventoryLevel, "available" | "committed" | "incoming" | "reserved">>;

/** The store with its indexes. Everything that reads or changes the sandbox's shop goes through it. */
export class ShopData {
  readonly shop: SandboxShop;
  readonly variants: readonly SandboxVariant[];
  readonly inventoryItems: readonly SandboxInventoryItem[];
  private readonly products: Map<string, SandboxProduct>;
  private readonly variantsById: Map<string, SandboxVariant>;
  private readonly variantsByItem: Map<string, SandboxVariant>;
  private readonly locations: Map<string, SandboxLocation>;
  private ordersById: Map<string, SandboxOrder> | undefined;
  private readonly sortedLists = new Map<string, unknown>();

  constructor(readonly store: SandboxStore) {
    this.shop = store.shop;
    this.variants = store.products.flatMap((product) => product.variants);
    this.inventoryItems = this.variants.map((variant) => variant.inventoryItem);
    this.products = new Map(store.products.map((product) => [product.id, product]));
    this.variantsById = new Map(this.variants.map((variant) => [variant.id, variant]));
    this.variantsByItem = new Map(this.variants.map((variant) => [variant.inventoryItem.id, variant]));
    this.locations = new Map(store.locations.map((location) => [location.id, location]));
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
    this.ordersById ??= new Map(this.store.orders.map((order) => [order.id, order]));
    return this.ordersById.get(id);
  }

  level(itemId: string, locationId: string): LevelOfItem | undefined {
    const item = this.variantsByItem.get(itemId)?.inventoryItem;
    const level = item?.levels.find((candidate) => candidate.locationId === locationId);
    return item && level ? { item, level } : undefined;
  }

  /** Sets quantities of a level, as a merchant does in the admin; on hand stays the sum of its states. */
  changeLevel({ level }: LevelOfItem, change: LevelChange, at: Date): void {
    Object.assign(level, change);
    level.onHand = level.available + level.committed + level.reserved;
    level.updatedAt = at.toISOString();
  }

  /**
   * The nodes in ascending order of a sort value, then of id. The order is computed once per name: so far only levels
   * change while the sandbox runs, and no list is sorted by what changes with them.
   */
  sorted<Node extends { id: string }>(
    name: string,
    nodes: readonly Node[],
    sortValue: (node: Node) => SortValue,
  ): NodeList<Node> {
    const known = this.sortedLists.get(name) as NodeList<Node> | undefined;
    if (known) return known;
    const list = sortedList(nodes, sortValue);
    this.sortedLists.set(name, list);
    return list;
  }
}
