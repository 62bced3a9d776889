import { expect, it } from "vitest";
import { deleteOrders, lockOrderLines, storeOrderLines, type OrderLineFacts } from "~/data/order-lines";
import type { Transaction } from "~/data/transaction";
import { pool } from "~/db.server";

const shop = "first-shop.myshopify.com";
const line: OrderLineFacts = {
  orderLineId: "1",
  orderId: "5",
  variantId: "7",
  orderedAt: "2026-03-01T12:00:00Z",
  units: 1,
  cancelled: false,
  test: false,
  orderUpdatedAt: "2026-03-01T12:00:00Z",
};

it("an order that is deleted while a batch with it is being stored stays deleted", async () => {
  await storeOrderLines(shop, "UTC", [line]);
  const deleting = await pool.connect();
  await deleting.query("BEGIN");
  await lockOrderLines(deleting, shop);
  await deleteOrders(deleting, shop, [{ orderId: line.orderId, deletedAt: "2026-03-02T12:00:00Z" }]);
  // What a pull was told before the deletion.
  const storing = storeOrderLines(shop, "UTC", [line, { ...line, orderLineId: "2" }]);
  await untilSomebodyWaits(deleting);
  await deleting.query("COMMIT");
  deleting.release();
  await storing;
  expect((await pool.query("SELECT order_line_id FROM order_lines")).rows).toEqual([]);
});

/** The embedded database has one session, so that the other transaction cannot even begin. */
async function untilSomebodyWaits(transaction: Transaction): Promise<void> {
  if (!process.env.TEST_DATABASE_URL) return;
  await expect
    .poll(async () => (await transaction.query("SELECT FROM pg_locks WHERE NOT granted")).rowCount)
    .toBeGreaterThan(0);
}
