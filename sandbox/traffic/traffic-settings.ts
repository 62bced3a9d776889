import { z } from "zod";

/** What happens in a shop that trades. */
export const TRADE_KINDS = [
  "orders",
  "fulfilments",
  "edits",
  "cancellations",
  "deletions",
  "refunds",
  "restocks",
  "productChanges",
] as const;
export type TradeKind = (typeof TRADE_KINDS)[number];

/** How many of each happen for every order that is placed. */
export type TradeShares = Record<Exclude<TradeKind, "orders">, number>;

const DEFAULT_SHARES: TradeShares = {
  fulfilments: 0.7,
  edits: 0.05,
  cancellations: 0.04,
  deletions: 0.01,
  refunds: 0.04,
  restocks: 0.05,
  productChanges: 0.03,
};

const share = (fallback: number) => z.number().min(0).max(1).default(fallback);

const tradeSchema = z.object({
  fulfilments: share(DEFAULT_SHARES.fulfilments),
  edits: share(DEFAULT_SHARES.edits),
  cancellations: share(DEFAULT_SHARES.cancellations),
  deletions: share(DEFAULT_SHARES.deletions),
  refunds: share(DEFAULT_SHARES.refunds),
  restocks: share(DEFAULT_SHARES.restocks),
  productChanges: share(DEFAULT_SHARES.productChanges),
  /** The same seed in the same store makes the same changes, whatever their timing. */
  seed: z.number().int().default(1),
});

export const trafficSchema = tradeSchema.extend({ ordersPerSecond: z.number().positive().max(1_000) });
export type TrafficSettings = z.infer<typeof trafficSchema>;

export const burstSchema = tradeSchema.extend({ changes: z.number().int().min(1).max(1_000_000) });
export type BurstSettings = z.infer<typeof burstSchema>;
