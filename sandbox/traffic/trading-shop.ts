import { createProduct, deleteProduct, updateInventoryItem, updateProduct, updateVariant } from "../changes/products";
import { cancelOrder, deleteOrder, editOrder, fulfilOrder, placeOrder, refundOrder } from "../changes/orders";
import type { ShopChange } from "../changes/shop-change";
import { changeLevel, moveQuantities } from "../changes/stock";
import type { ShopData } from "../shop-data";
import { createRandom, type Random } from "../store/random";
import type { SandboxInventoryLevel, SandboxOrder, SandboxVariant } from "../store/types";
import type { TradeKind, TradeShares } from "./traffic-settings";

export interface TradingShopOptions {
  data: ShopData;
  change: <Result>(command: (change: ShopChange) => Result) => Result;
  shares: TradeShares;
  seed: number;
}

const MOST_LINES = 4;
const MOST_UNITS = 3;
const DOZEN = 12;
/** Orders that still wait to be sent, or may be edited or called off. */
const MOST_OPEN_ORDERS = 500;
/** So often is chosen anew when what was chosen doesn't suit. */
const TRIES = 5;

/**
 * A shop that trades: customers order what sold before, the merchant sends, edits, cancels, deletes, refunds, restocks and
 * tends the catalogue. Each step is one change. The seed and the store decide all of it.
 */
export class TradingShop {
  private readonly random: Random;
  private readonly openOrders: string[] = [];
  private readonly due: Exclude<TradeKind, "orders">[] = [];

  constructor(private readonly options: TradingShopOptions) {
    this.random = createRandom(options.seed, "traffic");
  }

  /** Makes one change of those that follow from the last order by the shares. @returns what it was; null when none is left */
  followUp(): TradeKind | null {
    for (let kind = this.due.shift(); kind !== undefined; kind = this.due.shift()) {
      if (this.follow(kind)) return kind;
    }
    return null;
  }

  /** Places an order, or receives the goods that it would lack. @returns which of the two */
  trade(): "orders" | "restocks" {
    const lines = this.drawLines();
    const soldOut = lines.map(({ variantId }) => this.soldOutLevel(variantId)).find((level) => level !== null);
    if (soldOut) {
      this.receiveGoods(soldOut);
      return "restocks";
    }
    const order = this.options.change((change) => placeOrder(change, { lines }));
    this.openOrders.push(order.id);
    if (this.openOrders.length > MOST_OPEN_ORDERS) this.openOrders.shift();
    for (const [kind, share] of Object.entries(this.options.shares) as [Exclude<TradeKind, "orders">, number][]) {
      if (this.random.chance(share)) this.due.push(kind);
    }
    return "orders";
  }

  /** Whether there was something to do it to. */
  private follow(kind: Exclude<TradeKind, "orders">): boolean {
    switch (kind) {
      case "fulfilments":
        return this.onOpenOrder((change, { id }) => fulfilOrder(change, { orderId: id }));
      case "edits":
        return this.onOpenOrder((change, order) => this.edit(change, order));
      case "cancellations":
        return this.onOpenOrder((change, { id }) =>
          cancelOrder(change, { orderId: id, restock: this.random.chance(0.8) }),
        );
      case "deletions":
        return this.onOpenOrder((change, { id }) => deleteOrder(change, { orderId: id }));
      case "refunds":
        return this.refund();
      case "restocks":
        return this.moveStock();
      case "productChanges":
        return this.changeProduct();
    }
  }

  private drawLines(): { variantId: string; quantity: number }[] {
    const count = this.random.integer(1, MOST_LINES);
    const variantIds = new Set(Array.from({ length: count }, () => this.drawVariant().id));
    return [...variantIds].map((variantId) => ({ variantId, quantity: this.random.integer(1, MOST_UNITS) }));
  }

  /** What sold before sells again: a variant of an order line by chance, or else any. */
  private drawVariant(): SandboxVariant {
    const { data } = this.options;
    for (let tries = 0; tries < TRIES && data.store.orders.length > 0; tries++) {
      const line = this.random.pick(this.random.pick(data.store.orders).lines);
      const variant = line.variantId === null ? undefined : data.variant(line.variantId);
      if (variant) return variant;
    }
    return this.random.pick(data.variants);
  }

  /** The level that an order would be sent from, when there is nothing left: a shop that trades receives goods first. */
  private soldOutLevel(variantId: string): LevelPlace | null {
    const variant = this.options.data.variant(variantId);
    const level = variant && this.activeLevels(variant)[0];
    return level && level.available < MOST_UNITS ? { variant, level } : null;
  }

  private activeLevels({ inventoryItem }: SandboxVariant): SandboxInventoryLevel[] {
    if (!inventoryItem.tracked) return [];
    return inventoryItem.levels.filter(({ locationId }) => this.options.data.location(locationId)?.isActive);
  }

  /** What is on its way arrives, or some dozens do. */
  private receiveGoods({ variant, level }: LevelPlace): void {
    const arriving = level.incoming > 0 ? level.incoming : DOZEN * this.random.integer(2, 8);
    const available = Math.max(level.available + arriving, DOZEN);
    this.options.change((change) =>
      changeLevel(change, { itemId: variant.inventoryItem.id, locationId: level.locationId, available, incoming: 0 }),
    );
  }

