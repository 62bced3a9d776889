import { describe, expect, it } from "vitest";
import { readPlainLevel, readPlainOrderLine } from "~/shopify/plain-lines";
import { parseCatalogueLines } from "~/shopify/catalogue-lines";
import { OrderLineReader } from "~/shopify/order-lines";

const ORDER_LINE =
  '{"id":"gid://shopify/LineItem/9007199254740993","quantity":3,"variant":{"id":"gid://shopify/ProductVariant/7"},' +
  '"__parentId":"gid://shopify/Order/1"}';
const ORDER =
  '{"id":"gid://shopify/Order/1","createdAt":"2026-03-01T10:00:00Z","updatedAt":"2026-03-02T10:00:00Z",' +
  '"cancelledAt":null,"test":false}';
const LEVEL =
  '{"id":"gid://shopify/InventoryLevel/5?inventory_item_id=9","updatedAt":"2026-01-02T00:00:00Z",' +
  '"item":{"id":"gid://shopify/InventoryItem/9"},"location":{"id":"gid://shopify/Location/2"},"quantities":[' +
  '{"name":"available","quantity":-4},{"name":"on_hand","quantity":1},{"name":"committed","quantity":5},' +
  '{"name":"incoming","quantity":6},{"name":"reserved","quantity":0}],"__parentId":"gid://shopify/ProductVariant/7"}';

/** Spaces are all that sets them apart, and keep the patterns from matching. */
const spaced = (line: string) => line.replaceAll(",", " , ");

describe("a line that holds ids, numbers and a time alone", () => {
  it("says the same by its text as to the schema", () => {
    expect(readPlainOrderLine(spaced(ORDER_LINE))).toBeNull();
    const bySchema = new OrderLineReader().read(0, [ORDER, spaced(ORDER_LINE)]);
    expect(new OrderLineReader().read(0, [ORDER, ORDER_LINE])).toEqual(bySchema);
    expect(readPlainLevel(spaced(LEVEL))).toBeNull();
    expect(parseCatalogueLines([LEVEL])).toEqual(parseCatalogueLines([spaced(LEVEL)]));
  });

  it("may have its slashes written with a backslash", () => {
    expect(readPlainOrderLine(ORDER_LINE.replaceAll("/", "\\/"))).toEqual(readPlainOrderLine(ORDER_LINE));
    expect(readPlainLevel(LEVEL.replaceAll("/", "\\/"))).toEqual(readPlainLevel(LEVEL));
  });

  it.each([
    ["another kind of id", ORDER_LINE.replace("LineItem", "LineIten")],
    ["a fraction", ORDER_LINE.replace("3,", "3.5,")],
    ["a number that JSON does not have", ORDER_LINE.replace("3,", "03,")],
    ["a number with a sign but no value", ORDER_LINE.replace("3,", "-0,")],
    ["a number as text", ORDER_LINE.replace("3,", '"3",')],
    ["a line of another order's kind", ORDER_LINE.replace("/Order/1", "/DraftOrder/1")],
    ["something after its end", `${ORDER_LINE}}`],
    ["something before its begin", ` ${ORDER_LINE}`],
    ["no variant", ORDER_LINE.replace(/\{"id":"gid:\/\/shopify\/ProductVariant\/7"\}/, "null")],
    ["a part alone", ORDER_LINE.slice(0, -2)],
  ])("is left to the schema with %s", (_, line) => {
    expect(line).not.toBe(ORDER_LINE);
    expect(readPlainOrderLine(line)).toBeNull();
  });

  it.each([
    ["a quantity less", LEVEL.replace('{"name":"available","quantity":-4},', "")],
    ["a quantity twice", LEVEL.replace('"on_hand"', '"available"')],
    ["a time with a character that JSON escapes", LEVEL.replace("2026-01-02T", "2026-01-02\\u0054")],
    ["a quantity beyond what is counted", LEVEL.replace("-4", "12345678901")],
  ])("is left to the schema with %s", (_, line) => {
    expect(line).not.toBe(LEVEL);
    expect(readPlainLevel(line)).toBeNull();
  });
});
