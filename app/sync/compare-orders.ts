import { orderLineChecksum, readDaySums, type DaySum } from "~/data/order-checksums";
import type { OrderLineFacts } from "~/data/order-lines";
import type { Comparison } from "~/data/sync-runs";
import { addDays, calendarDay, daysBetween } from "~/planning/calendar";
import { ordersExport } from "~/shopify/documents";
import { OrderLineReader } from "~/shopify/order-lines";
import { isOnItsWay, noteDifference } from "./comparison";
import { createdFrom } from "./orders-to-pull";
import { EXPORT_NOT_STARTED, readExport, withExport, type PullContext } from "./pull-export";
import { takeOverOrderLines, takeOverUnlistedOrders } from "./take-over";

/** By Shopify's time, of whole seconds and another clock, an order that was placed after the export began can be so much older. */
const PLACED_MEANWHILE_MS = 2_000;

export interface OrderDays {
  /** IANA name of the shop's zone. */
  timeZone: string;
  /** ISO days, both included. */
  firstDay: string;
  lastDay: string;
}

/**
 * Compares the stored orders of some days with those that Shopify has, deleted ones included, and puts right what differs. Of
 * each day a count and a checksum are compared; what a day holds is looked at, and written, where these differ alone.
 */
export async function compareOrders(context: PullContext, days: OrderDays, comparison: Comparison): Promise<void> {
  const { progress } = context;
  if (!progress.state.comparedOrders?.operationId) {
    progress.state.comparedOrders = { ...EXPORT_NOT_STARTED, observedAt: new Date().toISOString() };
  }
  const state = progress.state.comparedOrders;
  const document = ordersExport(createdFrom(days.firstDay, days.timeZone));
  await withExport(context, { document, state }, async (operationId) => {
    const differing = await findDifferingDays(context, operationId, days, comparison);
    comparison.days = daysBetween(days.firstDay, days.lastDay) + 1;
    comparison.differingDays = [...differing].sort();
    if (differing.size > 0) await correctDays(context, operationId, days, comparison);
  });
}

/** Orders with the day of each, read from an export. */
class DatedOrders {
  private readonly dayOf = new Map<string, string>();
  private readonly reader: OrderLineReader;

  constructor(
    { timeZone, firstDay, lastDay }: OrderDays,
    private readonly onOrder: (day: string, orderId: string) => void = () => {},
  ) {
    this.reader = new OrderLineReader(({ id, createdAt }) => {
      const day = calendarDay(new Date(createdAt), timeZone);
      if (day < firstDay || day > lastDay) return;
      this.dayOf.set(id, day);
      this.onOrder(day, id);
    });
  }

  /** Lines of the days that are asked for. Lines follow their order, so earlier orders need not be remembered. */
  read(firstLine: number, lines: readonly string[]): { day: string; line: OrderLineFacts }[] {
    const dated = this.reader.read(firstLine, lines).flatMap((line) => {
      const day = this.dayOf.get(line.orderId);
      return day === undefined ? [] : { day, line };
    });
    const last = [...this.dayOf].at(-1);
    this.dayOf.clear();
    if (last) this.dayOf.set(...last);
    return dated;
  }
}

async function findDifferingDays(
  context: PullContext,
  operationId: string,
  days: OrderDays,
  comparison: Comparison,
): Promise<Set<string>> {
  const stated = new Map<string, DaySum>();
  const orders = new DatedOrders(days);
  comparison.compared["order-line"] = 0;
  for await (const { firstLine, lines } of readExport(context, operationId)) {
    for (const { day, line } of orders.read(firstLine, lines)) {
      const sum = stated.get(day) ?? { lines: 0, checksum: 0n };
      stated.set(day, { lines: sum.lines + 1, checksum: sum.checksum + orderLineChecksum(line) });
      comparison.compared["order-line"] += 1;
    }
  }
  const stored = await readDaySums(context.shop, days.firstDay, days.lastDay);
  const differing = new Set<string>();
  for (let day = days.firstDay; day <= days.lastDay; day = addDays(day, 1)) {
    if (!isEqual(stated.get(day), stored.get(day))) differing.add(day);
  }
  return differing;
}

function isEqual(sum: DaySum | undefined, other: DaySum | undefined): boolean {
  return sum?.lines === other?.lines && sum?.checksum === other?.checksum;
}

async function correctDays(
  context: PullContext,
  operationId: string,
  days: OrderDays,
  comparison: Comparison,
): Promise<void> {
  const { shop, progress } = context;
  const listed = new Map(comparison.differingDays.map((day): [string, string[]] => [day, []]));
  const orders = new DatedOrders(days, (day, orderId) => listed.get(day)?.push(orderId));
  for await (const { firstLine, lines } of readExport(context, operationId)) {
    const concerned = orders.read(firstLine, lines).filter(({ day }) => listed.has(day));
    await correctLines(
      shop,
      days.timeZone,
      concerned.map(({ line }) => line),
      comparison,
    );
    await progress.saveSometimes();
  }
  const askedAt = Date.parse(progress.state.comparedOrders?.observedAt ?? comparison.begunAt);
  const observedAt = new Date(askedAt - PLACED_MEANWHILE_MS);
  for (const [day, listedOrderIds] of listed) {
    const removed = await takeOverUnlistedOrders(shop, { day, listedOrderIds, observedAt });
    for (const { orderLineId } of removed) noteDifference(comparison, "order-line", "extra", orderLineId);
  }
}

async function correctLines(
  shop: string,
  timeZone: string,
  lines: readonly OrderLineFacts[],
  comparison: Comparison,
): Promise<void> {
  if (lines.length === 0) return;
  const updatedAt = new Map(lines.map((line) => [line.orderLineId, line.orderUpdatedAt]));
  for (const { orderLineId, isNew } of await takeOverOrderLines(shop, timeZone, lines)) {
    if (isOnItsWay(comparison, updatedAt.get(orderLineId) ?? comparison.begunAt)) continue;
    noteDifference(comparison, "order-line", isNew ? "missing" : "different", orderLineId);
  }
}
