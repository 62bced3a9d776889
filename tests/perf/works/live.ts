import { followTraffic } from "../live/follow-traffic";
import { measureRefresh } from "../live/refresh-changes";
import type { Figure } from "../figure";
import type { ShopWork } from "../work";

const ORDERS_PER_SECOND = [1, 20];
const SECONDS = 60;
const SHORTEST_SECONDS = 10;
const CHANGES = 1_000;

/** How closely the app follows a shop that sells, to the row in an open page's hands, and what that costs. */
export const live: ShopWork = {
  name: "live",
  about: `${ORDERS_PER_SECOND.join(" and ")} orders a second for a minute each: webhooks, from a sale to an open page, points; and a refresh`,
  on: "shops",
  measure: async (shops, { share }) => {
    const figures: Figure[] = [];
    for (const shop of shops) {
      figures.push(...(await measureRefresh(shop, Math.max(100, CHANGES * share))));
      const seconds = Math.max(SHORTEST_SECONDS, SECONDS * share);
      for (const ordersPerSecond of ORDERS_PER_SECOND) {
        const followed = await followTraffic(shop, { ordersPerSecond, seconds });
        figures.push(...followed.map((figure) => ({ ...figure, what: `${figure.what}, at ${ordersPerSecond}/s` })));
      }
    }
    return figures;
  },
};
