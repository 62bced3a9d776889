import { readFileSync } from "node:fs";
import { buildSchema, parse as parseDocument, validate } from "graphql";
import { parse as parseToml } from "smol-toml";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ALL_ORDERS_SCOPE, REPORTS_SCOPE, REQUIRED_SCOPES } from "~/shopify/access-scopes";
import { API_VERSION } from "~/shopify/api-version";
import * as documents from "~/shopify/documents";
import { DATA_TOPICS, reducePayload } from "~/shopify/webhook-payloads";

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
  VARIANTS_BY_ID_QUERY: documents.VARIANTS_BY_ID_QUERY,
  ORDERS_BY_ID_QUERY: documents.ORDERS_BY_ID_QUERY,
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
      webhooks: z.object({
        api_version: z.string(),
        subscriptions: z.array(
          z.object({
            topics: z.array(z.string()).default([]),
            uri: z.string(),
            include_fields: z.array(z.string()).optional(),
          }),
        ),
      }),
    })
    .parse(parseToml(readFileSync("shopify.app.toml", "utf8")));

  it("names the app's one API version", () => {
    expect(registration.webhooks.api_version).toBe(API_VERSION);
  });

  it("asks for the scopes that the app requires, and offers those that it can do without", () => {
    expect(registration.access_scopes.scopes.split(",").sort()).toEqual([...REQUIRED_SCOPES].sort());
    expect(registration.access_scopes.optional_scopes).toEqual([ALL_ORDERS_SCOPE, REPORTS_SCOPE]);
  });

  const dataSubscriptions = registration.webhooks.subscriptions.filter(({ uri }) => uri === "/webhooks/data");

  it("subscribes to the topics whose payloads the app can read, once each", () => {
    const topics = dataSubscriptions.flatMap((subscription) => subscription.topics);
    expect(topics.sort()).toEqual(Object.keys(DATA_TOPICS).sort());
  });

  it("asks for every field of a payload that the app reads, and for none that says who a customer is", () => {
    for (const { topics, include_fields: fields } of dataSubscriptions) {
      for (const topic of fields ? topics : []) {
        const reduced = reducePayload(topic, JSON.stringify(pick(samplePayload(topic), fields ?? [])));
        expect(reduced, topic).toEqual(reducePayload(topic, JSON.stringify(samplePayload(topic))));
      }
    }
    const all = dataSubscriptions.flatMap((subscription) => subscription.include_fields ?? []).join(" ");
    expect(all).not.toMatch(/customer|email|phone|address/);
  });
});

function samplePayload(topic: string): unknown {
  return JSON.parse(readFileSync(`tests/fixtures/webhook-payloads-2026-07/${topic.replace("/", "_")}.json`, "utf8"));
}

/** The fields of an object alone that are named, nested ones with a point, as Shopify does it. */
function pick(object: unknown, fields: readonly string[]): unknown {
  if (Array.isArray(object)) return object.map((element) => pick(element, fields));
  if (typeof object !== "object" || object === null) return object;
  return Object.fromEntries(
    Object.entries(object).flatMap(([name, value]) => {
      if (fields.includes(name)) return [[name, value]];
      const nested = fields.filter((field) => field.startsWith(`${name}.`));
      if (nested.length === 0) return [];
      return [
        [
          name,
          pick(
            value,
            nested.map((field) => field.slice(name.length + 1)),
          ),
        ],
      ];
    }),
  );
}
