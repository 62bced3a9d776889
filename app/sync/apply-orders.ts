import { deriveDemandOn } from "~/data/daily-demand";
import { markCommittedIncomplete, type MovedVariant } from "~/data/inventory-levels";
import {
  deleteOrders,
  lockOrderLines,
  readOrderVersions,
  readSellingDays,
  storeOrderLines,
  type OrderLineFacts,
  type OrderVersion,
} from "~/data/order-lines";
import { requestReplans } from "~/data/replan-requests";
import { inTransaction, type Transaction } from "~/data/transaction";
import { readLatestActedOn, settleDeliveries, takeDeliveries } from "~/data/webhook-deliveries";
import { calendarDay } from "~/planning/calendar";
import { readOrders, type AskedOrder } from "~/shopify/orders-by-id";
import { readReducedPayload, type Payload } from "~/shopify/webhook-payloads";
import { toldBy, type DeliveryContext, type Outcomes, type SubjectDelivery } from "./delivery-context";

type OrderState = Payload<"orders/updated">;

/** What deliveries tell of one order. */
interface OrderNews {
  orderId: string;
  /** Whole states of the order, oldest first. */
  states: { delivery: SubjectDelivery; order: OrderState }[];
  /** That it was edited, but not into what. */
  edits: { delivery: SubjectDelivery; committedAt: string }[];
  deletions: SubjectDelivery[];
  /** Deliveries of another form than expected. */
  unread: SubjectDelivery[];
}

/**
 * Takes over what deliveries tell of orders: of each the newest state, unless a newer one is stored. An order of which they
 * do not tell the state is asked for. Daily demand follows, and new plans are asked for where the demand of a complete day
 * is another one; what was sold today is no part of a plan yet.
 */
export async function applyOrders(context: DeliveryContext, deliveries: readonly SubjectDelivery[]): Promise<void> {
  const { shop, client, signal } = context;
  const news = gatherNews(deliveries);
  const versions = await readOrderVersions(shop, [...news.keys()]);
  const unclear = new Set(
    [...news.values()].filter((one) => needsAsking(one, versions.get(one.orderId))).map(({ orderId }) => orderId),
  );
  const isClear = ({ subjectId }: SubjectDelivery) => !unclear.has(subjectId);
  // First what can be stored whether Shopify answers or not.
  await storeNews(context, deliveries.filter(isClear), []);
  if (unclear.size === 0) return;
  const asked = await readOrders(client, [...unclear], { signal });
  await storeNews(
    context,
    deliveries.filter((delivery) => !isClear(delivery)),
    asked,
  );
}

function gatherNews(deliveries: readonly SubjectDelivery[]): Map<string, OrderNews> {
  const news = new Map<string, OrderNews>();
  for (const delivery of deliveries) {
    const orderId = delivery.subjectId;
    const one = news.get(orderId) ?? { orderId, states: [], edits: [], deletions: [], unread: [] };
    news.set(orderId, one);
    addTo(one, delivery);
  }
  for (const { states } of news.values()) states.sort(byAge);
  return news;
}

function addTo(news: OrderNews, delivery: SubjectDelivery): void {
  if (delivery.topic === "orders/delete") {
    news.deletions.push(delivery);
  } else if (delivery.topic === "orders/edited") {
    const edited = readReducedPayload("orders/edited", delivery.payload);
    if (edited) news.edits.push({ delivery, committedAt: edited.order_edit.committed_at });
    else news.unread.push(delivery);
  } else {
    const order = readReducedPayload("orders/updated", delivery.payload);
    if (order) news.states.push({ delivery, order });
    else news.unread.push(delivery);
  }
}

type State = OrderNews["states"][number];

/** Shopify's times of updates are whole seconds; within one, the order of the changes decides. */
function byAge(a: State, b: State): number {
  return (
    Date.parse(a.order.updated_at) - Date.parse(b.order.updated_at) ||
    a.delivery.triggeredAt.localeCompare(b.delivery.triggeredAt)
  );
}

/** Whether Shopify has to be asked for the order: of all that is known of it, nothing is as new as what is told. */
function needsAsking({ states, edits, deletions, unread }: OrderNews, version: OrderVersion | undefined): boolean {
  if (deletions.length > 0 || version?.deleted) return false;
  if (unread.length > 0) return true;
  const known = Math.max(
    Date.parse(version?.updatedAt ?? new Date(0).toISOString()),
    ...states.map(({ order }) => Date.parse(order.updated_at)),
  );
  return edits.some(({ committedAt }) => Date.parse(committedAt) > known);
}

async function storeNews(
  context: DeliveryContext,
  deliveries: readonly SubjectDelivery[],
  asked: readonly AskedOrder[],
): Promise<void> {
  if (deliveries.length === 0) return;
  const { shop } = context;
  await inTransaction(async (transaction) => {
    await lockOrderLines(transaction, shop);
    const webhookIds = deliveries.map(({ webhookId }) => webhookId);
    const taken = await takeDeliveries(transaction, shop, webhookIds);
    const news = gatherNews(deliveries.filter(({ webhookId }) => taken.has(webhookId)));
    await storeTaken(transaction, context, news, asked);
  });
}

