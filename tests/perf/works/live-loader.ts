import { z } from "zod";
import { timeToAnswer } from "../answers";
import { summarize, type Figure } from "../figure";
import type { MeasuredShop } from "../shops/measured-shop";
import { takeTurns } from "../turns";
import type { ShopWork } from "../work";

const VARIANTS_A_PAGE = 250;
/** The page has to be twenty times as fast. */
const MOST_OF_LIVE = 1 / 20;
const ACCESS_TOKEN = "shpat_sandbox";
/** What an answer of Shopify's takes on its way, at least. */
const LATENCY_MS = 100;
/** Larger shops take a live loader minutes. */
const LARGEST_SHOP = 1_000;

/** How an app of Shopify's template shows a catalogue: its loader asks for all of it, whenever somebody looks. */
export const liveLoader: ShopWork = {
  name: "live-loader",
  about: "the reorder list, beside a loader that asks Shopify for all variants and their stock, page by page",
  on: "shops",
  measure: async (shops, { repetitions }) => {
    const figures: Figure[] = [];
    for (const shop of shops.filter(({ skus }) => skus <= LARGEST_SHOP)) {
      for (const latencyMs of [LATENCY_MS, 0]) figures.push(await measureBeside(shop, latencyMs, 2 * repetitions));
    }
    return figures;
  },
};

async function measureBeside(shop: MeasuredShop, latencyMs: number, rounds: number): Promise<Figure> {
  const pull = async () => {
    await refillBucket(shop.demo.address); // Nobody else asks Shopify for anything.
    await control(shop.demo.address, "faults", { latencyMs });
    const elapsedMs = await pullLive(shop);
    await control(shop.demo.address, "faults", { latencyMs: 0 });
    return elapsedMs;
  };
  const [list = [], live = []] = await takeTurns([() => askForList(shop), pull], rounds, { warmUpRounds: 1 });
  return {
    what: latencyMs > 0 ? `page list, Shopify ${latencyMs} ms away` : "page list, Shopify on this machine",
    unit: "ms",
    skus: shop.skus,
    database: shop.database,
    ours: summarize(list),
    beside: { what: "loader without a store", ...summarize(live) },
    target: { of: "median", most: MOST_OF_LIVE },
  };
}

async function askForList({ requests, paths }: MeasuredShop): Promise<number> {
  return timeToAnswer(await requests.page(paths.list));
}

/** What the list shows of a variant and is Shopify's; demand, which no page of a loader could wait for, is left out. */
const VARIANTS = `
  query Variants($first: Int!, $after: String) {
    productVariants(first: $first, after: $after) {
      nodes {
        id title sku barcode
        product { id title vendor featuredMedia { preview { image { url } } } }
        inventoryItem {
          id tracked unitCost { amount }
          inventoryLevels(first: 10) {
            nodes { location { id } quantities(names: ["available", "on_hand", "committed", "incoming"]) { name quantity } }
          }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
  }`;

const answerSchema = z.object({
  data: z.object({
    productVariants: z.object({
      nodes: z.array(z.unknown()),
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    }),
  }),
});

async function pullLive({ demo, skus }: MeasuredShop): Promise<number> {
  const begin = performance.now();
  let found = 0;
  for (let after: string | null = null, isLast = false; !isLast;) {
    const response: Response = await fetch(new URL("/admin/api/2026-10/graphql.json", demo.address), {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Shopify-Access-Token": ACCESS_TOKEN },
      body: JSON.stringify({ query: VARIANTS, variables: { first: VARIANTS_A_PAGE, after } }),
    });
    const { nodes, pageInfo } = answerSchema.parse(await response.json()).data.productVariants;
    found += nodes.length;
    after = pageInfo.endCursor;
    isLast = !pageInfo.hasNextPage;
  }
  if (found !== skus) throw new Error(`Shopify listed ${found} variants, not ${skus}`);
  return performance.now() - begin;
}

function refillBucket(address: string): Promise<void> {
  return control(address, "bucket", { maximumAvailable: 2_000, restoreRate: 100 });
}

async function control(address: string, name: string, body: object): Promise<void> {
  const headers = { "Content-Type": "application/json" };
  const { ok } = await fetch(new URL(`/sandbox/${name}`, address), {
    method: "PUT",
    headers,
    body: JSON.stringify(body),
  });
  if (!ok) throw new Error(`The sandbox refused to change its ${name}`);
}
