import { apiError } from "../api-error";
import { parseGlobalId } from "../global-id";
import { findLevel } from "./inventory";
import { findOrder } from "./orders";
import type { ResolverContext, ResolverMap } from "./resolver";

/** The longest list that Shopify takes as an argument. */
const MAXIMUM_INPUT_SIZE = 250;

export const nodeResolvers: ResolverMap = {
  QueryRoot: {
    node: (_root: unknown, { id }: { id: string }, context) => findNode(id, context),
    nodes: (_root: unknown, { ids }: { ids: readonly string[] }, context) => {
      if (ids.length > MAXIMUM_INPUT_SIZE) {
        throw apiError(
          `The input array size of ${String(ids.length)} is greater than the maximum allowed of ${String(MAXIMUM_INPUT_SIZE)}.`,
          { code: "MAX_INPUT_SIZE_EXCEEDED" },
        );
      }
      return ids.map((id) => findNode(id, context));
    },
  },
};

type Find = (id: string, context: ResolverContext, globalId: string) => object | null | undefined;

const FINDERS: Readonly<Record<string, Find>> = {
  BulkOperation: (id, { bulkOperations }) => bulkOperations.find(id),
  InventoryItem: (id, { data }) => data.variantOfItem(id)?.inventoryItem,
  InventoryLevel: (_id, context, globalId) => findLevel(globalId, context),
  Location: (id, { data }) => data.location(id),
  Order: (id, context) => findOrder(id, context),
  Product: (id, { data }) => data.product(id),
  ProductVariant: (id, { data }) => data.variant(id),
  Shop: (id, { data }) => (data.shop.id === id ? data.shop : null),
};

/** What a global id names. An object that does not exist is null, as is one of a type that the sandbox has none of. */
function findNode(globalId: string, context: ResolverContext): object | null {
  const { type, id } = parseGlobalId(globalId);
  const node = FINDERS[type]?.(id, context, globalId) ?? null;
  if (node) context.concreteTypes.set(node, type);
  return node;
}
