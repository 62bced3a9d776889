// Every GraphQL document of the app; a unit test checks them against Shopify's schema of the version in api-version.ts.

/** The quantities of a level that the app keeps, by Shopify's names. */
export const QUANTITY_NAMES = ["available", "on_hand", "committed", "incoming", "reserved"] as const;

const QUANTITIES = `quantities(names: ${JSON.stringify(QUANTITY_NAMES)}) { name quantity }`;

export const SHOP_QUERY = `#graphql
  query ShopFacts {
    shop { name ianaTimezone currencyCode }
    currentAppInstallation { accessScopes { handle } }
  }
`;

export const LOCATIONS_QUERY = `#graphql
  query Locations($after: String) {
    locations(first: 100, after: $after, includeInactive: true, includeLegacy: true) {
      nodes { id name isActive }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

/** Orders stand before their lines (`groupObjects`), so that a line's order is known when the line is read. */
export const START_BULK_OPERATION_MUTATION = `#graphql
  mutation StartBulkOperation($query: String!) {
    bulkOperationRunQuery(query: $query, groupObjects: true) {
      bulkOperation { id }
      userErrors { code message }
    }
  }
`;

export const BULK_OPERATION_QUERY = `#graphql
  query BulkOperation($id: ID!) {
    bulkOperation(id: $id) { id status errorCode objectCount url }
  }
`;

/** A report, asked for in ShopifyQL. */
export const STOCK_REPORT_QUERY = `#graphql
  query StockReport($query: String!) {
    shopifyqlQuery(query: $query) { parseErrors tableData { rows } }
  }
`;

const PRODUCT_FIELDS = "id title vendor featuredMedia { preview { image { url } } }";
const INVENTORY_ITEM_FIELDS = "id tracked unitCost { amount }";
const VARIANT_FIELDS = `id title sku barcode price createdAt updatedAt product { ${PRODUCT_FIELDS} }`;
const ORDER_FIELDS = "id createdAt updatedAt cancelledAt test";
const ORDER_LINE_FIELDS = "id quantity variant { id }";
const PAGE_INFO = "pageInfo { hasNextPage endCursor }";

/** For a bulk operation: every variant with its product and its levels. */
export const CATALOGUE_EXPORT = `#graphql
  query CatalogueExport {
    productVariants {
      edges {
        node {
          ${VARIANT_FIELDS}
          inventoryItem {
            ${INVENTORY_ITEM_FIELDS}
            inventoryLevels {
              edges {
                node {
                  id
                  updatedAt
                  item { id }
                  location { id }
                  ${QUANTITIES}
                }
              }
            }
          }
        }
      }
    }
  }
`;

/**
 * For a bulk operation: the orders that a search finds, with their lines. No customer data is asked for.
 *
 * @param search Shopify's search syntax, such as created_at:>='2026-01-01T00:00:00Z'
 */
export function ordersExport(search: string): string {
  return `#graphql
    query OrdersExport {
      orders(query: ${JSON.stringify(search)}) {
        edges {
          node {
            ${ORDER_FIELDS}
            lineItems { edges { node { ${ORDER_LINE_FIELDS} } } }
          }
        }
      }
    }
  `;
}

// Pages of what a search finds, such as what changed since a time. Their sizes are up to the caller: an empty page costs by
// the size that was asked for.

export const VARIANTS_QUERY = `#graphql
  query Variants($search: String!, $first: Int!, $after: String) {
    productVariants(first: $first, after: $after, query: $search) {
      nodes { ${VARIANT_FIELDS} inventoryItem { ${INVENTORY_ITEM_FIELDS} } }
      ${PAGE_INFO}
    }
  }
`;

/** Some variants by their ids. */
export const VARIANTS_BY_ID_QUERY = `#graphql
  query VariantsById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on ProductVariant { ${VARIANT_FIELDS} inventoryItem { ${INVENTORY_ITEM_FIELDS} } } }
  }
`;

export const PRODUCTS_QUERY = `#graphql
  query Products($search: String!, $first: Int!, $after: String) {
    products(first: $first, after: $after, query: $search) { nodes { ${PRODUCT_FIELDS} } ${PAGE_INFO} }
  }
`;

export const INVENTORY_ITEMS_QUERY = `#graphql
  query InventoryItems($search: String!, $first: Int!, $after: String) {
    inventoryItems(first: $first, after: $after, query: $search) { nodes { ${INVENTORY_ITEM_FIELDS} } ${PAGE_INFO} }
  }
`;

/** Of one location, since that is where Shopify offers to search for levels; those that ended are among them. */
export const LEVELS_QUERY = `#graphql
  query Levels($location: ID!, $search: String!, $first: Int!, $after: String) {
    location(id: $location) {
      inventoryLevels(first: $first, after: $after, query: $search, includeInactive: true) {
        nodes { isActive updatedAt item { id } ${QUANTITIES} }
        ${PAGE_INFO}
      }
    }
  }
`;

/** Few orders have more lines than these; {@link ORDER_LINES_QUERY} asks for the rest. */
export const ORDERS_QUERY = `#graphql
  query Orders($search: String!, $first: Int!, $after: String) {
    orders(first: $first, after: $after, query: $search, sortKey: ID) {
      nodes { ${ORDER_FIELDS} lineItems(first: 50) { nodes { ${ORDER_LINE_FIELDS} } ${PAGE_INFO} } }
      ${PAGE_INFO}
    }
  }
`;

/** Some orders by their ids, with the first of their lines. */
export const ORDERS_BY_ID_QUERY = `#graphql
  query OrdersById($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on Order { ${ORDER_FIELDS} lineItems(first: 50) { nodes { ${ORDER_LINE_FIELDS} } ${PAGE_INFO} } }
    }
  }
`;

export const ORDER_LINES_QUERY = `#graphql
  query OrderLines($order: ID!, $first: Int!, $after: String) {
    order(id: $order) { lineItems(first: $first, after: $after) { nodes { ${ORDER_LINE_FIELDS} } ${PAGE_INFO} } }
  }
`;

/**
 * The levels of some inventory items at some locations. A level is asked for by its location, since that costs two points
 * where a page of levels costs nine and more.
 */
export function liveQuantitiesQuery(locationCount: number): string {
  const positions = Array.from({ length: locationCount }, (_, position) => position);
  const variables = positions.map((position) => `$location${position}: ID!`).join(", ");
  const levels = positions.map(
    (position) => `level${position}: inventoryLevel(locationId: $location${position}) { updatedAt ${QUANTITIES} }`,
  );
  return `#graphql
    query LiveQuantities($items: [ID!]!, ${variables}) {
      nodes(ids: $items) { ... on InventoryItem { id ${levels.join(" ")} } }
    }
  `;
}
