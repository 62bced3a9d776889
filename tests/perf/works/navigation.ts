import { timeToAnswer } from "../answers";
import { summarize, type Figure } from "../figure";
import { growthFigures } from "../growth";
import { PAGES, type PagePaths } from "../shops/measured-shop";
import { takeTurns } from "../turns";
import type { ShopWork } from "../work";

const WARM_UP_ROUNDS = 10;
const MOST_OVER_JSON = 2;
const MOST_GROWTH = 1.2;

/** A navigation loads the page's own route; the frame around it stays. */
export const ROUTES: Readonly<Record<keyof PagePaths, string>> = {
  list: "routes/app._index",
  vendor: "routes/app.vendors.$id",
  "fast movers": "routes/app.fast-movers",
  item: "routes/app.items.$id",
};

/** The same pages as an open page navigates to them: their data alone. */
export const navigation: ShopWork = {
  name: "navigation",
  about: "a navigation's data, beside JSON of the same rows from memory",
  on: "shops",
  measure: async (shops, { requests }) => {
    const figures: Figure[] = [];
    for (const page of PAGES) {
      const measures = shops.flatMap(({ requests: admin, paths, floor }) => [
        async () => timeToAnswer(await admin.data(paths[page], ROUTES[page])),
        () => timeToAnswer(floor.json(paths[page], ROUTES[page])),
      ]);
      const taken = await takeTurns(measures, requests, { warmUpRounds: WARM_UP_ROUNDS });
      const ofPage = shops.map((shop, index): Figure => ({
        what: `data of ${page}`,
        unit: "ms",
        skus: shop.skus,
        database: shop.database,
        ours: summarize(taken[2 * index] ?? []),
        beside: { what: "JSON from memory", ...summarize(taken[2 * index + 1] ?? []) },
        target: { of: "p95", most: MOST_OVER_JSON },
      }));
      figures.push(...ofPage, ...growthFigures(ofPage, { of: "p95", most: () => MOST_GROWTH }));
    }
    return figures;
  },
};