  private onOpenOrder(command: (change: ShopChange, order: SandboxOrder) => unknown): boolean {
    for (let tries = 0; tries < TRIES && this.openOrders.length > 0; tries++) {
      const place = this.random.integer(0, this.openOrders.length - 1);
      const order = this.options.data.order(this.openOrders[place] ?? "");
      if (!order || !isOpen(order)) {
        this.openOrders.splice(place, 1);
        continue;
      }
      this.options.change((change) => command(change, order));
      return true;
    }
    return false;
  }

  private edit(change: ShopChange, order: SandboxOrder): void {
    const line = this.random.pick(order.lines.filter(({ unfulfilledQuantity }) => unfulfilledQuantity > 0));
    const kind = this.random.integer(1, 3);
    const edit =
      kind === 1
        ? { variantId: this.drawVariant().id, quantity: 1 }
        : { lineId: line.id, quantity: line.currentQuantity + (kind === 2 ? 1 : -1) };
    editOrder(change, { orderId: order.id, lines: [edit] });
  }

  /** Of any order, old ones too: customers take their time. */
  private refund(): boolean {
    for (let tries = 0; tries < TRIES; tries++) {
      const order = this.random.pick(this.options.data.store.orders);
      const lines = order.lines.filter(({ currentQuantity }) => currentQuantity > 0);
      if (order.cancelledAt !== null || lines.length === 0) continue;
      const line = this.random.pick(lines);
      const quantity = this.random.integer(1, line.currentQuantity);
      const restock = this.random.chance(0.5);
      const refund = { orderId: order.id, lines: [{ lineId: line.id, quantity }], restock };
      this.options.change((change) => refundOrder(change, refund));
      return true;
    }
    return false;
  }

  /** Goods arrive, are ordered from a vendor, or a count finds one unit less. */
  private moveStock(): boolean {
    const variant = this.drawVariant();
    const levels = this.activeLevels(variant);
    if (levels.length === 0) return false;
    const level = this.random.pick(levels);
    const kind = this.random.integer(1, 3);
    if (kind === 1) {
      this.receiveGoods({ variant, level });
      return true;
    }
    const place = { itemId: variant.inventoryItem.id, locationId: level.locationId };
    const by = kind === 2 ? { incoming: DOZEN * this.random.integer(1, 4) } : { available: -1 };
    this.options.change((change) => moveQuantities(change, { ...place, by }));
    return true;
  }

  private changeProduct(): boolean {
    const variant = this.drawVariant();
    this.options.change((change) => this.tendCatalogue(change, variant));
    return true;
  }

  private tendCatalogue(change: ShopChange, variant: SandboxVariant): void {
    const { id: variantId, productId, inventoryItem } = variant;
    const product = change.product(productId);
    switch (this.random.integer(1, 9)) {
      case 1:
        updateProduct(change, {
          productId,
          title: `${product.title.replace(/ no\. \d+$/, "")} no. ${this.newNumber()}`,
        });
        return;
      case 2:
        updateProduct(change, { productId, vendor: change.product(this.drawVariant().productId).vendor });
        return;
      case 3:
        updateVariant(change, { variantId, price: this.drawPrice(3, 40) });
        return;
      case 4:
        updateVariant(change, { variantId, sku: `${variant.sku.replace(/-\d{6}$/, "")}-${this.newNumber()}` });
        return;
      case 5:
        updateVariant(change, { variantId, barcode: `40${this.newNumber()}${this.newNumber()}`.slice(0, 13) });
        return;
      case 6:
        updateInventoryItem(change, { itemId: inventoryItem.id, unitCost: this.drawPrice(1, 20) });
        return;
      case 7:
        updateInventoryItem(change, { itemId: inventoryItem.id, tracked: !inventoryItem.tracked });
        return;
      case 8:
        this.addProduct(change, product.vendor);
        return;
      case 9:
        if (change.data.store.products.length > 1) deleteProduct(change, { productId });
        else this.addProduct(change, product.vendor);
    }
  }

  private addProduct(change: ShopChange, vendor: string): void {
    const sku = `NEW-${this.newNumber()}`;
    const price = this.drawPrice(3, 40);
    const facts = { sku, price, unitCost: this.drawPrice(1, 20) };
    const location = change.data.store.locations.find(({ isActive }) => isActive);
    const stock = location ? [{ locationId: location.id, available: DOZEN * this.random.integer(1, 5) }] : [];
    createProduct(change, { title: `Novelty ${sku}`, vendor, productType: "Gift", variants: [{ ...facts, stock }] });
  }

  private drawPrice(lowest: number, highest: number): string {
    return this.random.between(lowest, highest).toFixed(2);
  }

  private newNumber(): string {
    return String(this.random.integer(100_000, 999_999));
  }
}

interface LevelPlace {
  variant: SandboxVariant;
  level: SandboxInventoryLevel;
}

/** Waits in full: nothing of it was sent, so that it can still be called off. */
function isOpen({ cancelledAt, lines }: SandboxOrder): boolean {
  return (
    cancelledAt === null &&
    lines.some(({ unfulfilledQuantity }) => unfulfilledQuantity > 0) &&
    lines.every(({ unfulfilledQuantity, currentQuantity }) => unfulfilledQuantity === currentQuantity)
  );
}
