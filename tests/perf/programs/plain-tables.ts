type Cell = string | number | boolean | null;

/** A table like one of the app's, and how a line of an export becomes a row of it. */
export interface PlainTable {
  name: string;
  like: string;
  of: "catalogue" | "orders";
  /** Type by name, without the shop's. */
  columns: Record<string, string>;
  takes: (object: unknown) => boolean;
  rowOf: (object: unknown, parent: unknown) => Cell[];
}

interface VariantLine {
  id: string;
  title: string;
  sku: string;
  barcode: string;
  price: string;
  createdAt: string;
  updatedAt: string;
  product: { id: string; title: string; vendor: string; featuredMedia: { preview: { image: { url: string } } } };
  inventoryItem: { id: string; tracked: boolean; unitCost: { amount: string } };
}

interface LevelLine {
  updatedAt: string;
  item: { id: string };
  location: { id: string };
  quantities: { quantity: number }[];
}

interface OrderLine {
  id: string;
  createdAt: string;
  updatedAt: string;
}

interface ItemLine {
  id: string;
  quantity: number;
  variant: { id: string };
}

function numeric(globalId: string): string {
  return globalId.slice(globalId.lastIndexOf("/") + 1);
}

function has(object: unknown, name: string): boolean {
  return typeof object === "object" && object !== null && name in object;
}

/** When the rows were asked for, as far as a floor is concerned. */
const OBSERVED_AT = "2026-11-25T00:00:00Z";

const VARIANTS: PlainTable = {
  name: "variants_alone",
  like: "variants",
  of: "catalogue",
  columns: {
    variant_id: "bigint",
    product_id: "bigint",
    product_title: "text",
    variant_title: "text",
    sku: "text",
    barcode: "text",
    shopify_vendor: "text",
    inventory_item_id: "bigint",
    tracked: "boolean",
    unit_cost: "numeric",
    price: "numeric",
    image_url: "text",
    created_at: "timestamptz",
    updated_at: "timestamptz",
    observed_at: "timestamptz",
  },
  takes: (object) => has(object, "product"),
  rowOf: (object) => {
    const { id, title, sku, barcode, price, createdAt, updatedAt, product, inventoryItem } = object as VariantLine;
    return [
      numeric(id),
      numeric(product.id),
      product.title,
      title,
      sku,
      barcode,
      product.vendor,
      numeric(inventoryItem.id),
      inventoryItem.tracked,
      inventoryItem.unitCost.amount,
      price,
      product.featuredMedia.preview.image.url,
      createdAt,
      updatedAt,
      OBSERVED_AT,
    ];
  },
};

const LEVELS: PlainTable = {
  name: "inventory_levels_alone",
  like: "inventory_levels",
  of: "catalogue",
  columns: {
    inventory_item_id: "bigint",
    location_id: "bigint",
    available: "integer",
    on_hand: "integer",
    committed: "integer",
    incoming: "integer",
    reserved: "integer",
    updated_at: "timestamptz",
    observed_at: "timestamptz",
  },
  takes: (object) => has(object, "quantities"),
  rowOf: (object) => {
    const { item, location, quantities, updatedAt } = object as LevelLine;
    const units = quantities.map(({ quantity }) => quantity);
    return [numeric(item.id), numeric(location.id), ...units, updatedAt, OBSERVED_AT];
  },
};

const ORDER_LINES: PlainTable = {
  name: "order_lines_alone",
  like: "order_lines",
  of: "orders",
  columns: {
    order_line_id: "bigint",
    order_id: "bigint",
    variant_id: "bigint",
    ordered_at: "timestamptz",
    day: "date",
    units: "integer",
    cancelled: "boolean",
    test: "boolean",
    order_updated_at: "timestamptz",
  },
  takes: (object) => has(object, "variant"),
  rowOf: (object, parent) => {
    const { id, quantity, variant } = object as ItemLine;
    const order = parent as OrderLine;
    const { createdAt, updatedAt } = order;
    const ids = [numeric(id), numeric(order.id), numeric(variant.id)];
    return [...ids, createdAt, createdAt.slice(0, 10), quantity, false, false, updatedAt];
  },
};

export const PLAIN_TABLES: readonly PlainTable[] = [VARIANTS, LEVELS, ORDER_LINES];
