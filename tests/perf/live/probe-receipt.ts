import { setTimeout as sleep } from "node:timers/promises";
import { timeToAnswer } from "../answers";
import type { MeasuredShop } from "../shops/measured-shop";
import { WEBHOOK_PATH, webhookHeaders } from "../shops/signed-webhook";

const BETWEEN_MS = 200;
const TOPIC = "bulk_operations/finish";
/** About an export that no pull waits for: the delivery is kept as any other, and nothing follows from it. */
const BODY = JSON.stringify({
  admin_graphql_api_id: "gid://shopify/BulkOperation/1",
  completed_at: null,
  created_at: "2026-01-01T00:00:00Z",
  error_code: null,
  status: "completed",
  type: "query",
});

/** What answers took, in milliseconds. */
export interface ReceiptTimes {
  ours: number[];
  /** Of the same server with the same rendering, whose actions do nothing. */
  emptyAction: number[];
}

/** Delivers webhooks to the app and to an action that does nothing, in turns, until `signal`. */
export async function probeReceipt(shop: MeasuredShop, signal: AbortSignal): Promise<ReceiptTimes> {
  const times: ReceiptTimes = { ours: [], emptyAction: [] };
  while (!signal.aborted) {
    times.ours.push(await deliver(shop, shop.demo.appAddress));
    times.emptyAction.push(await deliver(shop, shop.floor.address));
    await sleep(BETWEEN_MS);
  }
  return times;
}

async function deliver({ shop }: MeasuredShop, address: string): Promise<number> {
  const headers = webhookHeaders(shop, TOPIC, BODY);
  return timeToAnswer(new Request(new URL(WEBHOOK_PATH, address), { method: "POST", body: BODY, headers }));
}
