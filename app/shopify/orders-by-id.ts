import { z } from "zod";
import type { AdminClient, RequestOptions } from "./admin-client";
import { ORDERS_BY_ID_QUERY } from "./documents";
import { globalId } from "./global-id";
import { orderLineOf, orderSchema, type OrderLine } from "./order-lines";
import { lineItemsSchema, readFurtherLines } from "./searches";

/** An order as Shopify states it now. */
export interface AskedOrder {
  orderId: string;
  lines: OrderLine[];
}

/** An order with its first lines is worth up to 103 points, and Shopify refuses a query above 1,000. */
const ORDERS_PER_CALL = 8;

const nothingSchema = z
  .strictObject({})
  .nullable()
  .transform(() => null);

const answerSchema = z.object({
  nodes: z.array(z.union([orderSchema.extend({ lineItems: lineItemsSchema }), nothingSchema])),
});

/**
 * Asks Shopify for some orders. A search would do too, but lags behind. Those that Shopify does not show are missing from the
 * answer: deleted ones, and old ones of a shop that shows its latest 60 days only.
 */
export async function readOrders(
  client: AdminClient,
  orderIds: readonly string[],
  options: RequestOptions = {},
): Promise<AskedOrder[]> {
  const asked: AskedOrder[] = [];
  for (let start = 0; start < orderIds.length; start += ORDERS_PER_CALL) {
    const ids = orderIds.slice(start, start + ORDERS_PER_CALL).map((id) => globalId("Order", id));
    const { nodes } = await client.request(ORDERS_BY_ID_QUERY, { ids }, answerSchema, options);
    for (const node of nodes) {
      if (node === null) continue;
      const { lineItems, ...order } = node;
      const items = [...lineItems.nodes];
      if (lineItems.pageInfo.hasNextPage) {
        items.push(...(await readFurtherLines(client, order.id, lineItems.pageInfo.endCursor, options)));
      }
      asked.push({ orderId: order.id, lines: items.flatMap((item) => orderLineOf(order, item) ?? []) });
    }
  }
  return asked;
}
