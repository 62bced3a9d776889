import { timeToAnswer } from "../answers";
import { summarize, type Figure } from "../figure";
import { PAGES, type MeasuredShop, type PagePaths } from "../shops/measured-shop";
import { growthFigures } from "../growth";
import { byClients, takeTurns } from "../turns";
import type { Scale, ShopWork } from "../work";

const CLIENTS = 10;
const WARM_UP_ROUNDS = 10;
/** A client's requests in a row before it is the other side's turn. */
const REQUESTS_A_TURN = 5;
const MOST_OVER_FLOOR = 1.25;
const MOST_GROWTH = 1.2;

/** The four pages on which a merchant waits for inventory, as the frame opens them. */
export const pages: ShopWork = {
  name: "pages",
  about: "server time of the inventory pages, beside rendering the same from memory without session and database",
  on: "shops",
  measure: async (shops, scale) => {
    const figures: Figure[] = [];
    for (const page of PAGES) {
      const alone = await measureAlone(page, shops, scale);
      const growth = growthFigures(alone, { of: "p95", most: () => MOST_GROWTH });
      figures.push(...alone, ...growth, ...(await measureTogether(page, shops, scale)));
    }
    return figures;
  },
};

async function measureAlone(page: keyof PagePaths, shops: readonly MeasuredShop[], { requests }: Scale) {
  const measures = shops.flatMap(({ requests: admin, paths, floor }) => [
    async () => timeToAnswer(await admin.page(paths[page])),
    async () => timeToAnswer(floor.same(await admin.page(paths[page]))),
  ]);
  const taken = await takeTurns(measures, requests, { warmUpRounds: WARM_UP_ROUNDS });
  return shops.map((shop, index): Figure => ({
    what: `page ${page}`,
    unit: "ms",
    skus: shop.skus,
    database: shop.database,
    ours: summarize(taken[2 * index] ?? []),
    beside: { what: "from memory", ...summarize(taken[2 * index + 1] ?? []) },
    target: { of: "p95", most: MOST_OVER_FLOOR },
  }));
}

/** Ten merchants at once, some requests each, then the same from memory, in turns. */
async function measureTogether(page: keyof PagePaths, shops: readonly MeasuredShop[], { requests }: Scale) {
  const figures: Figure[] = [];
  for (const { skus, database, requests: admin, paths, floor } of shops) {
    const ours: number[] = [];
    const fromMemory: number[] = [];
    const times = CLIENTS * REQUESTS_A_TURN;
    while (ours.length < requests) {
      const request = await admin.page(paths[page]);
      ours.push(...(await byClients(CLIENTS, times, () => timeToAnswer(request.clone()))));
      fromMemory.push(...(await byClients(CLIENTS, times, () => timeToAnswer(floor.same(request)))));
    }
    figures.push({
      what: `page ${page}, ${CLIENTS} clients`,
      unit: "ms",
      skus,
      database,
      ours: summarize(ours),
      beside: { what: "from memory", ...summarize(fromMemory) },
    });
  }
  return figures;
}
