import { DateTime } from "luxon";
import { expect } from "vitest";
import type { SandboxStore } from "../../sandbox/store/types";
import { TRUTHS } from "../../sandbox/truth";
import type { FaultyShop } from "./faulty-shop";

/** What the app has stored of a shop is what the shop is: variants, levels, order lines, and the demand derived from them. */
export async function expectShopsTruth(faulty: FaultyShop, shop = faulty.shop): Promise<void> {
  const { query } = faulty;
  const { data } = faulty.installationOf(shop);
  const live = new Set(data.variants.map(({ id }) => id));
  expect(
    await query(
      `SELECT variant_id AS "variantId", product_title AS "productTitle", coalesce(sku, '') AS sku,
         inventory_item_id AS "inventoryItemId", tracked, unit_cost::float8 AS "unitCost",
         coalesce(shopify_vendor, '') AS vendor
       FROM variants WHERE shop = $1 AND deleted_at IS NULL ORDER BY variant_id`,
      [shop],
    ),
  ).toEqual(
    [...TRUTHS.variants(data)]
      .map((variant) => variant as VariantTruth)
      .map(({ variantId, productTitle, sku, inventoryItemId, tracked, unitCost, vendor }) => ({
        variantId,
        productTitle,
        sku,
        inventoryItemId,
        tracked,
        unitCost: unitCost === null ? null : Number(unitCost),
        vendor,
      }))
      .sort((one, other) => compareIds(one.variantId, other.variantId)),
  );

  expect(
    await query(
      `SELECT inventory_item_id AS "inventoryItemId", location_id AS "locationId", available, on_hand AS "onHand",
         committed, incoming
       FROM inventory_levels JOIN locations USING (shop, location_id)
       WHERE shop = $1 AND active ORDER BY inventory_item_id, location_id`,
      [shop],
    ),
  ).toEqual(expectedLevels(data.store));

  const [known] = await query<{ day: string }>(
    `SELECT to_char(orders_known_from, 'YYYY-MM-DD') AS day FROM shops WHERE shop = $1`,
    [shop],
  );
  const lines = expectedLines(data.store, live, known?.day ?? "9999");
  expect(
    await query(
      `SELECT order_line_id AS "orderLineId", order_id AS "orderId", line.variant_id AS "variantId",
         to_char(day, 'YYYY-MM-DD') AS day, units, cancelled, test
       FROM order_lines AS line JOIN variants AS variant USING (shop, variant_id)
       WHERE shop = $1 AND deleted_at IS NULL AND day >= $2::date ORDER BY order_line_id`,
      [shop, known?.day],
    ),
  ).toEqual(lines);
  expect(
    await query(
      `SELECT demand.variant_id AS "variantId", to_char(day, 'YYYY-MM-DD') AS day, units, orders
       FROM daily_demand AS demand JOIN variants AS variant USING (shop, variant_id)
       WHERE shop = $1 AND deleted_at IS NULL AND day >= $2::date ORDER BY variant_id, day`,
      [shop, known?.day],
    ),
  ).toEqual(expectedDemand(lines));
}

/** What the last reconciliation found wrong in the order lines of which webhooks had told. */
export async function orderLinesThatDiffered({ query, shop }: FaultyShop): Promise<object | undefined> {
  const rows = await query<{ differences: object }>(
    `SELECT state #> '{comparison,differences,order-line}' AS differences FROM sync_runs
     WHERE shop = $1 AND kind = 'reconciliation' ORDER BY started_at DESC LIMIT 1`,
    [shop],
  );
  return rows[0]?.differences;
}

interface VariantTruth {
  variantId: string;
  productTitle: string;
  sku: string;
  inventoryItemId: string;
  tracked: boolean;
  unitCost: string | null;
  vendor: string;
}

function expectedLevels({ products, locations }: SandboxStore) {
  const active = new Set(locations.filter(({ isActive }) => isActive).map(({ id }) => id));
  return products
    .flatMap(({ variants }) => variants)
    .flatMap(({ inventoryItem }) =>
      inventoryItem.levels.map((level) => ({ inventoryItemId: inventoryItem.id, ...level })),
    )
    .filter(({ locationId }) => active.has(locationId))
    .map(({ inventoryItemId, locationId, available, onHand, committed, incoming }) => ({
      inventoryItemId,
      locationId,
      available,
      onHand,
      committed,
      incoming,
    }))
    .sort(
      (one, other) =>
        compareIds(one.inventoryItemId, other.inventoryItemId) || compareIds(one.locationId, other.locationId),
    );
}

interface Line {
  orderLineId: string;
  orderId: string;
  variantId: string;
  day: string;
  units: number;
  cancelled: boolean;
  test: boolean;
}

function expectedLines({ shop, orders }: SandboxStore, live: ReadonlySet<string>, firstDay: string): Line[] {
  return orders
    .flatMap((order) => {
      const day = DateTime.fromISO(order.createdAt, { zone: shop.ianaTimezone }).toISODate() ?? "";
      if (day < firstDay) return [];
      return order.lines.flatMap(({ id, variantId, quantity }) =>
        variantId === null || !live.has(variantId)
          ? []
          : {
              orderLineId: id,
              orderId: order.id,
              variantId,
              day,
              units: quantity,
              cancelled: order.cancelledAt !== null,
              test: order.test,
            },
      );
    })
    .sort((one, other) => compareIds(one.orderLineId, other.orderLineId));
}

function expectedDemand(lines: readonly Line[]) {
  const sums = new Map<string, { variantId: string; day: string; units: number; orderIds: Set<string> }>();
  for (const { variantId, day, units, cancelled, test, orderId } of lines) {
    if (cancelled || test) continue;
    const key = `${variantId} ${day}`;
    const sum = sums.get(key) ?? { variantId, day, units: 0, orderIds: new Set() };
    sum.units += units;
    sum.orderIds.add(orderId);
    sums.set(key, sum);
  }
  return [...sums.values()]
    .map(({ orderIds, ...sum }) => ({ ...sum, orders: orderIds.size }))
    .sort((one, other) => compareIds(one.variantId, other.variantId) || one.day.localeCompare(other.day));
}

function compareIds(one: string, other: string): number {
  return Number(BigInt(one) - BigInt(other));
}
