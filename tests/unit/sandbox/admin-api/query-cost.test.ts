import { Kind, parse } from "graphql";
import { describe, expect, it } from "vitest";
import { actualQueryCost, connectionSize, requestedQueryCost } from "../../../../sandbox/admin-api/query-cost";
import { adminSchema } from "../../../../sandbox/admin-api/schema";

// Expected values: `extensions.cost` of real answers to queries of these shapes on a development store, unless a
// comment says otherwise.

function costed(query: string, variables: Record<string, unknown> = {}) {
  const document = parse(query);
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (!operation) throw new Error("The test's query has no operation");
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
  return { schema: adminSchema(), operation, fragments, variables };
}

describe("requested cost", () => {
  it.each([
    [1, 3],
    [3, 4],
    [5, 5],
    [10, 6],
    [20, 7],
    [50, 9],
    [100, 11],
    [250, 13],
  ])("of a page of %i plain nodes is %i points", (first, points) => {
    expect(requestedQueryCost(costed(`{ locations(first: ${first}) { nodes { id name } } }`))).toBe(points);
  });

  it.each([
    [20, 12],
    [50, 16],
    [100, 20],
    [250, 24],
  ])("of a page of %i nodes with an object in each is %i points", (first, points) => {
    const query = `{ productVariants(first: ${first}) { edges { node { id product { id } } } } }`;
    expect(requestedQueryCost(costed(query))).toBe(points);
  });

  it("takes page lengths from variables and counts backward pages alike", () => {
    const query = "query Page($length: Int!) { products(last: $length) { nodes { id } } }";
    expect(requestedQueryCost(costed(query, { length: 100 }))).toBe(11);
  });

  it("is 1 for an object and nothing for its scalars", () => {
    expect(requestedQueryCost(costed("{ shop { id name currencyCode } }"))).toBe(1);
  });

  it("is nothing for money and the like, which come with their owner", () => {
    expect(requestedQueryCost(costed(`{ order(id: "") { totalPriceSet { shopMoney { amount } } } }`))).toBe(1);
  });

  it("is 10 for a mutation, whatever it returns directly", () => {
    const mutation = `mutation { bulkOperationRunQuery(query: "") { bulkOperation { id } userErrors { message } } }`;
    expect(requestedQueryCost(costed(mutation))).toBe(10);
  });

  it("is 10 for a count", () => {
    expect(requestedQueryCost(costed("{ productsCount { count precision } }"))).toBe(10);
  });

  it("multiplies through nested connections", () => {
    // 2 + 10 orders' size 4 × (order 1 + lines 2 + 10 lines' size 4 × 1) = 30, by the same rule.
    const query = "{ orders(first: 10) { nodes { id lineItems(first: 10) { nodes { id } } } } }";
    expect(requestedQueryCost(costed(query))).toBe(30);
  });

  it("counts of several concrete types behind an interface the dearest alone", () => {
    const query = `query Nodes($ids: [ID!]!) { nodes(ids: $ids) { id
      ... on Product { title variants(first: 1) { nodes { id title } } }
      ... on ProductVariant { title product { id } } } }`;
    expect(requestedQueryCost(costed(query, { ids: [] }))).toBe(4);
  });

  it("follows fragments and leaves out what @skip and @include exclude", () => {
    const query = `query Optional($with: Boolean!) { shop { ...Plan @include(if: $with) } } fragment Plan on Shop { plan { shopifyPlus } }`;
    expect(requestedQueryCost(costed(query, { with: true }))).toBe(2);
    expect(requestedQueryCost(costed(query, { with: false }))).toBe(1);
  });
});

describe("actual cost", () => {
  it.each([
    [20, 7, 4],
    [50, 16, 5],
    [100, 7, 3],
    [100, 85, 10],
    [250, 62, 5],
  ])("of a page of %i of which %i nodes came back is %i points", (first, returned, points) => {
    const data = { locations: { nodes: Array.from({ length: returned }, (_, index) => ({ id: String(index) })) } };
    expect(actualQueryCost(costed(`{ locations(first: ${first}) { nodes { id } } }`), data)).toBe(points);
  });

  it("is that of the object alone where the object was null", () => {
    const query = `{ productVariant(id: "") { id inventoryItem { id } product { id } } }`;
    expect(actualQueryCost(costed(query), { productVariant: null })).toBe(1);
  });
});

it("grows a connection's size with the logarithm of its page", () => {
  expect([0, 1, 2, 10, 250].map(connectionSize)).toEqual([0, 1, 1, 4, 11]);
});
