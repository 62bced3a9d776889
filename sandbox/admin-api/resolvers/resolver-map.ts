import { notImplemented } from "../api-error";
import { bulkResolvers } from "./bulk";
import { catalogueResolvers } from "./catalogue";
import { inventoryMutations } from "./inventory-mutations";
import { inventoryResolvers } from "./inventory";
import { nodeResolvers } from "./nodes";
import { orderResolvers } from "./orders";
import { reportResolvers } from "./reports";
import type { Resolver, ResolverContext, ResolverMap, ResponsePath } from "./resolver";
import { shopResolvers } from "./shop";

const RESOLVERS = mergeResolvers([
  shopResolvers,
  catalogueResolvers,
  inventoryResolvers,
  inventoryMutations,
  orderResolvers,
  reportResolvers,
  bulkResolvers,
  nodeResolvers,
]);

export type AnyResolver = (source: unknown, args: unknown, context: ResolverContext, path: ResponsePath) => unknown;

/**
 * The resolver of a field of the official schema. A type without resolvers of its own is a plain value, such as money,
 * whose properties are its fields. Whatever the sandbox has no value for fails, since a false null would be believed.
 */
export function resolverOf(typeName: string, fieldName: string): AnyResolver {
  const ofType = RESOLVERS.get(typeName);
  if (!ofType) return (source) => readProperty(source, typeName, fieldName);
  const resolver = ofType.get(fieldName);
  if (!resolver) {
    return () => {
      throw notImplemented(`${typeName}.${fieldName}`);
    };
  }
  // Sound because graphql-js has checked the arguments and each resolver receives what the type's other resolvers return.
  return resolver as AnyResolver;
}

function readProperty(source: unknown, typeName: string, fieldName: string): unknown {
  if (typeof source === "object" && source !== null && fieldName in source) return Reflect.get(source, fieldName);
  throw notImplemented(`${typeName}.${fieldName}`);
}

function mergeResolvers(maps: readonly ResolverMap[]): Map<string, Map<string, Resolver>> {
  const merged = new Map<string, Map<string, Resolver>>();
  for (const map of maps) {
    for (const [typeName, fields] of Object.entries(map)) {
      const known = merged.get(typeName) ?? new Map<string, Resolver>();
      for (const [fieldName, resolver] of Object.entries(fields)) known.set(fieldName, resolver);
      merged.set(typeName, known);
    }
  }
  return merged;
}
