import { timeToAnswer } from "../answers";
import { summarize, type Figure } from "../figure";
import { growthFigures } from "../growth";
import type { MeasuredShop } from "../shops/measured-shop";
import { WEBHOOK_PATH, webhookHeaders } from "../shops/signed-webhook";
import { takeTurns } from "../turns";
import type { ShopWork } from "../work";

const WARM_UP_ROUNDS = 20;
/** In relation to the requests of a page. */
const DELIVERIES_A_REQUEST = 5;
const MOST_OVER_EMPTY_ACTION = 3;
const MOST_GROWTH = 1.2;

/** A webhook's receipt, while those before it are worked on. */
export const webhooks: ShopWork = {
  name: "webhooks",
  about: "the receipt of stock changes in a row, each signed, beside an empty Remix action",
  on: "shops",
  measure: async (shops, { requests }) => {
    const figures: Figure[] = [];
    for (const shop of shops) {
      const deliveries = await makeDeliveries(shop, requests * DELIVERIES_A_REQUEST + WARM_UP_ROUNDS);
      let sent = 0;
      const measures = [
        async () => timeToAnswer(next(deliveries, sent++, shop.demo.appAddress)),
        async () => timeToAnswer(next(deliveries, 0, shop.floor.address)),
      ];
      const rounds = deliveries.length - WARM_UP_ROUNDS;
      const [ours = [], empty = []] = await takeTurns(measures, rounds, { warmUpRounds: WARM_UP_ROUNDS });
      figures.push({
        what: "receipt of a webhook",
        unit: "ms",
        skus: shop.skus,
        database: shop.database,
        ours: summarize(ours),
        beside: { what: "empty Remix action", ...summarize(empty) },
        target: { of: "p95", most: MOST_OVER_EMPTY_ACTION },
      });
    }
    return [...figures, ...growthFigures(figures, { of: "p95", most: () => MOST_GROWTH })];
  },
};

interface Delivery {
  body: string;
  headers: Record<string, string>;
}

function next(deliveries: readonly Delivery[], index: number, address: string): Request {
  const delivery = deliveries[index];
  if (!delivery) throw new Error("There are no more deliveries");
  return new Request(new URL(WEBHOOK_PATH, address), { method: "POST", ...delivery });
}

/** One unit less here, one more there: what a shop's day tells. */
async function makeDeliveries({ shop, query }: MeasuredShop, count: number): Promise<Delivery[]> {
  const levels = await query<{ item: string; location: string; available: number }>(
    "SELECT inventory_item_id AS item, location_id AS location, available FROM inventory_levels LIMIT 2000",
  );
  return Array.from({ length: count }, (_, index) => {
    const level = levels[index % levels.length];
    if (!level) throw new Error("The shop has no stock");
    const available = level.available + (index % 2 === 0 ? -1 : 1);
    // Written by hand: an id may be beyond what a JavaScript number holds.
    const body =
      `{"inventory_item_id":${level.item},"location_id":${level.location},"available":${available},` +
      `"updated_at":"${new Date().toISOString()}"}`;
    return { body, headers: webhookHeaders(shop, "inventory_levels/update", body) };
  });
}
