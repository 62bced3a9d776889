import type { CalendarDay } from "./calendar";
import { formatInstant } from "./calendar";
import type { CatalogueProduct, CatalogueVariant } from "./catalogue";
import { drawCreation } from "./creation-dates";
import { addCancelledOrders, addTestOrders, fulfilOrders, recordReturns } from "./order-incidents";
import type { OrderDraft } from "./order-drafts";
import { toHandle } from "./product-titles";
import type { Random } from "./random";
import { createRandom } from "./random";
import type { RecentDemand } from "./recent-demand";
import { measureRecentDemand } from "./recent-demand";
import { drawRestocks } from "./restocks";
import type { SalesHistory } from "./sales-history";
import { traceSales } from "./sales-history";
import type { ShopProfile } from "./shop-profile";
import { openLocations, openShop } from "./shop-profile";
import { describeUntrackedLevels, drawStockPosition, spreadOverLocations } from "./stock-levels";
import { startIds } from "./store-ids";
import type {
  SandboxInventoryLevel,
  SandboxLocation,
  SandboxOrder,
  SandboxProduct,
  SandboxRefund,
  SandboxStore,
  SandboxVariant,
} from "./types";

const DAY_MS = 86_400_000;

/** Stock suits the demand of this many last days. */
const STOCK_WINDOW_DAYS = 90;

/** What a shop has been reduced to before the common part of both stores begins. */
export interface StoreDraft {
  profile: ShopProfile;
  /** The days of the orders; the last one is yesterday. */
  days: readonly CalendarDay[];
  catalogue: readonly CatalogueProduct[];
  /** The orders that make the demand; their lines refer to variants by place in the catalogue. */
  orders: readonly OrderDraft[];
  seed: number;
}

/**
 * Completes a generated or a real shop: cancelled and test orders, returns, creation dates, locations, levels and ids.
 * All of it depends on the draft alone.
 */
export function assembleStore({ profile, days, catalogue, orders, seed }: StoreDraft): SandboxStore {
  const incidents = createRandom(seed, "order incidents");
  const allOrders = addTestOrders(addCancelledOrders(orders, days, incidents), days, incidents).sort(
    (first, second) => first.createdAtMs - second.createdAtMs,
  );
  recordReturns(allOrders, days, incidents);
  const committed = fulfilOrders(allOrders, days, incidents);

  const variantCount = catalogue.reduce((count, product) => count + product.variants.length, 0);
  const history = traceSales(allOrders, variantCount);
  const demand = measureRecentDemand(allOrders, variantCount, days.length, STOCK_WINDOW_DAYS);

  const openedAt = formatInstant(startOf(days) - 1500 * DAY_MS);
  const shop = openShop(profile, openedAt);
  const locations = openLocations(profile, openedAt);
  const restocks = drawRestocks(allOrders, variantCount, createRandom(seed, "restocks"));
  const products = createProducts({ catalogue, days, history, demand, committed, restocks, locations, seed });
  const variants = listVariants(products);
  return {
    shop,
    locations,
    products: products.map(({ product }) => product),
    orders: createOrders(allOrders, variants, locations),
  };
}

interface ProductContext {
  catalogue: readonly CatalogueProduct[];
  days: readonly CalendarDay[];
  history: SalesHistory;
  demand: RecentDemand;
  committed: ReadonlyMap<number, number>;
  /** Places in the calendar of the days on which a variant came back into stock, by its place. */
  restocks: ReadonlyMap<number, readonly number[]>;
  locations: readonly SandboxLocation[];
  seed: number;
}

/** A product with the place of its first variant in the catalogue, by which order lines refer to it. */
interface PlacedProduct {
  firstPlace: number;
  product: SandboxProduct;
}

interface DatedProduct {
  firstPlace: number;
  draft: CatalogueProduct;
  /** One per variant, in milliseconds since the epoch. */
  variantsCreatedAtMs: number[];
}

/** In order of creation, so that ids grow with time as Shopify's do. */
function createProducts(context: ProductContext): PlacedProduct[] {
  const random = createRandom(context.seed, "stock");
  const productIds = startIds("product");
  const variantIds = startIds("variant");
  const itemIds = startIds("inventoryItem");

  return dateProducts(context).map(({ firstPlace, draft, variantsCreatedAtMs }, index) => {
    const productId = productIds.next();
    const variants = draft.variants.map((variant, position): SandboxVariant => {
      const createdAtMs = variantsCreatedAtMs[position] ?? 0;
      const createdAt = formatInstant(createdAtMs);
      const updatedAt = formatInstant(drawLastChange(createdAtMs, context.days, random));
      const { title, sku, barcode, price, tracked, unitCost } = variant;
      const place = firstPlace + position;
      const drawn = drawLevels(variant, place, updatedAt, context, random);
      // What is sold out now has not come back since.
      const restocks =
        drawn.reduce((sum, { available }) => sum + available, 0) > 0 ? (context.restocks.get(place) ?? []) : [];
      const movedAt = latest(updatedAt, lastMovement(place, restocks, context));
      const levels = drawn.map((level) => ({ ...level, updatedAt: movedAt }));
      return {
        id: variantIds.next(),
        productId,
        title,
        sku,
        barcode,
        price,
        position: position + 1,
        createdAt,
        updatedAt,
        inventoryItem: {
          id: itemIds.next(),
          tracked,
          unitCost,
          createdAt,
          updatedAt,
          levels,
          restockedOn: restocks.map((day) => context.days[day]?.date ?? ""),
        },
      };
    });
    const product: SandboxProduct = {
      id: productId,
      title: draft.title,
      handle: toHandle(draft.title, index + 1),
      vendor: draft.vendor,
      productType: draft.productType,
      status: drawStatus(firstPlace, variants.length, context, random),
      createdAt: formatInstant(Math.min(...variantsCreatedAtMs)),
      updatedAt: variants.reduce((latest, variant) => (variant.updatedAt > latest ? variant.updatedAt : latest), ""),
      variants,
    };
    return { firstPlace, product };
  });
}

