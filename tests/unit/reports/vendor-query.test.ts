import { describe, expect, it } from "vitest";
import { DEFAULT_VENDOR_QUERY, parseVendorQuery, serializeVendorQuery } from "~/reports/vendor-query";

const parse = (search: string) => parseVendorQuery(new URLSearchParams(search));

describe("the list of vendors", () => {
  it("opens with the largest order value", () => {
    expect(parse("")).toEqual({ query: DEFAULT_VENDOR_QUERY, ignored: [] });
  });

  it("runs names from A to Z and numbers from the largest", () => {
    expect(parse("sort=vendor").query.direction).toBe("asc");
    expect(parse("sort=units_to_order").query).toMatchObject({ sort: "unitsToOrder", direction: "desc" });
  });

  it("falls back for what it cannot use, and says so", () => {
    const { query, ignored } = parse("sort=price&direction=x&page=0&status=healthy");
    expect(query).toEqual(DEFAULT_VENDOR_QUERY);
    expect(ignored.map(({ name }) => name).sort()).toEqual(["direction", "page", "sort", "status"]);
  });

  it("writes a query that reads back as it was", () => {
    const query = { q: "acme & sons", archived: true, sort: "skus", direction: "asc", page: 3 } as const;
    expect(parse(serializeVendorQuery(query))).toEqual({ query, ignored: [] });
    expect(serializeVendorQuery(DEFAULT_VENDOR_QUERY)).toBe("");
  });
});
