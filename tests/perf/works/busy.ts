import { setTimeout as sleep } from "node:timers/promises";
import { timeToAnswer } from "../answers";
import { summarize, type Figure } from "../figure";
import { growthFigures, LINEAR } from "../growth";
import { replays, untilQuiet, type MeasuredShop } from "../shops/measured-shop";
import type { ShopWork } from "../work";

const MOST_OVER_IDLE = 1.5;
/** A work that ends sooner is not caught. */
const LOOK_EVERY_MS = 5;
const BEGIN_LIMIT_MS = 30_000;

/** Whether a merchant feels that the app works in the background. */
export const busy: ShopWork = {
  name: "busy",
  about: "a page during a replan of the shop and during a replay of its history, beside the page at rest",
  on: "shops",
  measure: async (shops, { requests }) => {
    const figures: Figure[] = [];
    const durations: Record<string, Figure[]> = {};
    for (const shop of shops) {
      for (const work of [REPLAN, REPLAY]) {
        await untilQuiet(shop.pid);
        const idle: number[] = [];
        while (idle.length < requests) idle.push(await askForList(shop));
        const { meanwhile, seconds } = await askDuring(shop, work);
        const identity = { skus: shop.skus, database: shop.database };
        (durations[work.name] ??= []).push({ what: work.name, unit: "s", ...identity, ours: summarize([seconds]) });
        figures.push({
          what: `page list during a ${work.name}`,
          unit: "ms",
          ...identity,
          ours: summarize(meanwhile),
          beside: { what: "at rest", ...summarize(idle) },
          target: { of: "p95", most: MOST_OVER_IDLE },
        });
      }
    }
    return [...figures, ...Object.values(durations).flatMap((ofWork) => [...ofWork, ...growthFigures(ofWork, LINEAR)])];
  },
};

interface BackgroundWork {
  name: string;
  begin: (shop: MeasuredShop) => Promise<Request>;
  isUnderWay: (shop: MeasuredShop) => Promise<boolean>;
}

/** After a change of the settings that every plan rests on. */
const REPLAN: BackgroundWork = {
  name: "replan of the shop",
  begin: async ({ requests, query }) => {
    const body = new URLSearchParams({ ...SETTINGS, coverageDays: String(nextCoverageDays()) });
    const locations = await query<{ id: string }>("SELECT location_id AS id FROM locations WHERE active");
    for (const { id } of locations) body.append("locationIds", id);
    return new Request(await requests.page("/app/settings"), { method: "POST", body });
  },
  isUnderWay: async ({ query }) => {
    const jobs = await query("SELECT FROM pgboss.job WHERE name = 'replan' AND state = 'active' LIMIT 1");
    return jobs.length > 0;
  },
};

const REPLAY: BackgroundWork = {
  name: "replay of the history",
  begin: async ({ requests }) => new Request(await requests.page("/app/backtest"), { method: "POST" }),
  isUnderWay: async ({ pid }) => replays(pid),
};

const SETTINGS = {
  leadTimeDays: "14",
  leadTimeStdDevDays: "0",
  serviceLevelPercent: "95",
  reviewPeriodDays: "0",
  demandWindowDays: "90",
  overstockDays: "180",
  fastMoverDeciles: "1",
  method: "normal",
};

let coverageDays = 30;

function nextCoverageDays(): number {
  coverageDays += 1;
  return coverageDays;
}

async function askDuring(shop: MeasuredShop, work: BackgroundWork) {
  const { ok, status } = await fetch(await work.begin(shop));
  if (!ok) throw new Error(`The ${work.name} could not be started: ${status}`);
  const deadline = Date.now() + BEGIN_LIMIT_MS;
  while (!(await work.isUnderWay(shop))) {
    if (Date.now() > deadline) throw new Error(`The ${work.name} did not begin`);
    await sleep(LOOK_EVERY_MS);
  }
  const begin = performance.now();
  const meanwhile: number[] = [];
  while (await work.isUnderWay(shop)) meanwhile.push(await askForList(shop));
  return { meanwhile, seconds: (performance.now() - begin) / 1_000 };
}

async function askForList({ requests, paths }: MeasuredShop): Promise<number> {
  return timeToAnswer(await requests.page(paths.list));
}
