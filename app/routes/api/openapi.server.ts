import { createDocument, type ZodOpenApiOperationObject } from "zod-openapi";
import { environment } from "~/ops/env";
import { problemSchema } from "~/ops/problem";
import { version } from "~/ops/version";
import { itemSchema } from "~/reports/json/item-json";
import { itemsSchema } from "~/reports/json/items-json";
import { reorderPageSchema } from "~/reports/json/reorder-page-json";
import { reorderRowSchema } from "~/reports/json/reorder-row-json";
import { vendorRowSchema } from "~/reports/json/vendor-json";
import { vendorPageSchema } from "~/reports/json/vendor-page-json";
import { answersWith, csv, json, NOT_FOUND, openJson } from "./openapi-answers.server";
import { itemParams, reorderPageParams, reorderParams, vendorPageParams } from "./openapi-params.server";

const DESCRIPTION = `What to order, how much and from whom, for scripts: the rows of the app's screens, made by the same code.

A token is made in the app under Settings → API tokens, or with \`npm run token\`. Every address can also be asked with HEAD.
Search parameters that are not described here are refused, other methods answered with 405. Numbers that do not exist are
null, never 0. Errors are RFC 9457 problem details.`;

const reorderCsv: ZodOpenApiOperationObject = {
  operationId: "getReorderCsv",
  summary: "The reorder list as CSV",
  description:
    "All rows, UTF-8, RFC 4180. Cells that a spreadsheet would run as a formula begin with an apostrophe. A column for each field of ReorderRow, in its order; later columns are added at the end.",
  requestParams: { query: reorderParams },
  security: [{ token: [] }, { link: [] }],
  responses: answersWith(csv("The list, with its header.")),
};

const reorderJson: ZodOpenApiOperationObject = {
  operationId: "listReorder",
  summary: "The reorder list as JSON, page by page",
  description:
    "Follow Link until there is no next. Rows that change their place in the list meanwhile can be missed or come twice: the CSV holds each row once.",
  requestParams: { query: reorderPageParams },
  responses: answersWith(json("A page of the list.", reorderPageSchema, { isPage: true })),
};

const vendors: ZodOpenApiOperationObject = {
  operationId: "listVendors",
  summary: "What to order from whom, page by page",
  requestParams: { query: vendorPageParams },
  responses: answersWith(json("A page of the list of vendors.", vendorPageSchema, { isPage: true })),
};

const items: ZodOpenApiOperationObject = {
  operationId: "getItems",
  summary: "Every variant with one SKU, and what its plan was made from",
  requestParams: { path: itemParams },
  responses: { ...answersWith(json("The variants.", itemsSchema)), 404: NOT_FOUND },
};

const itself: ZodOpenApiOperationObject = {
  operationId: "describe",
  summary: "This description",
  security: [],
  responses: openJson("OpenAPI 3.1."),
};

/** Describes the API in OpenAPI 3.1, by the schemas that it reads and writes with. */
export function describeApi() {
  return createDocument({
    openapi: "3.1.0",
    info: {
      title: "Inventory Intelligence",
      version,
      description: DESCRIPTION,
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: new URL(environment().shopifyAppUrl).origin }],
    security: [{ token: [] }],
    paths: {
      "/api/reorder.csv": { get: reorderCsv },
      "/api/reorder.json": { get: reorderJson },
      "/api/vendors": { get: vendors },
      "/api/items/{sku}": { get: items },
      "/api/openapi.json": { get: itself },
    },
    components: {
      schemas: { ReorderRow: reorderRowSchema, Item: itemSchema, Vendor: vendorRowSchema, Problem: problemSchema },
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "An API token, iit_…" },
        link: {
          type: "apiKey",
          in: "query",
          name: "access_token",
          description: "A token that may stand in an address, and opens the CSV alone.",
        },
      },
    },
  });
}
