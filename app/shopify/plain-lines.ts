// Most lines of an export hold nothing but ids, numbers and a time, written in one way. Of such a line its text alone says
// what it is, ten times as fast as a parser and a schema do. Parts of patterns for that, each of which matches only what the
// schemas take, and captures it; a line that looks otherwise in anything is for the schemas to judge.
import { QUANTITY_NAMES } from "./documents";
import type { LevelQuantities } from "./quantities";

/** JSON may write a slash with a backslash before it. */
const SLASH = String.raw`\\?/`;
const UNITS = String.raw`(0|-?[1-9]\d{0,8})`;
const TIME = String.raw`"([\w:.+-]+)"`;

function globalIdOf(type: string): string {
  return `"gid:${SLASH}${SLASH}shopify${SLASH}${type}${SLASH}(\\d+)"`;
}

const PLAIN_ORDER_LINE = new RegExp(
  `^\\{"id":${globalIdOf("LineItem")},"quantity":${UNITS},"variant":\\{"id":${globalIdOf("ProductVariant")}\\},` +
    `"__parentId":${globalIdOf("Order")}\\}$`,
);

export interface PlainOrderLine {
  id: string;
  quantity: number;
  variant: { id: string };
  __parentId: string;
}

/** An order's line, as its schema would read it; null for a line that is for the schema to judge. */
export function readPlainOrderLine(line: string): PlainOrderLine | null {
  const [, id, quantity, variantId, orderId] = PLAIN_ORDER_LINE.exec(line) ?? [];
  if (id === undefined || variantId === undefined || orderId === undefined) return null;
  return { id, quantity: Number(quantity), variant: { id: variantId }, __parentId: orderId };
}

const LEVEL_ID = `"gid:${SLASH}${SLASH}shopify${SLASH}InventoryLevel${SLASH}[\\w?=&-]+"`;
const QUANTITIES = QUANTITY_NAMES.map((name) => `\\{"name":"${name}","quantity":${UNITS}\\}`);

const PLAIN_LEVEL = new RegExp(
  `^\\{"id":${LEVEL_ID},"updatedAt":${TIME},"item":\\{"id":${globalIdOf("InventoryItem")}\\},` +
    `"location":\\{"id":${globalIdOf("Location")}\\},"quantities":\\[${QUANTITIES.join(",")}\\],` +
    `"__parentId":${globalIdOf("ProductVariant")}\\}$`,
);

export interface PlainLevel extends LevelQuantities {
  inventoryItemId: string;
  locationId: string;
  updatedAt: string;
}

/** A level, as its schema would read it; null for a line that is for the schema to judge. */
export function readPlainLevel(line: string): PlainLevel | null {
  const [, updatedAt, inventoryItemId, locationId, ...quantities] = PLAIN_LEVEL.exec(line) ?? [];
  if (updatedAt === undefined || inventoryItemId === undefined || locationId === undefined) return null;
  const [available = 0, onHand = 0, committed = 0, incoming = 0, reserved = 0] = quantities.map(Number);
  return { inventoryItemId, locationId, updatedAt, available, onHand, committed, incoming, reserved };
}
