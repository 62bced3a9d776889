import { timeAnswer } from "../answers";
import { summarize, type Figure } from "../figure";
import { growthFigures } from "../growth";
import type { MeasuredShop, PagePaths } from "../shops/measured-shop";
import { takeTurns } from "../turns";
import type { Scale, ShopWork } from "../work";
import { ROUTES } from "./navigation";

const WARM_UP_ROUNDS = 5;
/** There are eight tools: each is called less often than a page is asked for. */
const CALLS_PER_REQUEST = 0.5;
const MOST_GROWTH = 1.2;
const BYTES_PER_KILOBYTE = 1_000;

/** What an assistant asks, and the screen on which a merchant sees the same. */
interface Question {
  tool: string;
  input: (paths: PagePaths) => object;
  path: (paths: PagePaths) => string;
  route: string;
}

const lastOf = (path: string) => path.split("/").at(-1);

const QUESTIONS: readonly Question[] = [
  { tool: "list_reorder_suggestions", input: () => ({ limit: 50 }), path: ({ list }) => list, route: ROUTES.list },
  {
    tool: "list_fast_movers",
    input: () => ({ limit: 50 }),
    path: (paths) => paths["fast movers"],
    route: ROUTES["fast movers"],
  },
  {
    tool: "get_item_plan",
    input: ({ item }) => ({ variant_id: lastOf(item) }),
    path: ({ item }) => item,
    route: ROUTES.item,
  },
  {
    tool: "what_if",
    input: ({ item }) => ({ variant_id: lastOf(item), lead_time_days: 30 }),
    path: ({ item }) => item,
    route: ROUTES.item,
  },
  { tool: "list_vendors", input: () => ({}), path: () => "/app/vendors", route: "routes/app.vendors._index" },
  {
    tool: "get_vendor_order",
    input: ({ vendor }) => ({ vendor: lastOf(vendor), limit: 50 }),
    path: ({ vendor }) => vendor,
    route: ROUTES.vendor,
  },
  { tool: "get_backtest", input: () => ({}), path: () => "/app/settings", route: "routes/app.settings" },
  { tool: "get_health", input: () => ({}), path: () => "/app/status", route: "routes/app.status" },
];

/** The tools that read, each beside the data of the screen that shows the same. */
export const assistant: ShopWork = {
  name: "assistant",
  about: "each MCP tool that reads, beside the data of the screen that shows the same; and the size of its answer",
  on: "shops",
  measure: async (shops, scale) => {
    const figures: Figure[] = [];
    for (const question of QUESTIONS) figures.push(...(await measureQuestion(question, shops, scale)));
    return figures;
  },
};

async function measureQuestion(question: Question, shops: readonly MeasuredShop[], { requests }: Scale) {
  const { tool, input, path, route } = question;
  const sizes = shops.map(() => 0);
  const measures = shops.flatMap((shop, index) => [
    async () => {
      const { beginMs, bytes } = await timeAnswer(callRequest(shop, tool, input(shop.paths)));
      sizes[index] = bytes;
      return beginMs;
    },
    async () => (await timeAnswer(await shop.requests.data(path(shop.paths), route))).beginMs,
  ]);
  const taken = await takeTurns(measures, requests * CALLS_PER_REQUEST, { warmUpRounds: WARM_UP_ROUNDS });
  const figures = shops.map(({ skus, database }, index): Figure => ({
    what: tool,
    unit: "ms",
    skus,
    database,
    ours: summarize(taken[2 * index] ?? []),
    beside: { what: `data of ${question.path(NAMED_PATHS)}`, ...summarize(taken[2 * index + 1] ?? []) },
  }));
  const answers = shops.map(({ skus, database }, index): Figure => ({
    what: `${tool}, size of the answer`,
    unit: "kB",
    skus,
    database,
    ours: summarize([(sizes[index] ?? 0) / BYTES_PER_KILOBYTE]),
  }));
  return [...figures, ...growthFigures(figures, { of: "p95", most: () => MOST_GROWTH }), ...answers];
}

/** For the table. */
const NAMED_PATHS: PagePaths = { list: "/app", vendor: "a vendor", "fast movers": "/app/fast-movers", item: "an item" };

/** One message, as an assistant's program sends it; the server keeps no session. */
function callRequest({ demo, token }: MeasuredShop, name: string, input: object): Request {
  return new Request(new URL("/mcp", demo.appAddress), {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      // The sizes of answers are those before compression.
      "accept-encoding": "identity",
    },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params: { name, arguments: input } }),
  });
}
