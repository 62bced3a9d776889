import { z } from "zod";
import type { AdminClient, AdminClientOptions, RequestOptions } from "./admin-client";
import { connectToShop, withShopAccess } from "./connect";
import { liveQuantitiesQuery } from "./documents";
import { globalId, numericId } from "./global-id";
import { quantitiesSchema, type LevelQuantities } from "./quantities";

/** An inventory item's stock at one location, as Shopify states it now. */
export interface LiveLevel extends LevelQuantities {
  inventoryItemId: string;
  locationId: string;
  /** ISO 8601. */
  updatedAt: string;
}

export interface LiveQuantities {
  /** When Shopify was asked. */
  observedAt: Date;
  /** The locations asked for. */
  locationIds: readonly string[];
  /** The items that Shopify knows; those deleted meanwhile are missing. */
  inventoryItemIds: string[];
  /** Levels of these items at the locations asked for; a location that does not stock an item has none. */
  levels: LiveLevel[];
}

/** Shopify refuses a query above 1,000 points; the rest is for the query itself. */
const POINTS_PER_CALL = 950;
/** An item, and for each location a level and its list of quantities, at one point each. */
const pointsPerItem = (locationCount: number) => 1 + 2 * locationCount;
/** A page shows what it has when live quantities take longer than this. */
const PAGE_PATIENCE_MS = 4_000;

const levelSchema = z.object({ updatedAt: z.string(), quantities: quantitiesSchema }).nullable();

/** By how many locations are asked about; zod takes as long to make one as to judge an answer by it. */
const answerSchemas = new Map<number, ReturnType<typeof makeAnswerSchema>>();

function answerSchemaFor(locationCount: number) {
  const schema = answerSchemas.get(locationCount) ?? makeAnswerSchema(locationCount);
  answerSchemas.set(locationCount, schema);
  return schema;
}

/** Items with a level for each location, in the order asked for; a node that is deleted, or no item, comes back empty. */
function makeAnswerSchema(locationCount: number) {
  const itemSchema = z.looseObject({ id: numericId("InventoryItem") }).transform(({ id, ...fields }, context) => {
    const levels = Array.from({ length: locationCount }, (_, position) => {
      const level = levelSchema.safeParse(fields[`level${position}`]);
      if (!level.success) context.addIssue({ code: "custom", message: `level${position}: ${level.error.message}` });
      return level.data ?? null;
    });
    return { inventoryItemId: id, levels };
  });
  const nothingSchema = z
    .strictObject({})
    .nullable()
    .transform(() => null);
  return z.object({ nodes: z.array(z.union([itemSchema, nothingSchema])) });
}

/**
 * Asks Shopify for the quantities of some inventory items as they are now: one call for up to 50 items at 9 locations,
 * more calls when there are more locations.
 *
 * @throws {ShopifyError} after a few seconds at most: a page must not hang on Shopify
 */
export async function readLiveQuantities(
  shop: string,
  inventoryItemIds: readonly string[],
  locationIds: readonly string[],
  { priority, ...options }: RequestOptions & Pick<AdminClientOptions, "priority"> = {},
): Promise<LiveQuantities> {
  const observedAt = new Date();
  if (inventoryItemIds.length === 0 || locationIds.length === 0) {
    return { observedAt, locationIds, inventoryItemIds: [], levels: [] };
  }
  const client = connectToShop(shop, { patienceMs: PAGE_PATIENCE_MS, ...(priority && { priority }) });
  const itemsPerCall = Math.max(1, Math.floor(POINTS_PER_CALL / pointsPerItem(locationIds.length)));
  const live: LiveQuantities = { observedAt, locationIds, inventoryItemIds: [], levels: [] };
  await withShopAccess(shop, async () => {
    for (let start = 0; start < inventoryItemIds.length; start += itemsPerCall) {
      const items = inventoryItemIds.slice(start, start + itemsPerCall);
      const answered = await readItems(client, items, locationIds, options);
      live.inventoryItemIds.push(...answered.inventoryItemIds);
      live.levels.push(...answered.levels);
    }
  });
  return live;
}

async function readItems(
  client: AdminClient,
  inventoryItemIds: readonly string[],
  locationIds: readonly string[],
  options: RequestOptions,
): Promise<Pick<LiveQuantities, "inventoryItemIds" | "levels">> {
  const variables = {
    items: inventoryItemIds.map((id) => globalId("InventoryItem", id)),
    ...Object.fromEntries(locationIds.map((id, position) => [`location${position}`, globalId("Location", id)])),
  };
  const { nodes } = await client.request(
    liveQuantitiesQuery(locationIds.length),
    variables,
    answerSchemaFor(locationIds.length),
    options,
  );
  const items = nodes.filter((node) => node !== null);
  return {
    inventoryItemIds: items.map((item) => item.inventoryItemId),
    levels: items.flatMap(({ inventoryItemId, levels }) =>
      levels.flatMap((level, position) => {
        const locationId = locationIds[position];
        if (!level || locationId === undefined) return [];
        return { inventoryItemId, locationId, updatedAt: level.updatedAt, ...level.quantities };
      }),
    ),
  };
}
