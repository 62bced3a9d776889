import { setImmediate as nextTurn } from "node:timers/promises";
import { followShopifyVendors } from "~/data/shopify-vendors";
import { noteStockObserved } from "~/data/shops";
import { calendarDay } from "~/planning/calendar";
import {
  changedSince,
  findInventoryItems,
  findLevels,
  findOrderLines,
  findProducts,
  findVariants,
  type FoundLevel,
  type FoundPage,
} from "~/shopify/searches";
import { noteMissedLevels, noteMissedOrders, noteMissedVariants } from "./missed-changes";
import type { PullContext } from "./pull-export";
import {
  takeOverEndedLevels,
  takeOverInventoryItems,
  takeOverLevels,
  takeOverOrderLines,
  takeOverProducts,
  takeOverVariants,
} from "./take-over";

/** Of more objects than these, a bulk operation is read sooner than page after page. */
const MOST_CHANGED_OBJECTS = 2_000;
/** With their lines, orders cost ten times as much: a bucket of points holds some 800. */
export const MOST_CHANGED_ORDERS = 500;

/** What changed, and where to look for it. */
export interface Changes {
  /** Shopify's search can lag behind: it is earlier than what is known of already. */
  since: Date;
  /** IANA name of the shop's zone. */
  timeZone: string;
  locationIds: readonly string[];
}

class TooManyChanges extends Error {}

/** Counts what a search finds, and gives up on it when that is better read by a bulk operation. */
class ChangeCount {
  private count = 0;

  constructor(
    private readonly context: PullContext,
    private readonly most: number,
  ) {}

  async add(objects: number): Promise<void> {
    this.count += objects;
    if (this.count > this.most) throw new TooManyChanges();
    this.context.progress.state.changes += objects;
    await this.context.progress.saveSometimes();
    await nextTurn(); // Pages come first.
  }
}

/**
 * Takes over the variants and levels that changed, and asks for new plans of those to which that made a difference. What was
 * deleted is not found this way. Interrupted, it begins anew: that is less than a bulk operation takes to start.
 *
 * @returns false when more changed than pages make sense for; what was read of it is taken over
 */
export async function pullCatalogueChanges(context: PullContext, changes: Changes): Promise<boolean> {
  const observedAt = new Date();
  try {
    await pullVariants(context, changes);
    await pullLevels(context, changes);
    await noteStockObserved(context.shop, observedAt, calendarDay(observedAt, changes.timeZone));
    return true;
  } catch (error) {
    if (error instanceof TooManyChanges) return false;
    throw error;
  }
}

async function pullVariants(context: PullContext, { since }: Changes): Promise<void> {
  const { shop, client, signal } = context;
  const search = changedSince(since);
  const count = new ChangeCount(context, MOST_CHANGED_OBJECTS);
  for await (const { observedAt, found } of findVariants(client, search, { signal })) {
    const variants = await takeOverVariants(shop, found, observedAt);
    await noteMissedVariants(context, found, variants, observedAt);
    await count.add(found.length);
  }
  // The time of a variant need not change when its product or its inventory item does.
  for await (const { observedAt, found } of findProducts(client, search, { signal })) {
    await takeOverProducts(shop, found, observedAt);
    await count.add(found.length);
  }
  for await (const { observedAt, found } of findInventoryItems(client, search, { signal })) {
    await takeOverInventoryItems(shop, found, observedAt);
    await count.add(found.length);
  }
  // Whether or not something differed: an earlier attempt may have taken it over, and ended before it came to this.
  await followShopifyVendors(shop);
}

async function pullLevels(context: PullContext, { since, locationIds }: Changes): Promise<void> {
  const { client, signal } = context;
  const count = new ChangeCount(context, MOST_CHANGED_OBJECTS);
  for (const locationId of locationIds) {
    for await (const page of findLevels(client, locationId, changedSince(since), { signal })) {
      await takeOverLevelPage(context, page);
      await count.add(page.found.length);
    }
  }
}

async function takeOverLevelPage(context: PullContext, { observedAt, found }: FoundPage<FoundLevel>): Promise<void> {
  const { shop } = context;
  const active = found.filter(({ isActive }) => isActive);
  const ended = found.filter(({ isActive }) => !isActive);
  const differing = await takeOverLevels(shop, active, observedAt);
  const removed = await takeOverEndedLevels(shop, ended, observedAt);
  await noteMissedLevels(
    context,
    found,
    [...differing.filter(({ availableDiffers }) => availableDiffers), ...removed],
    observedAt,
  );
}

/**
 * Takes over the orders that changed with the daily demand that derives from them, and asks for new plans of the variants to
 * which that made a difference.
 *
 * @returns false when more changed than pages make sense for; what was read of it is taken over
 */
export async function pullOrderChanges(context: PullContext, { since, timeZone }: Changes): Promise<boolean> {
  const { shop, client, signal } = context;
  const count = new ChangeCount(context, MOST_CHANGED_ORDERS);
  try {
    for await (const { observedAt, found, orders } of findOrderLines(client, changedSince(since), { signal })) {
      const differing = await takeOverOrderLines(shop, timeZone, found);
      await noteMissedOrders(context, found, differing, observedAt);
      await count.add(orders);
    }
    return true;
  } catch (error) {
    if (error instanceof TooManyChanges) return false;
    throw error;
  }
}
