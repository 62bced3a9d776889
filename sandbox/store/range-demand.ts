import { demandFacts } from "./demand-facts";
import type { DemandShape } from "./demand-shape";
import { drawDemandShape, SPEED_GROUPS } from "./demand-shape";
import type { Random } from "./random";

const SHARE_NEVER_SOLD = 0.03;
const SHARE_NEW = 0.015;

/** A new SKU has been on sale for at most this long. */
const NEWEST_DAYS = 20;

/** A range of the real shop's size sells as the real shop does. */
const CORE_SKUS = 3800;

/** However many SKUs a larger shop adds to that range, together they sell on at most this many SKU-days. */
const TAIL_SELLING_DAYS_AT_MOST = 640_000;

/**
 * Draws how every SKU of the shop sells, in random order: the twenty speed groups equally, some SKUs that have never
 * sold, some launched in the last days. A range beyond the real shop's size is a long tail that sells thinner the
 * longer it is, so that a shop of 100,000 SKUs has about 1.2 million order lines and not 15.
 */
export function drawRange(skuCount: number, dayCount: number, random: Random): DemandShape[] {
  const coreSkus = Math.min(skuCount, CORE_SKUS);
  const tailDemand = thinTail(skuCount - coreSkus, dayCount);
  const neverSold = Math.round(SHARE_NEVER_SOLD * skuCount);
  const recent = Math.round(SHARE_NEW * skuCount);

  const places = random.shuffle(Array.from({ length: skuCount }, (_, place) => place));
  return places.map((place, index) => {
    const shape = drawDemandShape(place % SPEED_GROUPS, random);
    if (index < neverSold) return { ...shape, shareOfDaysWithSale: 0 };
    if (index < neverSold + recent) return launchRecently(shape, dayCount, random);
    return place < coreSkus ? shape : { ...shape, shareOfDaysWithSale: shape.shareOfDaysWithSale * tailDemand };
  });
}

/** The share of the real shop's demand per SKU that is left for each SKU of the tail. */
function thinTail(tailSkus: number, dayCount: number): number {
  if (tailSkus === 0) return 1;
  const unthinned = (tailSkus * dayCount * (1 - demandFacts.zeroDemandShareOfSkuDays)) / TAIL_SELLING_DAYS_AT_MOST;
  return (1 - Math.exp(-unthinned)) / unthinned;
}

function launchRecently(shape: DemandShape, dayCount: number, random: Random): DemandShape {
  const lifeDays = random.integer(2, NEWEST_DAYS);
  const life = lifeDays / dayCount;
  // A share of days is meant over the whole calendar; the new SKU sells at that pace during its short life.
  const shareOfDaysWithSale = Math.max(1 / dayCount, shape.shareOfDaysWithSale * life);
  return { ...shape, shareOfDaysWithSale, launch: 1 - life, logGrowth: 0 };
}
