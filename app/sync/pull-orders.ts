import { setImmediate as nextTurn } from "node:timers/promises";
import { deriveDailyDemand, deriveDailyDemandOf } from "~/data/daily-demand";
import { storeOrderLines } from "~/data/order-lines";
import { noteOrdersKnownFrom } from "~/data/shops";
import { ordersExport } from "~/shopify/documents";
import { OrderLineReader } from "~/shopify/order-lines";
import type { OrdersToPull } from "./orders-to-pull";
import { EXPORT_NOT_STARTED, pullExport, type PullContext } from "./pull-export";

/**
 * Pulls the lines of the orders that a search finds.
 *
 * @param timeZone IANA name of the shop's zone, which decides on which day a line falls
 * @returns what derives the daily demand from the lines, to be called once the pull is complete
 */
export async function pullOrders(
  context: PullContext,
  timeZone: string,
  wanted: OrdersToPull,
): Promise<() => Promise<void>> {
  const { shop, progress } = context;
  const { state: runState } = progress;
  // A repeated run goes on with what it wanted first, though another day may have begun.
  const state = (runState.orders ??= { ...EXPORT_NOT_STARTED, ...wanted });
  const isWhole = state.linesStored === 0 && !state.complete;
  const soldVariants = new Set<string>();
  const reader = new OrderLineReader();
  await pullExport(context, {
    document: ordersExport(state.search),
    state,
    store: async (firstLine, lines) => {
      const orderLines = reader.read(firstLine, lines);
      await nextTurn();
      await storeOrderLines(shop, timeZone, orderLines);
      for (const line of orderLines) soldVariants.add(line.variantId);
      return reader.resumeAt;
    },
  });
  return async () => {
    // The variants of lines that an earlier attempt stored are not known here.
    if (isWhole) await deriveDailyDemandOf(shop, [...soldVariants]);
    else await deriveDailyDemand(shop);
    if (state.knownFrom !== null) await noteOrdersKnownFrom(shop, state.knownFrom);
  };
}