async function storeTaken(
  transaction: Transaction,
  { shop, timeZone, now }: DeliveryContext,
  news: ReadonlyMap<string, OrderNews>,
  asked: readonly AskedOrder[],
): Promise<void> {
  const orderIds = [...news.keys()];
  const versions = await readOrderVersions(shop, orderIds, transaction);
  const actedOn = await readLatestActedOn(shop, "orders", orderIds, transaction);
  const askedOrders = new Map(asked.map((order) => [order.orderId, order]));
  const sellingDays = await readSellingDays(transaction, shop, orderIds);

  const outcomes: Outcomes = new Map();
  const lines: OrderLineFacts[] = [];
  const deleted: { orderId: string; deletedAt: string }[] = [];
  for (const one of news.values()) {
    const version = versions.get(one.orderId);
    const [deletion] = one.deletions;
    if (deletion && !version?.deleted) deleted.push({ orderId: one.orderId, deletedAt: deletion.triggeredAt });
    const askedOrder = askedOrders.get(one.orderId);
    if (deletion || version?.deleted) settleDeleted(one, version?.deleted ?? false, outcomes);
    else if (askedOrder) lines.push(...settleAsked(one, askedOrder, outcomes));
    else lines.push(...settleStates(one, version, actedOn.get(one.orderId), outcomes));
  }
  if (deleted.length > 0) await deleteOrders(transaction, shop, deleted);
  await storeOrderLines(shop, timeZone, lines, transaction);
  sellingDays.push(...(await readSellingDays(transaction, shop, orderIds)));
  const moved = [...news.values()].flatMap((one) => movedVariants(one, outcomes));
  if (moved.length > 0) await markCommittedIncomplete(transaction, shop, moved);
  const variantIds = await deriveDemandOn(transaction, shop, sellingDays, calendarDay(now, timeZone));
  if (variantIds.length > 0) await requestReplans(transaction, shop, "SELECT unnest($2::bigint[])", [variantIds]);
  await settleDeliveries(transaction, shop, outcomes);
}

/**
 * What left the shelves or is not committed any more, by the newest state of the order: it was sent, or called off for good.
 * Where goods come back into stock, their level's own delivery tells.
 */
function movedVariants({ states }: OrderNews, outcomes: Outcomes): MovedVariant[] {
  const newest = states.at(-1);
  if (!newest || outcomes.get(newest.delivery.webhookId) !== "done") return [];
  const { cancelled_at: cancelledAt, line_items: lines } = newest.order;
  const { triggeredAt: movedAt } = newest.delivery;
  const knownBy = toldBy(new Date(movedAt));
  return lines
    .filter(({ fulfillment_status: sent }) => Boolean(sent) || Boolean(cancelledAt))
    .flatMap(({ variant_id: variantId }) => (variantId ? { variantId, movedAt, knownBy } : []));
}

function settleDeleted({ states, edits, deletions, unread }: OrderNews, wasDeleted: boolean, outcomes: Outcomes): void {
  for (const { delivery } of [...states, ...edits]) outcomes.set(delivery.webhookId, "ignored");
  for (const delivery of unread) outcomes.set(delivery.webhookId, "ignored");
  deletions.forEach((delivery, position) => {
    outcomes.set(delivery.webhookId, position === 0 && !wasDeleted ? "done" : "ignored");
  });
}

/** What Shopify just stated is newer than what it told before. */
function settleAsked({ states, edits, unread }: OrderNews, asked: AskedOrder, outcomes: Outcomes): OrderLineFacts[] {
  for (const { delivery } of states) outcomes.set(delivery.webhookId, "ignored");
  for (const { delivery } of edits) outcomes.set(delivery.webhookId, "done");
  for (const delivery of unread) outcomes.set(delivery.webhookId, "done");
  return asked.lines;
}

function settleStates(
  { states, edits, unread }: OrderNews,
  version: OrderVersion | undefined,
  actedOn: string | undefined,
  outcomes: Outcomes,
): OrderLineFacts[] {
  // Shopify does not show the order; if it still has it, the next pull that sees it brings it.
  for (const delivery of unread) outcomes.set(delivery.webhookId, "unexpected");
  for (const { delivery } of edits) outcomes.set(delivery.webhookId, "done");
  for (const { delivery } of states) outcomes.set(delivery.webhookId, "ignored");
  const newest = states.at(-1);
  if (!newest || isOlder(newest, version, actedOn)) return [];
  outcomes.set(newest.delivery.webhookId, "done");
  return toOrderLines(newest.order);
}

function isOlder({ delivery, order }: State, version: OrderVersion | undefined, actedOn: string | undefined): boolean {
  if (!version?.updatedAt) return false;
  const difference = Date.parse(order.updated_at) - Date.parse(version.updatedAt);
  return difference < 0 || (difference === 0 && actedOn !== undefined && actedOn > delivery.triggeredAt);
}

/** `quantity` is what was ordered, as the pull stores it; `current_quantity` would be less what was returned. */
function toOrderLines(order: OrderState): OrderLineFacts[] {
  return order.line_items.flatMap((line) => {
    if (!line.variant_id) return [];
    return {
      orderLineId: line.id,
      orderId: order.id,
      variantId: line.variant_id,
      orderedAt: order.created_at,
      units: line.quantity,
      cancelled: Boolean(order.cancelled_at),
      test: order.test ?? false,
      orderUpdatedAt: order.updated_at,
    };
  });
}
