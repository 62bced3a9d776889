// What a search in the shop's data finds, page by page through the ordinary API: for a few thousand objects at most, quicker
// than a bulk operation, which takes its time to start.
import { z } from "zod";
import type { AdminClient, RequestOptions } from "./admin-client";
import {
  catalogueVariantSchema,
  inventoryItemSchema,
  productSchema,
  type CatalogueLevel,
  type CatalogueVariant,
} from "./catalogue-lines";
import {
  INVENTORY_ITEMS_QUERY,
  LEVELS_QUERY,
  ORDER_LINES_QUERY,
  ORDERS_QUERY,
  PRODUCTS_QUERY,
  VARIANTS_QUERY,
} from "./documents";
import { globalId, numericId } from "./global-id";
import { lineItemSchema, orderLineOf, orderSchema, type OrderLine } from "./order-lines";
import { quantitiesSchema } from "./quantities";

/** Some of what a search found. */
export interface FoundPage<Found> {
  /** When Shopify was asked for them. */
  observedAt: Date;
  found: Found[];
}

/** The search for what changed at a time or later. */
export function changedSince(time: Date): string {
  return `updated_at:>='${time.toISOString()}'`;
}

const pageInfoSchema = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() });

function connectionOf<Node>(nodeSchema: z.ZodType<Node>) {
  return z.object({ nodes: z.array(nodeSchema), pageInfo: pageInfoSchema });
}

interface Connection<Node> {
  nodes: Node[];
  pageInfo: z.infer<typeof pageInfoSchema>;
}

/** An empty page costs by its size, and mostly nothing changed: a page of two costs 3 points then, one of 250 costs 13. */
const FIRST_PAGE = 2;
/** Shopify's largest. */
const LARGEST_PAGE = 250;
/** With their lines, 121 points: a page that a merchant looks at must not wait long for points. */
const ORDERS_PER_PAGE = 50;

interface Pages<Node> {
  document: string;
  variables: Record<string, unknown>;
  schema: z.ZodType<Connection<Node> | null>;
  /** Nodes on a page after the first. */
  pageSize?: number;
  /** Where to begin; the first page then has the full size too. */
  after?: string | null;
}

/** Follows a connection from page to page; one that Shopify does not know (any more) is empty. */
async function* readPages<Node>(
  client: AdminClient,
  { document, variables, schema, pageSize = LARGEST_PAGE, after = null }: Pages<Node>,
  options: RequestOptions,
): AsyncGenerator<FoundPage<Node>> {
  for (let cursor = after; ;) {
    const observedAt = new Date();
    const page = { first: cursor === null ? FIRST_PAGE : pageSize, after: cursor };
    const connection = await client.request(document, { ...variables, ...page }, schema, options);
    if (!connection) return;
    yield { observedAt, found: connection.nodes };
    if (!connection.pageInfo.hasNextPage || connection.pageInfo.endCursor === null) return;
    cursor = connection.pageInfo.endCursor;
  }
}

const variantsSchema = z
  .object({ productVariants: connectionOf(catalogueVariantSchema) })
  .transform((data) => data.productVariants);

export function findVariants(
  client: AdminClient,
  search: string,
  options: RequestOptions = {},
): AsyncGenerator<FoundPage<CatalogueVariant>> {
  return readPages(client, { document: VARIANTS_QUERY, variables: { search }, schema: variantsSchema }, options);
}

const productsSchema = z.object({ products: connectionOf(productSchema) }).transform((data) => data.products);

/** What products say of all of their variants. */
export function findProducts(
  client: AdminClient,
  search: string,
  options: RequestOptions = {},
): AsyncGenerator<FoundPage<z.infer<typeof productSchema>>> {
  return readPages(client, { document: PRODUCTS_QUERY, variables: { search }, schema: productsSchema }, options);
}

const itemsSchema = z
  .object({ inventoryItems: connectionOf(inventoryItemSchema) })
  .transform((data) => data.inventoryItems);

/** What inventory items say of their variants. */
export function findInventoryItems(
  client: AdminClient,
  search: string,
  options: RequestOptions = {},
): AsyncGenerator<FoundPage<z.infer<typeof inventoryItemSchema>>> {
  return readPages(client, { document: INVENTORY_ITEMS_QUERY, variables: { search }, schema: itemsSchema }, options);
}

/** A level, or that an item is not stocked at the location any more. */
export interface FoundLevel extends CatalogueLevel {
  isActive: boolean;
}

const levelSchema = z.object({
  isActive: z.boolean(),
  updatedAt: z.string(),
  item: z.object({ id: numericId("InventoryItem") }),
  quantities: quantitiesSchema,
});

const levelsSchema = z
  .object({ location: z.object({ inventoryLevels: connectionOf(levelSchema) }).nullable() })
  .transform((data) => data.location?.inventoryLevels ?? null);

export async function* findLevels(
  client: AdminClient,
  locationId: string,
  search: string,
  options: RequestOptions = {},
): AsyncGenerator<FoundPage<FoundLevel>> {
  const variables = { location: globalId("Location", locationId), search };
  const pages = readPages(client, { document: LEVELS_QUERY, variables, schema: levelsSchema }, options);
  for await (const { observedAt, found } of pages) {
    const levels = found.map(({ isActive, updatedAt, item, quantities }) => ({
      inventoryItemId: item.id,
      locationId,
      isActive,
      updatedAt,
      ...quantities,
    }));
    yield { observedAt, found: levels };
  }
}

export const lineItemsSchema = connectionOf(lineItemSchema);
const ordersSchema = z
  .object({ orders: connectionOf(orderSchema.extend({ lineItems: lineItemsSchema })) })
  .transform((data) => data.orders);
const furtherLinesSchema = z
  .object({ order: z.object({ lineItems: lineItemsSchema }).nullable() })
  .transform((data) => data.order?.lineItems ?? null);

/** Lines of orders, all lines of an order on one page. */
export async function* findOrderLines(
  client: AdminClient,
  search: string,
  options: RequestOptions = {},
): AsyncGenerator<FoundPage<OrderLine> & { orders: number }> {
  const ordersPages = {
    document: ORDERS_QUERY,
    variables: { search },
    schema: ordersSchema,
    pageSize: ORDERS_PER_PAGE,
  };
  for await (const { observedAt, found } of readPages(client, ordersPages, options)) {
    const lines: OrderLine[] = [];
    for (const { lineItems, ...order } of found) {
      const items = [...lineItems.nodes];
      if (lineItems.pageInfo.hasNextPage) {
        items.push(...(await readFurtherLines(client, order.id, lineItems.pageInfo.endCursor, options)));
      }
      lines.push(...items.flatMap((item) => orderLineOf(order, item) ?? []));
    }
    yield { observedAt, found: lines, orders: found.length };
  }
}

/** The lines of an order after the first ones. */
export async function readFurtherLines(
  client: AdminClient,
  orderId: string,
  after: string | null,
  options: RequestOptions,
): Promise<z.infer<typeof lineItemSchema>[]> {
  const variables = { order: globalId("Order", orderId) };
  const items: z.infer<typeof lineItemSchema>[] = [];
  const pages = { document: ORDER_LINES_QUERY, variables, schema: furtherLinesSchema, after };
  for await (const { found } of readPages(client, pages, options)) items.push(...found);
  return items;
}
