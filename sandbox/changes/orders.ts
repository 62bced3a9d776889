import { globalId } from "../admin-api/global-id";
import type { SandboxOrder, SandboxOrderLine, SandboxRefund, SandboxRefundLine } from "../store/types";
import { deletedPayload } from "../webhook-payloads/deleted";
import { orderPayload } from "../webhook-payloads/order";
import { orderEditPayload, type LineDelta } from "../webhook-payloads/order-edit";
import { refundPayload } from "../webhook-payloads/refund";
import { ChangeRefused, NoSuchThing, type ShopChange } from "./shop-change";
import { moveQuantities } from "./stock";

export interface NewOrder {
  lines: readonly { variantId: string; quantity: number }[];
  test?: boolean;
  /** Where the goods are sent from; by default the first active location that stocks each. */
  locationId?: string;
}

/** A customer orders: the units are committed, and no longer available. */
export function placeOrder(change: ShopChange, { lines, test = false, locationId }: NewOrder): SandboxOrder {
  const { data, at } = change;
  if (lines.length === 0) throw new ChangeRefused("An order has one line or more");
  for (const { variantId } of lines) change.variant(variantId);
  const order: SandboxOrder = {
    id: data.newId("order"),
    name: data.newOrderName(),
    createdAt: at,
    updatedAt: at,
    cancelledAt: null,
    test,
    edited: false,
    refunds: [],
    lines: lines.map((line) => addedLine(change, line, locationId)),
  };
  data.addOrder(order);
  for (const line of order.lines) commit(change, line, line.quantity);
  change.tell("orders/create", globalId("Order", order.id), () => orderPayload(order, data));
  return order;
}

/** What waits of an order is sent: it leaves the shelf, and with it what was committed. */
export function fulfilOrder(change: ShopChange, { orderId }: { orderId: string }): SandboxOrder {
  const order = change.order(orderId);
  const waiting = order.lines.filter(({ unfulfilledQuantity }) => unfulfilledQuantity > 0);
  if (waiting.length === 0) throw new ChangeRefused(`Nothing of order ${orderId} waits to be sent`);
  for (const line of waiting) {
    move(change, line, { committed: -line.unfulfilledQuantity });
    line.unfulfilledQuantity = 0;
  }
  orderTouched(change, order);
  return order;
}

export interface OrderEdit {
  orderId: string;
  /** What the lines count from now on: of a line, or of a variant that is added as a new line. */
  lines: readonly ({ lineId: string; quantity: number } | { variantId: string; quantity: number })[];
}

/**
 * The merchant edits an order. As at Shopify, units that are added raise a line's quantity; units that are removed lower the
 * current quantity alone, and go back into stock.
 */
export function editOrder(change: ShopChange, { orderId, lines }: OrderEdit): SandboxOrder {
  const order = change.order(orderId);
  if (order.cancelledAt !== null) throw new ChangeRefused(`Order ${orderId} is cancelled`);
  for (const edit of lines) {
    if ("variantId" in edit) change.variant(edit.variantId);
    else requireRemovable(lineOf(order, edit.lineId), edit.quantity);
  }
  const deltas = lines.map((edit): LineDelta => {
    if ("lineId" in edit) return changeLine(change, lineOf(order, edit.lineId), edit.quantity);
    const line = addedLine(change, edit);
    order.lines.push(line);
    commit(change, line, line.quantity);
    return { lineId: line.id, delta: line.quantity };
  });
  order.edited = true;
  const edit = { id: change.data.newId("orderEdit"), orderId, at: change.at, deltas };
  change.tell("orders/edited", globalId("Order", orderId), () => orderEditPayload(edit, change.data.shop));
  orderTouched(change, order);
  return order;
}

function requireRemovable(line: SandboxOrderLine, quantity: number): void {
  if (line.currentQuantity - quantity <= line.unfulfilledQuantity) return;
  throw new ChangeRefused(`Line ${line.id} has ${line.unfulfilledQuantity} units that wait to be sent, no more can go`);
}

function changeLine(change: ShopChange, line: SandboxOrderLine, quantity: number): LineDelta {
  const delta = quantity - line.currentQuantity;
  line.currentQuantity += delta;
  line.unfulfilledQuantity += delta;
  if (delta > 0) line.quantity += delta;
  commit(change, line, delta);
  return { lineId: line.id, delta };
}

export interface RefundRequest {
  orderId: string;
  lines: readonly { lineId: string; quantity: number }[];
  /** Whether the goods go back into stock. */
  restock: boolean;
}

/** Units are paid back: those that still wait are not sent, those that were sent may come back. */
export function refundOrder(change: ShopChange, { orderId, lines, restock }: RefundRequest): SandboxRefund {
  const order = change.order(orderId);
  for (const { lineId, quantity } of lines) {
    const { currentQuantity } = lineOf(order, lineId);
    if (quantity > currentQuantity) throw new ChangeRefused(`Line ${lineId} has ${currentQuantity} units to refund`);
  }
  const refund = payBack(change, order, { lines, restock });
  orderTouched(change, order);
  return refund;
}

