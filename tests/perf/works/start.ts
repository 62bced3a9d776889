import { summarize, type Figure } from "../figure";
import { growthFigures, LINEAR } from "../growth";
import type { MeasuredShop } from "../shops/measured-shop";
import type { ShopWork } from "../work";

/** What a stranger waits for after `npm ci`; the build is up to date. */
const MOST_SECONDS_TO_ADDRESS = 60;

/** What it took to have the shops that the other works are measured on: once each. */
export const start: ShopWork = {
  name: "start",
  about: "the demo's start, and the first plan of a new shop: from the first opening of the page to all plans",
  on: "shops",
  measure: async (shops) => {
    const addresses = shops.map((shop): Figure => ({
      ...once(shop, "start of the demo", "s", shop.start.secondsToAddress),
      target: { of: "median", most: MOST_SECONDS_TO_ADDRESS },
    }));
    const plans = shops.map((shop) => once(shop, "first plan of a new shop", "s", shop.start.secondsToPlan));
    const points = shops.map((shop) => once(shop, "Admin API points until then", "", shop.start.pointsToPlan));
    const lines = shops.map((shop) => once(shop, "order lines of the shop", "", shop.start.orderLines));
    return [...addresses, ...plans, ...growthFigures(plans, LINEAR), ...points, ...lines];
  },
};

function once({ skus, database }: MeasuredShop, what: string, unit: Figure["unit"], value: number): Figure {
  return { what, unit, skus, database, ours: summarize([value]) };
}
