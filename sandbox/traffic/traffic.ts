import { setImmediate as nextTurn, setTimeout as wait } from "node:timers/promises";
import type { ShopChange } from "../changes/shop-change";
import type { ShopData } from "../shop-data";
import { TradingShop } from "./trading-shop";
import { TRADE_KINDS, type BurstSettings, type TradeKind, type TrafficSettings } from "./traffic-settings";

export interface TrafficOptions {
  data: ShopData;
  change: <Result>(command: (change: ShopChange) => Result) => Result;
  /** How many webhook deliveries are under way. */
  webhooksPending: () => number;
}

type TradeCounts = Record<TradeKind, number>;

interface TrafficStatus {
  running: boolean;
  settings: TrafficSettings | null;
  /** Since the sandbox runs. */
  counts: TradeCounts;
}

/** More deliveries than this are not kept in memory: trade rests until the app has taken some. */
const MOST_PENDING_IN_TRAFFIC = 20_000;
const MOST_PENDING_IN_BURST = 2_000;
const REST_MS = 10;
const CHANGES_PER_TURN = 10;
const SHORTEST_TICK_MS = 10;
const LONGEST_TICK_MS = 250;

/** Orders and what follows from them, at a chosen rate or as many changes as asked for at once. */
export class Traffic {
  private running: { settings: TrafficSettings; timer: NodeJS.Timeout } | null = null;
  private readonly counts = noTrade();

  constructor(private readonly options: TrafficOptions) {}

  get status(): TrafficStatus {
    return {
      running: this.running !== null,
      settings: this.running?.settings ?? null,
      counts: { ...this.counts },
    };
  }

  /** Begins to trade, anew where it trades already. */
  start(settings: TrafficSettings): void {
    this.stop();
    const { ordersPerSecond, ...trade } = settings;
    const shop = this.open(trade);
    const tickMs = Math.min(LONGEST_TICK_MS, Math.max(SHORTEST_TICK_MS, 1_000 / ordersPerSecond));
    let owed = 0;
    let lastMs = performance.now();
    const tick = (): void => {
      const nowMs = performance.now();
      // What was missed while the app could not follow is not made up for beyond a second's orders.
      owed = Math.min(owed + ((nowMs - lastMs) / 1_000) * ordersPerSecond, Math.max(1, ordersPerSecond));
      lastMs = nowMs;
      while (owed >= 1 && this.options.webhooksPending() < MOST_PENDING_IN_TRAFFIC) {
        this.takeOrder(shop);
        owed -= 1;
      }
    };
    this.running = { settings, timer: setInterval(tick, tickMs) };
  }

  stop(): void {
    if (this.running) clearInterval(this.running.timer);
    this.running = null;
  }

  /** Makes so many changes as fast as the app takes their webhooks. */
  async burst({ changes, ...trade }: BurstSettings): Promise<TradeCounts> {
    const shop = this.open(trade);
    const counts = noTrade();
    for (let made = 0; made < changes; made++) {
      const kind = shop.followUp() ?? shop.trade();
      counts[kind] += 1;
      this.counts[kind] += 1;
      if (made % CHANGES_PER_TURN === 0) await nextTurn();
      while (this.options.webhooksPending() > MOST_PENDING_IN_BURST) await wait(REST_MS);
    }
    return counts;
  }

  private open({ seed, ...shares }: Omit<BurstSettings, "changes">): TradingShop {
    const { data, change } = this.options;
    return new TradingShop({ data, change, shares, seed });
  }

  /** An order with what has to come before, and all that follows. */
  private takeOrder(shop: TradingShop): void {
    while (shop.trade() === "restocks") this.counts.restocks += 1;
    this.counts.orders += 1;
    for (let kind = shop.followUp(); kind !== null; kind = shop.followUp()) this.counts[kind] += 1;
  }
}

function noTrade(): TradeCounts {
  return Object.fromEntries(TRADE_KINDS.map((kind) => [kind, 0])) as TradeCounts;
}