/** The end of the day on which a variant was last sold or came back into stock: its levels can't be older. */
function lastMovement(place: number, restocks: readonly number[], { history, days }: ProductContext): string {
  const day = days[Math.max(history.lastDay[place] ?? -1, ...restocks)];
  return day === undefined ? "" : formatInstant(day.startMs + day.lengthMs - 1000);
}

/** The later of two instants in ISO 8601. */
function latest(one: string, other: string): string {
  return other > one ? other : one;
}

function drawLevels(
  variant: CatalogueVariant,
  place: number,
  updatedAt: string,
  { demand, committed, locations }: ProductContext,
  random: Random,
): SandboxInventoryLevel[] {
  if (!variant.tracked) return describeUntrackedLevels(locations, updatedAt);
  const position = drawStockPosition(demand.mean[place] ?? 0, demand.stdDev[place] ?? 0, random);
  return spreadOverLocations(position, committed.get(place) ?? 0, locations, updatedAt, random);
}

function dateProducts({ catalogue, days, history, seed }: ProductContext): DatedProduct[] {
  const random = createRandom(seed, "creation dates");
  let nextPlace = 0;
  const dated = catalogue.map((draft): DatedProduct => {
    const firstPlace = nextPlace;
    nextPlace += draft.variants.length;
    const variantsCreatedAtMs = draft.variants.map((_, position) =>
      drawCreation(history.firstDay[firstPlace + position] ?? -1, days, random),
    );
    return { firstPlace, draft, variantsCreatedAtMs };
  });
  return dated.sort((one, other) => Math.min(...one.variantsCreatedAtMs) - Math.min(...other.variantsCreatedAtMs));
}

/** A product is changed now and then: its last change lies in the last four months, or at its creation. */
function drawLastChange(createdAtMs: number, days: readonly CalendarDay[], random: Random): number {
  const day = days[Math.max(0, days.length - random.integer(1, 120))];
  const changedAtMs = (day?.startMs ?? createdAtMs) + random.integer(0, 23 * 3600 - 1) * 1000;
  return Math.max(createdAtMs, changedAtMs);
}

const DAYS_UNTIL_FORGOTTEN = 120;
const SHARE_OF_FORGOTTEN_ARCHIVED = 0.3;
const SHARE_OF_NEVER_SOLD_IN_DRAFT = 0.15;

/** Some products that have not sold for months are archived, some that never sold are still drafts. */
function drawStatus(
  firstPlace: number,
  variantCount: number,
  { history, days }: ProductContext,
  random: Random,
): SandboxProduct["status"] {
  const lastSale = Math.max(...history.lastDay.subarray(firstPlace, firstPlace + variantCount));
  if (lastSale === -1) return random.chance(SHARE_OF_NEVER_SOLD_IN_DRAFT) ? "DRAFT" : "ACTIVE";
  const forgotten = lastSale < days.length - DAYS_UNTIL_FORGOTTEN;
  return forgotten && random.chance(SHARE_OF_FORGOTTEN_ARCHIVED) ? "ARCHIVED" : "ACTIVE";
}

/** Variants by place in the catalogue. */
function listVariants(products: readonly PlacedProduct[]): SandboxVariant[] {
  const variants: SandboxVariant[] = [];
  for (const { firstPlace, product } of products) {
    product.variants.forEach((variant, position) => {
      variants[firstPlace + position] = variant;
    });
  }
  return variants;
}

const NO_REFUNDS: readonly SandboxRefund[] = [];

/** `drafts` in order of creation. All orders are sent from the first location, the warehouse. */
function createOrders(
  drafts: readonly OrderDraft[],
  variants: readonly SandboxVariant[],
  locations: readonly SandboxLocation[],
): SandboxOrder[] {
  const orderIds = startIds("order");
  const lineIds = startIds("orderLine");
  const warehouseId = locations[0]?.id ?? null;
  return drafts.map((draft, index) => ({
    id: orderIds.next(),
    name: draft.name ?? `#${1001 + index}`,
    createdAt: formatInstant(draft.createdAtMs),
    updatedAt: formatInstant(draft.updatedAtMs),
    cancelledAt: draft.cancelledAtMs === null ? null : formatInstant(draft.cancelledAtMs),
    test: draft.test,
    edited: false,
    refunds: NO_REFUNDS,
    lines: draft.lines.map((line) => {
      const variant = line.variant === null ? undefined : variants[line.variant];
      return {
        id: lineIds.next(),
        variantId: variant?.id ?? null,
        quantity: line.quantity,
        currentQuantity: line.currentQuantity,
        unfulfilledQuantity: draft.waits ? line.currentQuantity : 0,
        locationId: variant?.inventoryItem.tracked ? warehouseId : null,
        unitPrice: line.unitPrice,
      };
    }),
  }));
}

function startOf(days: readonly CalendarDay[]): number {
  const first = days[0];
  if (first === undefined) throw new RangeError("The calendar has no days");
  return first.startMs;
}
