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
  // As numbers: an id cut out of a line would keep all of the text that was read with it.
  const soldVariants = new Set<bigint>();
  const reader = new OrderLineReader();
  await pullExport(context, {
    document: ordersExport(state.search),
    state,
    read: (firstLine, lines) => ({ facts: reader.read(firstLine, lines), resumeAt: reader.resumeAt }),
    store: async (orderLines) => {
      await storeOrderLines(shop, timeZone, orderLines);
      for (const line of orderLines) soldVariants.add(BigInt(line.variantId));
    },
  });
  return async () => {
    // The variants of lines that an earlier attempt stored are not known here.
    if (isWhole) await deriveDailyDemandOf(shop, Array.from(soldVariants, String));
    else await deriveDailyDemand(shop);
    if (state.knownFrom !== null) await noteOrdersKnownFrom(shop, state.knownFrom);
  };
}
