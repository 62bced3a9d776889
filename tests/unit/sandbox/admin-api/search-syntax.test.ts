import { describe, expect, it } from "vitest";
import { compileSearch, byId, byText, byTime, byWords } from "../../../../sandbox/admin-api/search-filters";
import type { SearchFields } from "../../../../sandbox/admin-api/search-filters";
import { parseSearch } from "../../../../sandbox/admin-api/search-syntax";

interface Row {
  id: string;
  vendor: string;
  title: string;
  updatedAt: string;
}

const ROWS: readonly Row[] = [
  { id: "9", vendor: "Acme", title: "Red mug", updatedAt: "2026-06-30T21:59:59Z" },
  { id: "10", vendor: "Acme", title: "Blue mug", updatedAt: "2026-06-30T22:00:00Z" },
  { id: "11", vendor: "Linen & Sons", title: "Blue towel", updatedAt: "2026-07-01T21:59:59Z" },
  { id: "12", vendor: "O'Neil", title: "Plate", updatedAt: "2026-07-01T22:00:00Z" },
];

const FIELDS: SearchFields<Row> = {
  fields: {
    id: byId((row) => row.id),
    vendor: byText((row) => row.vendor),
    title: byWords((row) => row.title),
    updated_at: byTime("updated_at", (row) => row.updatedAt),
  },
  unsupported: ["tag"],
  defaultText: (row) => [row.title],
};

const CONTEXT = { timeZone: "Europe/Berlin", now: new Date("2026-07-02T00:00:00Z") };

function idsFound(query: string): string[] {
  const { predicate } = compileSearch(query, FIELDS, CONTEXT);
  return ROWS.filter((row) => predicate?.(row) ?? true).map((row) => row.id);
}

describe("search syntax", () => {
  it.each([
    ["", ["9", "10", "11", "12"]],
    ["vendor:acme", ["9", "10"]],
    ["vendor:Acme title:blue", ["10"]],
    ["vendor:Acme AND title:blue", ["10"]],
    ["vendor:Acme OR title:plate", ["9", "10", "12"]],
    ["NOT vendor:Acme", ["11", "12"]],
    ["-vendor:Acme", ["11", "12"]],
    ["title:blue AND NOT (vendor:Acme OR id:12)", ["11"]],
    ["(vendor:Acme OR title:plate) title:mug", ["9", "10"]],
    ['vendor:"Linen & Sons"', ["11"]],
    ["vendor:'Linen & Sons'", ["11"]],
    ['vendor:"O\'Neil"', ["12"]],
    ["vendor:'O\\'Neil'", ["12"]],
    ["vendor:lin*", ["11"]],
    ["blue", ["10", "11"]],
    ['"ue mug"', ["10"]],
    ["id:>=10 id:<12", ["10", "11"]],
    ["id:>9", ["10", "11", "12"]],
  ])("%s finds %j", (query, ids) => {
    expect(idsFound(query)).toEqual(ids);
  });

  it("takes a date without a time for the shop's whole day", () => {
    expect(idsFound("updated_at:2026-07-01")).toEqual(["10", "11"]);
    expect(idsFound("updated_at:>2026-07-01")).toEqual(["12"]);
    expect(idsFound("updated_at:<=2026-07-01")).toEqual(["9", "10", "11"]);
  });

  it("compares instants, quoted or not, with any offset", () => {
    expect(idsFound("updated_at:>=2026-06-30T22:00:00Z")).toEqual(["10", "11", "12"]);
    expect(idsFound("updated_at:>='2026-07-01T00:00:00+02:00'")).toEqual(["10", "11", "12"]);
    expect(idsFound("updated_at:<2026-06-30T22:00:00Z")).toEqual(["9"]);
  });

  it("refuses a time that is none", () => {
    expect(() => idsFound("updated_at:yesterdayish")).toThrow("Invalid timestamp for query filter `updated_at`.");
  });

  it("ignores a field that Shopify has not, and warns", () => {
    const { predicate, warning } = compileSearch("colour:red", FIELDS, CONTEXT);
    expect(predicate).toBeNull();
    expect(warning).toEqual({
      query: "colour:red",
      parsed: { field: "colour", match_all: "red" },
      warnings: [{ field: "colour", message: "Invalid search field for this query.", code: "invalid_field" }],
    });
  });

  it("drops only the unknown term of a conjunction, as Shopify does", () => {
    expect(idsFound("colour:red AND vendor:Acme")).toEqual(["9", "10"]);
  });

  it("refuses a filter that Shopify has and the sandbox has not, since ignoring it would give false rows", () => {
    expect(() => idsFound("tag:sale")).toThrow("The sandbox does not implement the search filter `tag`");
  });

  it.each(["(vendor:Acme", "vendor:Acme)", "vendor:Acme OR", "AND vendor:Acme", 'vendor:"Acme'])(
    "forgives %s",
    (query) => {
      expect(idsFound(query)).toEqual(["9", "10"]);
    },
  );

  it.each(["", "   ", "()", ")(", "AND OR", "-"])("finds no term in %j", (query) => {
    const expression = parseSearch(query);
    expect(expression === null || expression.kind === "term").toBe(true);
  });
});
