import { setTimeout as sleep } from "node:timers/promises";
import { readSandboxState } from "../../e2e/shop-session";
import { summarize, type Figure } from "../figure";
import { cpuSeconds, mainThreadSeconds } from "../process-figures";
import type { MeasuredShop } from "../shops/measured-shop";
import { probeReceipt } from "./probe-receipt";
import { probeSales } from "./probe-sales";
import { SandboxControls } from "./sandbox-controls";

export interface Traffic {
  ordersPerSecond: number;
  seconds: number;
}

const MOST_ANSWER_MS = 50;
const MOST_LAG_SECONDS = 5;
const SECONDS_IN_AN_HOUR = 3_600;

/** Lets a shop sell, and measures how closely the app follows: to the row in an open page's hands. */
export async function followTraffic(shop: MeasuredShop, { ordersPerSecond, seconds }: Traffic): Promise<Figure[]> {
  const controls = new SandboxControls(shop);
  await controls.takeAnswerTimes();
  const before = { ...(await readSandboxState(shop.demo)), orders: await controls.countOrders() };
  const cpuBefore = { all: cpuSeconds(shop.pid), main: mainThreadSeconds(shop.pid) };
  const [{ now: begin } = { now: new Date() }] = await shop.query<{ now: Date }>("SELECT now()");
  const end = new AbortController();
  const receipt = probeReceipt(shop, end.signal);
  let trade = { orders: 0, backlog: 0, points: 0, answerTimes: [0] };
  const sales = await probeSales(shop, controls, async () => {
    await controls.trade(ordersPerSecond);
    await sleep(seconds * 1_000);
    await controls.endTrade();
    trade = {
      orders: (await controls.countOrders()) - before.orders,
      backlog: await controls.countDeliveriesUnderWay(),
      points: (await readSandboxState(shop.demo)).pointsSpent - before.pointsSpent,
      answerTimes: await controls.takeAnswerTimes(),
    };
  });
  end.abort();
  const { ours, emptyAction } = await receipt;
  await controls.settle();
  await untilActedOn(shop);
  const cpuMs = (seconds: number, since: number) => summarize([((seconds - since) / trade.orders) * 1_000]);
  const [{ kept } = { kept: 0 }] = await shop.query<{ kept: number }>(
    `SELECT count(*)::integer AS kept FROM webhook_deliveries WHERE received_at >= '${begin.toISOString()}'`,
  );
  if (sales.unseen > 0) console.error(`${sales.unseen} sales did not reach the open page within a minute`);

  const about = { skus: shop.skus, database: shop.database };
  const inSeconds = (milliseconds: number[]) => summarize(milliseconds.map((each) => each / 1_000));
  return [
    {
      what: "webhook answered, to whoever sends it",
      unit: "ms",
      ...about,
      ours: summarize(trade.answerTimes),
      target: { of: "p95", most: MOST_ANSWER_MS },
    },
    {
      what: "webhook answered",
      unit: "ms",
      ...about,
      ours: summarize(ours),
      beside: { what: "empty action", ...summarize(emptyAction) },
    },
    ...(await deliveryFigures(shop, begin)).map((figure) => ({ ...figure, ...about })),
    { what: "sale to its plan", unit: "s", ...about, ours: inSeconds(sales.toPlanMs) },
    {
      what: "sale to an open page",
      unit: "s",
      ...about,
      ours: inSeconds(sales.toPageMs),
      target: { of: "p95", most: MOST_LAG_SECONDS },
    },
    { what: "sales that did not reach the page", unit: "", ...about, ours: summarize([sales.unseen]) },
    { what: "page read, times a second", unit: "", ...about, ours: summarize([sales.timesRead / seconds]) },
    { what: "webhooks an order", unit: "", ...about, ours: summarize([kept / trade.orders]) },
    { what: "orders a second", unit: "", ...about, ours: summarize([trade.orders / seconds]) },
    {
      what: "processor time an order",
      unit: "ms",
      ...about,
      ours: cpuMs(cpuSeconds(shop.pid), cpuBefore.all),
      target: { of: "median", most: 1_000 / ordersPerSecond },
    },
    {
      what: "processor time an order, main thread",
      unit: "ms",
      ...about,
      ours: cpuMs(mainThreadSeconds(shop.pid), cpuBefore.main),
    },
    { what: "webhooks not delivered yet at the end", unit: "", ...about, ours: summarize([trade.backlog]) },
    {
      what: "API points an hour",
      unit: "",
      ...about,
      ours: summarize([(trade.points / seconds) * SECONDS_IN_AN_HOUR]),
    },
  ];
}

async function untilActedOn({ query }: MeasuredShop): Promise<void> {
  while ((await query("SELECT FROM webhook_deliveries WHERE status = 'pending' LIMIT 1")).length > 0) await sleep(500);
}

/** Where the time goes: until Shopify's word is kept, and until it is acted on. */
async function deliveryFigures({ query }: MeasuredShop, begin: Date): Promise<Figure[]> {
  const rows = await query<{ kept: number; acted: number }>(
    `SELECT extract(epoch FROM received_at - triggered_at)::float8 AS kept,
       extract(epoch FROM processed_at - received_at)::float8 AS acted
     FROM webhook_deliveries
     WHERE topic = 'inventory_levels/update' AND status IN ('done', 'ignored') AND received_at >= '${begin.toISOString()}'`,
  );
  return [
    { what: "change to its webhook kept", unit: "s", ours: summarize(rows.map(({ kept }) => kept)) },
    { what: "webhook kept to acted on", unit: "s", ours: summarize(rows.map(({ acted }) => acted)) },
  ];
}
