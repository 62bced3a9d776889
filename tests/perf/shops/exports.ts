import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

export interface ExportSize {
  variants: number;
  orderLines: number;
}

const LINES_PER_ORDER = 3;
const VARIANTS_PER_PRODUCT = 4;
const LOCATIONS = ["9001", "9002"];
const FIRST_DAY = Date.parse("2026-01-01T00:00:00Z");
const DAYS = 300;
const DAY_MS = 86_400_000;

/**
 * Writes a shop's exports as Shopify's bulk operations do, `catalogue.jsonl` and `orders.jsonl`: a variant before its levels,
 * an order before its lines.
 *
 * @returns the lines of each
 */
export async function writeExports(folder: string, size: ExportSize): Promise<{ catalogue: number; orders: number }> {
  return {
    catalogue: await writeLines(join(folder, "catalogue.jsonl"), catalogueLines(size)),
    orders: await writeLines(join(folder, "orders.jsonl"), orderLines(size)),
  };
}

async function writeLines(file: string, objects: Iterable<object>): Promise<number> {
  let count = 0;
  function* lines() {
    for (const object of objects) {
      count += 1;
      yield `${JSON.stringify(object)}\n`;
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(file));
  return count;
}

function* catalogueLines({ variants }: ExportSize): Generator<object> {
  for (let id = 0; id < variants; id++) {
    yield variantLine(id);
    for (const location of LOCATIONS) yield levelLine(id, location);
  }
}

function variantLine(id: number): object {
  const product = Math.floor(id / VARIANTS_PER_PRODUCT);
  return {
    id: globalId("ProductVariant", 40_000_000_000_000 + id),
    title: `Size ${id % VARIANTS_PER_PRODUCT}`,
    sku: `SKU-${id}`,
    barcode: String(5_000_000_000_000 + id),
    price: `${(id % 900) / 10 + 1}`,
    createdAt: at(0),
    updatedAt: at(id % DAYS),
    product: {
      id: globalId("Product", 8_000_000_000_000 + product),
      title: `Enamel jug with a lid ${product}`,
      vendor: `Vendor ${product % 200}`,
      featuredMedia: { preview: { image: { url: `https://cdn.shopify.com/s/files/1/0001/products/${product}.jpg` } } },
    },
    inventoryItem: { id: itemId(id), tracked: true, unitCost: { amount: `${(id % 400) / 10 + 0.5}` } },
  };
}

function levelLine(id: number, location: string): object {
  const quantities = { available: id % 97, on_hand: (id % 97) + 2, committed: 2, incoming: id % 7, reserved: 0 };
  return {
    id: `${globalId("InventoryLevel", location)}?inventory_item_id=${id}`,
    updatedAt: at(id % DAYS),
    item: { id: itemId(id) },
    location: { id: globalId("Location", location) },
    quantities: Object.entries(quantities).map(([name, quantity]) => ({ name, quantity })),
    __parentId: globalId("ProductVariant", 40_000_000_000_000 + id),
  };
}

function* orderLines({ variants, orderLines: count }: ExportSize): Generator<object> {
  for (let line = 0; line < count; line++) {
    const order = Math.floor(line / LINES_PER_ORDER);
    const orderId = globalId("Order", 5_000_000_000_000 + order);
    if (line % LINES_PER_ORDER === 0) {
      const createdAt = at((order * DAYS * LINES_PER_ORDER) / count);
      yield { id: orderId, createdAt, updatedAt: createdAt, cancelledAt: null, test: false };
    }
    yield {
      id: globalId("LineItem", 13_000_000_000_000 + line),
      quantity: 1 + (line % 5),
      // A prime, so that one variant's lines lie far apart.
      variant: { id: globalId("ProductVariant", 40_000_000_000_000 + ((line * 7_919) % variants)) },
      __parentId: orderId,
    };
  }
}

function itemId(variant: number): string {
  return globalId("InventoryItem", 42_000_000_000_000 + variant);
}

function globalId(type: string, id: number | string): string {
  return `gid://shopify/${type}/${id}`;
}

function at(day: number): string {
  return new Date(FIRST_DAY + Math.floor(day * DAY_MS)).toISOString().replace(/\.\d+/, "");
}
