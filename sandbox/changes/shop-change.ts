import type { ShopData } from "../shop-data";
import { formatInstant } from "../store/calendar";
import type {
  SandboxInventoryItem,
  SandboxLocation,
  SandboxOrder,
  SandboxProduct,
  SandboxVariant,
} from "../store/types";
import type { Notice } from "../webhooks";

/**
 * One thing that happens in the shop, with all that follows from it: everything is dated alike, and every webhook about it
 * belongs to one event. Commands check first and change then, so that a refused one leaves the shop as it was.
 */
export class ShopChange {
  /** ISO 8601 to the second, as Shopify dates its objects: two changes within a second are dated alike. */
  readonly at: string;
  private readonly noticesByKey = new Map<string, Notice>();

  constructor(
    readonly data: ShopData,
    now: Date,
  ) {
    this.at = formatInstant(now.getTime());
  }

  get notices(): Notice[] {
    return [...this.noticesByKey.values()];
  }

  /** Has subscribers told when the change is done, of things as it left them; once, however often one change touches the same thing. */
  tell(topic: string, about: string, payload: () => object): void {
    this.noticesByKey.set(`${topic} ${about}`, { topic, about, payload });
  }

  product(id: string): SandboxProduct {
    return this.data.product(id) ?? fail(`There is no product ${id}`);
  }

  variant(id: string): SandboxVariant {
    return this.data.variant(id) ?? fail(`There is no variant ${id}`);
  }

  inventoryItem(id: string): SandboxInventoryItem {
    return this.data.variantOfItem(id)?.inventoryItem ?? fail(`There is no inventory item ${id}`);
  }

  location(id: string): SandboxLocation {
    return this.data.location(id) ?? fail(`There is no location ${id}`);
  }

  order(id: string): SandboxOrder {
    return this.data.order(id) ?? fail(`There is no order ${id}`);
  }
}

/** A change that Shopify would not make; the message says why. */
export class ChangeRefused extends Error {
  override readonly name: string = "ChangeRefused";
}

export class NoSuchThing extends ChangeRefused {
  override readonly name = "NoSuchThing";
}

function fail(message: string): never {
  throw new NoSuchThing(message);
}
