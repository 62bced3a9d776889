import { readFileSync } from "node:fs";
import type { GraphQLNamedType, GraphQLObjectType, GraphQLSchema } from "graphql";
import { buildSchema, isObjectType } from "graphql";

/** The one version of the Admin API that the sandbox speaks. */
export const API_VERSION = "2026-10";

let builtSchema: GraphQLSchema | undefined;

/** Shopify's official schema, built once per process (about 0.3 s for its 3,500 types). */
export function adminSchema(): GraphQLSchema {
  builtSchema ??= buildSchema(readFileSync(new URL("../schema/admin-2026-10.graphql", import.meta.url), "utf8"), {
    assumeValid: true,
  });
  return builtSchema;
}

/** A connection type pages over nodes: `{ edges { node } nodes pageInfo }`. */
export function isConnectionType(type: GraphQLNamedType): type is GraphQLObjectType {
  return isObjectType(type) && type.name.endsWith("Connection") && "pageInfo" in type.getFields();
}
