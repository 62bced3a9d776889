import { DateTime } from "luxon";
import type { SandboxStore } from "../../../sandbox/store/types";
import { openRun, type RunKind } from "~/data/sync-runs";
import { pool } from "~/db.server";
import { performRun, type RunOutcome } from "~/sync/perform-run";

/** Runs a pull to its end in this process, as a worker would. */
export async function pullNow(shop: string, kind: RunKind, now = new Date()): Promise<RunOutcome> {
  const { runId } = await openRun(shop, kind);
  return performRun(shop, runId, { stop: new AbortController().signal, now });
}

export interface Facts {
  variants: unknown[];
  levels: unknown[];
  orderLines: unknown[];
  dailyDemand: unknown[];
}

/** What is stored of a shop, in the form of {@link expectedFacts}. */
export async function storedFacts(shop: string): Promise<Facts> {
  const select = async (text: string) => (await pool.query(text, [shop])).rows as unknown[];
  return {
    variants: await select(
      `SELECT variant_id AS "variantId", product_id AS "productId", product_title AS "productTitle", sku, barcode,
         shopify_vendor AS "shopifyVendor", vendors.name AS vendor, inventory_item_id AS "inventoryItemId", tracked,
         unit_cost::float8 AS "unitCost", price::float8 AS price
       FROM variants LEFT JOIN vendors USING (shop, vendor_id)
       WHERE shop = $1 AND deleted_at IS NULL ORDER BY variant_id`,
    ),
    levels: await select(
      `SELECT inventory_item_id AS "inventoryItemId", location_id AS "locationId", available, on_hand AS "onHand",
         committed, incoming, reserved
       FROM inventory_levels WHERE shop = $1 ORDER BY inventory_item_id, location_id`,
    ),
    orderLines: await select(
      `SELECT order_line_id AS "orderLineId", order_id AS "orderId", variant_id AS "variantId", day, units, cancelled, test
       FROM order_lines WHERE shop = $1 ORDER BY order_line_id`,
    ),
    dailyDemand: await select(
      `SELECT variant_id AS "variantId", day, units, orders FROM daily_demand WHERE shop = $1 ORDER BY variant_id, day`,
    ),
  };
}

/** What has to be stored of a sandbox's shop once the orders since `firstDay` are pulled, computed without the app. */
export function expectedFacts(store: SandboxStore, firstDay: string): Facts {
  const variants = store.products.flatMap((product) => product.variants.map((variant) => ({ product, variant })));
  const orderLines = store.orders.flatMap((order) => {
    const day = DateTime.fromISO(order.createdAt, { zone: store.shop.ianaTimezone }).toISODate() ?? "";
    const cancelled = order.cancelledAt !== null;
    return order.lines.flatMap(({ id, variantId, quantity }) =>
      variantId === null || day < firstDay
        ? []
        : { orderLineId: id, orderId: order.id, variantId, day, units: quantity, cancelled, test: order.test },
    );
  });
  const demand = new Map<string, { variantId: string; day: string; units: number; orderIds: Set<string> }>();
  for (const { orderId, variantId, day, units, cancelled, test } of orderLines) {
    if (cancelled || test) continue;
    const sum = demand.get(`${variantId} ${day}`) ?? { variantId, day, units: 0, orderIds: new Set<string>() };
    sum.units += units;
    sum.orderIds.add(orderId);
    demand.set(`${variantId} ${day}`, sum);
  }
  return {
    variants: variants
      .map(({ product, variant }) => ({
        variantId: variant.id,
        productId: product.id,
        productTitle: product.title,
        sku: variant.sku === "" ? null : variant.sku,
        barcode: variant.barcode,
        shopifyVendor: product.vendor === "" ? null : product.vendor,
        vendor: product.vendor === "" ? null : product.vendor,
        inventoryItemId: variant.inventoryItem.id,
        tracked: variant.inventoryItem.tracked,
        unitCost: variant.inventoryItem.unitCost === null ? null : Number(variant.inventoryItem.unitCost),
        price: Number(variant.price),
      }))
      .sort(byIds("variantId")),
    levels: variants
      .flatMap(({ variant }) =>
        variant.inventoryItem.levels.map(({ locationId, available, onHand, committed, incoming, reserved }) => ({
          inventoryItemId: variant.inventoryItem.id,
          locationId,
          available,
          onHand,
          committed,
          incoming,
          reserved,
        })),
      )
      .sort(byIds("inventoryItemId", "locationId")),
    orderLines: orderLines.sort(byIds("orderLineId")),
    dailyDemand: [...demand.values()]
      .map(({ variantId, day, units, orderIds }) => ({ variantId, day, units, orders: orderIds.size }))
      .sort((a, b) => byIds("variantId")(a, b) || a.day.localeCompare(b.day)),
  };
}

function byIds<Key extends string>(...keys: Key[]) {
  return (a: Record<Key, string>, b: Record<Key, string>): number => {
    const key = keys.find((candidate) => a[candidate] !== b[candidate]);
    return key === undefined ? 0 : Number(BigInt(a[key]) - BigInt(b[key]));
  };
}