/** An order that waits is called off and paid back in full. */
export function cancelOrder(
  change: ShopChange,
  { orderId, restock }: { orderId: string; restock: boolean },
): SandboxOrder {
  const order = change.order(orderId);
  if (order.cancelledAt !== null) throw new ChangeRefused(`Order ${orderId} is cancelled already`);
  if (order.lines.some((line) => line.unfulfilledQuantity < line.currentQuantity)) {
    throw new ChangeRefused(`Order ${orderId} was sent, so it can't be cancelled any more`);
  }
  const lines = order.lines
    .filter(({ currentQuantity }) => currentQuantity > 0)
    .map(({ id, currentQuantity }) => ({ lineId: id, quantity: currentQuantity }));
  order.cancelledAt = change.at;
  if (lines.length > 0) payBack(change, order, { lines, restock });
  change.tell("orders/cancelled", globalId("Order", orderId), () => orderPayload(order, change.data));
  orderTouched(change, order);
  return order;
}

/** The order is gone as if it never was; what waits of it goes back into stock. */
export function deleteOrder(change: ShopChange, { orderId }: { orderId: string }): void {
  const order = change.order(orderId);
  for (const line of order.lines) release(change, line, line.unfulfilledQuantity, true);
  change.data.removeOrder(order);
  change.tell("orders/delete", globalId("Order", orderId), () => deletedPayload(orderId));
}

function payBack(
  change: ShopChange,
  order: SandboxOrder,
  { lines, restock }: Pick<RefundRequest, "lines" | "restock">,
): SandboxRefund {
  const refund: SandboxRefund = {
    id: change.data.newId("refund"),
    createdAt: change.at,
    lines: lines.flatMap(({ lineId, quantity }) => payBackLine(change, lineOf(order, lineId), quantity, restock)),
  };
  order.refunds = [...order.refunds, refund];
  change.tell("refunds/create", globalId("Refund", refund.id), () => refundPayload(refund, order, change.data));
  return refund;
}

function payBackLine(
  change: ShopChange,
  line: SandboxOrderLine,
  quantity: number,
  restock: boolean,
): SandboxRefundLine[] {
  const waiting = Math.min(quantity, line.unfulfilledQuantity);
  const sent = quantity - waiting;
  line.currentQuantity -= quantity;
  release(change, line, waiting, restock);
  if (restock && sent > 0) move(change, line, { available: sent });
  const restockTypes = [
    { units: waiting, restockType: restock ? "cancel" : "no_restock" },
    { units: sent, restockType: restock ? "return" : "no_restock" },
  ] as const;
  return restockTypes.flatMap(({ units, restockType }) =>
    units === 0
      ? []
      : {
          id: change.data.newId("refundLine"),
          lineId: line.id,
          quantity: units,
          restockType,
          locationId: restock ? line.locationId : null,
        },
  );
}

function orderTouched(change: ShopChange, order: SandboxOrder): void {
  order.updatedAt = change.at;
  change.data.noteChange("orders", order);
  change.tell("orders/updated", globalId("Order", order.id), () => orderPayload(order, change.data));
}

function lineOf(order: SandboxOrder, lineId: string): SandboxOrderLine {
  const line = order.lines.find(({ id }) => id === lineId);
  if (!line) throw new NoSuchThing(`Order ${order.id} has no line ${lineId}`);
  return line;
}

function addedLine(
  change: ShopChange,
  { variantId, quantity }: { variantId: string; quantity: number },
  wantedLocationId?: string,
): SandboxOrderLine {
  const { data } = change;
  const { price, inventoryItem } = change.variant(variantId);
  const places = inventoryItem.tracked
    ? inventoryItem.levels.filter(({ locationId }) => data.location(locationId)?.isActive)
    : [];
  const place = places.find(({ locationId }) => locationId === wantedLocationId) ?? places[0];
  return {
    id: data.newId("orderLine"),
    variantId,
    quantity,
    currentQuantity: quantity,
    unfulfilledQuantity: quantity,
    locationId: place?.locationId ?? null,
    unitPrice: price,
  };
}

/** Sets units aside for a line; a negative number gives them back. */
function commit(change: ShopChange, line: SandboxOrderLine, units: number): void {
  move(change, line, { available: -units, committed: units });
}

/** Gives up what is committed to a line: back into stock, or out of the shop's books. */
function release(change: ShopChange, line: SandboxOrderLine, units: number, restock: boolean): void {
  if (units === 0) return;
  line.unfulfilledQuantity -= units;
  move(change, line, { committed: -units, ...(restock ? { available: units } : {}) });
}

function move(change: ShopChange, line: SandboxOrderLine, by: { available?: number; committed?: number }): void {
  const variant = line.variantId === null ? undefined : change.data.variant(line.variantId);
  if (!variant || line.locationId === null) return;
  moveQuantities(change, { itemId: variant.inventoryItem.id, locationId: line.locationId, by });
}
