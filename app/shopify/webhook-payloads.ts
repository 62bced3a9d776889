// What is taken over from a webhook's payload: ids, quantities, dates, and what a catalogue says. Each schema is also the
// list of what may be stored; whatever else Shopify sends, such as who a customer is, is dropped here.
import { parse, parseNumberAndBigInt } from "lossless-json";
import { z } from "zod";

/** Shopify's numeric id, as text: many lie above 2^53. A stored payload has it as text already. */
const id = z
  .union([
    z.bigint(),
    z
      .string()
      .regex(/^\d{1,19}$/)
      .transform(BigInt),
  ])
  .pipe(z.int64().positive())
  .transform(String);
/** Whole units. A stored payload has them as a number. */
const units = z
  .union([z.bigint(), z.int().transform(BigInt)])
  .pipe(z.bigint())
  .transform(Number)
  .pipe(z.int32());
const time = z.iso.datetime({ offset: true });
/** A decimal as text. A stored payload has it as text already. */
const money = z
  .union([z.string().regex(/^-?\d+(\.\d+)?$/), z.number(), z.bigint()])
  .transform(String)
  .nullable();
const text = z.string().nullish().transform(absentWhenBlank);

function absentWhenBlank(value: string | null | undefined): string | null {
  return value === undefined || value === null || value.trim() === "" ? null : value;
}

const variantGid = z.string().regex(/^gid:\/\/shopify\/ProductVariant\/\d+$/);

const orderSchema = z.object({
  id,
  created_at: time,
  updated_at: time,
  cancelled_at: time.nullish(),
  test: z.boolean().nullish(),
  line_items: z.array(
    z.object({
      id,
      variant_id: id.nullish(),
      quantity: units,
      // Null while nothing of it was sent.
      fulfillment_status: z.string().nullish(),
    }),
  ),
});

const orderEditSchema = z.object({ order_edit: z.object({ order_id: id, committed_at: time }) });

const productSchema = z.object({
  id,
  title: z.string(),
  vendor: text,
  updated_at: time,
  image: z.object({ src: z.string() }).nullish(),
  variants: z.array(
    z.object({
      id,
      title: z.string(),
      sku: text,
      barcode: text,
      price: money,
      inventory_item_id: id.nullish(),
      updated_at: time,
    }),
  ),
  // All of them, where `variants` has the first 100.
  variant_gids: z.array(z.object({ admin_graphql_api_id: variantGid, updated_at: time })).nullish(),
});

const inventoryItemSchema = z.object({ id, cost: money, tracked: z.boolean(), updated_at: time });

const levelSchema = z.object({
  inventory_item_id: id,
  location_id: id,
  // null where the stock is not tracked.
  available: units.nullable(),
  updated_at: time,
});

const levelRemovalSchema = z.object({ inventory_item_id: id, location_id: id });

const shopSchema = z.object({ name: z.string(), iana_timezone: z.string().nullish(), currency: z.string().nullish() });

const deletionSchema = z.object({ id });

const bulkOperationSchema = z.object({
  admin_graphql_api_id: z.string().regex(/^gid:\/\/shopify\/BulkOperation\/\d+$/),
  status: z.string(),
});

/** The topics that tell of changes, and the form of their payloads. shopify.app.toml subscribes to exactly these. */
export const DATA_TOPICS = {
  "orders/create": orderSchema,
  "orders/updated": orderSchema,
  "orders/cancelled": orderSchema,
  "orders/edited": orderEditSchema,
  "orders/delete": deletionSchema,
  "products/create": productSchema,
  "products/update": productSchema,
  "products/delete": deletionSchema,
  "inventory_items/create": inventoryItemSchema,
  "inventory_items/update": inventoryItemSchema,
  "inventory_items/delete": deletionSchema,
  "inventory_levels/connect": levelSchema,
  "inventory_levels/update": levelSchema,
  "inventory_levels/disconnect": levelRemovalSchema,
  "locations/create": deletionSchema,
  "locations/update": deletionSchema,
  "locations/activate": deletionSchema,
  "locations/deactivate": deletionSchema,
  "locations/delete": deletionSchema,
  "shop/update": shopSchema,
  "bulk_operations/finish": bulkOperationSchema,
} as const;

export type DataTopic = keyof typeof DATA_TOPICS;
export type Payload<Topic extends DataTopic> = z.output<(typeof DATA_TOPICS)[Topic]>;

function isDataTopic(topic: string): topic is DataTopic {
  return Object.hasOwn(DATA_TOPICS, topic);
}

/** What is kept of a payload. */
export interface ReducedPayload {
  /** Null where the payload has another form than expected. */
  payload: object | null;
  /** The order, product, inventory item or location that it tells of, as far as it can be found. */
  subjectId: string | null;
  /** Paths of what has another form than expected. They are names of our schema, never a value of the payload. */
  unexpected: string[];
}

/** Reduces a payload to what may be stored. One of another form is no error: what it tells of can be asked for by its id. */
export function reducePayload(topic: string, body: string): ReducedPayload {
  const json = parseLossless(body);
  if (json === undefined) return { payload: null, subjectId: null, unexpected: ["(body)"] };
  const subjectId = findSubject(json);
  if (!isDataTopic(topic)) return { payload: null, subjectId, unexpected: ["(topic)"] };
  const parsed = DATA_TOPICS[topic].safeParse(json);
  if (!parsed.success) return { payload: null, subjectId, unexpected: pathsOf(parsed.error) };
  if (!isStorable(parsed.data)) return { payload: null, subjectId, unexpected: ["(characters)"] };
  return { payload: parsed.data, subjectId, unexpected: [] };
}

/** PostgreSQL's JSON has neither null characters nor halves of surrogate pairs. */
function isStorable(payload: object): boolean {
  return !/\\u(?:0000|d[89a-f])/.test(JSON.stringify(payload));
}

/** Reads a payload that {@link reducePayload} made, perhaps in an earlier version of the app; null when it can't be read. */
export function readReducedPayload<Topic extends DataTopic>(topic: Topic, payload: unknown): Payload<Topic> | null {
  const parsed = DATA_TOPICS[topic].safeParse(payload);
  return parsed.success ? (parsed.data as Payload<Topic>) : null;
}

function parseLossless(body: string): unknown {
  try {
    return parse(body, undefined, parseNumberAndBigInt);
  } catch {
    return undefined;
  }
}

const subjectSchema = z.union([
  z.object({ order_edit: z.object({ order_id: id }) }).transform(({ order_edit }) => order_edit.order_id),
  z.object({ inventory_item_id: id }).transform(({ inventory_item_id }) => inventory_item_id),
  z.object({ id }).transform((object) => object.id),
  z
    .object({ admin_graphql_api_id: z.string().regex(/\/\d{1,18}$/) })
    .transform(({ admin_graphql_api_id }) => admin_graphql_api_id.replace(/^.*\//, "")),
]);

function findSubject(json: unknown): string | null {
  const found = subjectSchema.safeParse(json);
  return found.success ? found.data : null;
}

const MOST_PATHS = 20;

/** The position in a list says little and is left out, so that a fault of every line counts once. */
function pathsOf(error: z.ZodError): string[] {
  const paths = error.issues.map(({ path }) => path.filter((key) => typeof key === "string").join(".") || "(body)");
  return [...new Set(paths)].slice(0, MOST_PATHS);
}

/** app/scopes_update: the scopes that the shop grants from now on. */
export const scopesUpdateSchema = z.object({ current: z.array(z.string()) });
