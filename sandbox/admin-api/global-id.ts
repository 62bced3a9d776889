import { apiError } from "./api-error";

const GLOBAL_ID = /^gid:\/\/shopify\/([A-Za-z]+)\/([^?\s]+)(?:\?(.*))?$/;

export interface GlobalId {
  type: string;
  /** The numeric id, as text: Shopify's ids can exceed what a JavaScript number holds. */
  id: string;
  parameters: URLSearchParams;
}

/** `gid://shopify/Product/42`, with parameters for what is part of something else: `…/InventoryLevel/7?inventory_item_id=42`. */
export function globalId(type: string, id: string, parameters?: Readonly<Record<string, string>>): string {
  const plain = `gid://shopify/${type}/${id}`;
  return parameters ? `${plain}?${new URLSearchParams(parameters).toString()}` : plain;
}

/** @throws the error that Shopify gives for text that is no global id. */
export function parseGlobalId(text: string): GlobalId {
  const [, type, id, query] = GLOBAL_ID.exec(text) ?? [];
  if (!type || !id) {
    throw apiError(`Invalid global id '${text}'`, { code: "argumentLiteralsIncompatible", typeName: "CoercionError" });
  }
  return { type, id, parameters: new URLSearchParams(query ?? "") };
}

/** @throws the error that Shopify gives where an id of another type is passed. */
export function parseGlobalIdOf(type: string, text: string): GlobalId {
  const parsed = parseGlobalId(text);
  if (parsed.type !== type) throw apiError(`Invalid id: ${text}`, { code: "RESOURCE_NOT_FOUND" });
  return parsed;
}

/** Orders numeric ids by value without turning them into numbers. */
export function compareNumericIds(left: string, right: string): number {
  if (left.length !== right.length) return left.length - right.length;
  return left < right ? -1 : left > right ? 1 : 0;
}
