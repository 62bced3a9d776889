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

/** For a bulk operation: every variant with its product and its levels. */
export const CATALOGUE_EXPORT = `#graphql
  query CatalogueExport {
    productVariants {
      edges {
        node {
          id
          title
          sku
          barcode
          price
          createdAt
          updatedAt
          product { id title vendor featuredMedia { preview { image { url } } } }
          inventoryItem {
            id
            tracked
            unitCost { amount }
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
            id
            createdAt
            updatedAt
            cancelledAt
            test
            lineItems { edges { node { id quantity variant { id } } } }
          }
        }
      }
    }
  `;
}

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
