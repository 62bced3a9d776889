import type { Random } from "./random";
import type { SandboxInventoryLevel, SandboxLocation } from "./types";

/** Quantities of one variant over all locations. */
export interface StockPosition {
  /** Net of committed; negative after overselling. */
  available: number;
  incoming: number;
}

/** The shares of SKUs that a busy shop finds itself with; with what is incoming, fewer are left to reorder. */
const SITUATIONS = [
  { kind: "sold-out", share: 0.08, incomingShare: 0.5 },
  { kind: "low", share: 0.24, incomingShare: 0.3 },
  { kind: "soon-low", share: 0.09, incomingShare: 0.1 },
  { kind: "well-stocked", share: 0.41, incomingShare: 0.04 },
  { kind: "overstocked", share: 0.18, incomingShare: 0.01 },
] as const;
type Situation = (typeof SITUATIONS)[number];

const SHARE_OVERSOLD = 0.35;

/** Roughly what a careful buyer would reorder at: two weeks' demand and 1.65 standard deviations of it. */
const LEAD_TIME_DAYS = 14;
const SAFETY_FACTOR = 1.65;

/** Draws a stock position that suits the demand, in units per day of the last months. */
export function drawStockPosition(meanPerDay: number, stdDevPerDay: number, random: Random): StockPosition {
  const situation = drawSituation(random);
  const available = meanPerDay > 0 ? drawAvailable(situation, meanPerDay, stdDevPerDay, random) : drawIdleStock(random);
  const incoming = random.chance(situation.incomingShare) ? drawDelivery(meanPerDay, random) : 0;
  return { available, incoming };
}

function drawSituation(random: Random): Situation {
  let remaining = random.fraction();
  for (const situation of SITUATIONS) {
    remaining -= situation.share;
    if (remaining < 0) return situation;
  }
  return SITUATIONS[3];
}

function drawAvailable(situation: Situation, meanPerDay: number, stdDevPerDay: number, random: Random): number {
  const lowLevel = meanPerDay * LEAD_TIME_DAYS + SAFETY_FACTOR * stdDevPerDay * Math.sqrt(LEAD_TIME_DAYS);
  switch (situation.kind) {
    case "sold-out":
      return random.chance(SHARE_OVERSOLD) ? -random.integer(1, Math.max(1, Math.ceil(3 * meanPerDay))) : 0;
    case "low":
      return Math.max(1, Math.floor(lowLevel * random.between(0.05, 1)));
    case "soon-low":
      return Math.ceil(lowLevel) + Math.round(meanPerDay * random.between(0, 7));
    case "well-stocked":
      return Math.ceil(lowLevel + meanPerDay * random.between(8, 60));
    case "overstocked":
      return Math.ceil(meanPerDay * random.between(190, 600));
  }
}

/** Stock of a variant that nobody asks for. */
function drawIdleStock(random: Random): number {
  return random.chance(0.2) ? 0 : random.integer(1, 48);
}

/** About a month's demand, in dozens. */
function drawDelivery(meanPerDay: number, random: Random): number {
  return 12 * Math.max(1, Math.round((meanPerDay * random.between(20, 45)) / 12));
}

const SHARE_STOCKED_IN_SHOPS = [0.45, 0.3];
const SHARE_RESERVED = 0.02;
const SHARE_MISCOUNTED_BETWEEN_LOCATIONS = 0.02;

/**
 * Spreads a position over the locations: the first one, the warehouse, receives deliveries and sends orders; some
 * variants are also in the shops. `updatedAt` is ISO 8601.
 */
export function spreadOverLocations(
  position: StockPosition,
  committed: number,
  locations: readonly SandboxLocation[],
  updatedAt: string,
  random: Random,
): SandboxInventoryLevel[] {
  const [warehouse, ...shops] = locations;
  if (warehouse === undefined) throw new RangeError("A shop needs a location");
  const shopLevels = shops
    .filter((_, index) => random.chance(SHARE_STOCKED_IN_SHOPS[index] ?? 0))
    .map((shop) => {
      const miscounted = random.chance(SHARE_MISCOUNTED_BETWEEN_LOCATIONS);
      const share = random.between(0.02, 0.2);
      const available = miscounted ? -random.integer(1, 3) : Math.floor(Math.max(0, position.available) * share);
      return describeLevel(shop.id, { available, committed: 0, reserved: 0, incoming: 0 }, updatedAt);
    });
  const inShops = shopLevels.reduce((sum, level) => sum + level.available, 0);
  const warehouseLevel = describeLevel(
    warehouse.id,
    {
      available: position.available - inShops,
      committed,
      reserved: random.chance(SHARE_RESERVED) ? random.integer(1, 6) : 0,
      incoming: position.incoming,
    },
    updatedAt,
  );
  return [warehouseLevel, ...shopLevels];
}

/** The level of a variant whose stock Shopify does not count: all zero, at the warehouse. */
export function describeUntrackedLevels(
  locations: readonly SandboxLocation[],
  updatedAt: string,
): SandboxInventoryLevel[] {
  const nothing = { available: 0, committed: 0, reserved: 0, incoming: 0 };
  return locations.slice(0, 1).map((warehouse) => describeLevel(warehouse.id, nothing, updatedAt));
}

function describeLevel(
  locationId: string,
  quantities: { available: number; committed: number; reserved: number; incoming: number },
  updatedAt: string,
): SandboxInventoryLevel {
  const { available, committed, reserved, incoming } = quantities;
  return { locationId, available, committed, reserved, incoming, onHand: available + committed + reserved, updatedAt };
}
