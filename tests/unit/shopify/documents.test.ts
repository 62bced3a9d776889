import { readFileSync } from "node:fs";
import { buildSchema, parse as parseDocument, validate } from "graphql";
import { parse as parseToml } from "smol-toml";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ALL_ORDERS_SCOPE, REPORTS_SCOPE, REQUIRED_SCOPES } from "~/shopify/access-scopes";
import { API_VERSION } from "~/shopify/api-version";
import * as documents from "~/shopify/documents";

const schema = buildSchema(readFileSync(`sandbox/schema/admin-${API_VERSION}.graphql`, "utf8"), {
  assumeValidSDL: true,
});

const DOCUMENTS = {
  SHOP_QUERY: documents.SHOP_QUERY,
  LOCATIONS_QUERY: documents.LOCATIONS_QUERY,
  START_BULK_OPERATION_MUTATION: documents.START_BULK_OPERATION_MUTATION,
  BULK_OPERATION_QUERY: documents.BULK_OPERATION_QUERY,
  CATALOGUE_EXPORT: documents.CATALOGUE_EXPORT,
  ordersExport: documents.ordersExport(`created_at:>='2026-01-01T00:00:00Z' "quoted"`),
  STOCK_REPORT_QUERY: documents.STOCK_REPORT_QUERY,
  VARIANTS_QUERY: documents.VARIANTS_QUERY,
  PRODUCTS_QUERY: documents.PRODUCTS_QUERY,
  INVENTORY_ITEMS_QUERY: documents.INVENTORY_ITEMS_QUERY,
  LEVELS_QUERY: documents.LEVELS_QUERY,
  ORDERS_QUERY: documents.ORDERS_QUERY,
  ORDER_LINES_QUERY: documents.ORDER_LINES_QUERY,
  liveQuantitiesQuery: documents.liveQuantitiesQuery(3),
};

describe("the documents", () => {
  it.each(Object.entries(DOCUMENTS))("%s is valid by Shopify's schema of the app's API version", (_name, document) => {
    expect(validate(schema, parseDocument(document))).toEqual([]);
  });

  it("are all checked here", () => {
    const exported = Object.keys(documents).filter((name) => name !== "QUANTITY_NAMES");
    expect(exported.sort()).toEqual(Object.keys(DOCUMENTS).sort());
  });

  it("ask for nothing that says who a customer is", () => {
    expect(Object.values(DOCUMENTS).join("\n")).not.toMatch(/customer|email|phone|address/i);
  });
});

describe("shopify.app.toml", () => {
  const registration = z
    .object({
      access_scopes: z.object({ scopes: z.string(), optional_scopes: z.array(z.string()) }),
      webhooks: z.object({ api_version: z.string() }),
    })
    .parse(parseToml(readFileSync("shopify.app.toml", "utf8")));

  it("names the app's one API version", () => {
    expect(registration.webhooks.api_version).toBe(API_VERSION);
  });

  it("asks for the scopes that the app requires, and offers those that it can do without", () => {
    expect(registration.access_scopes.scopes.split(",").sort()).toEqual([...REQUIRED_SCOPES].sort());
    expect(registration.access_scopes.optional_scopes).toEqual([ALL_ORDERS_SCOPE, REPORTS_SCOPE]);
  });
});
