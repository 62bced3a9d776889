import { readFileSync } from "node:fs";
import type { GraphQLError, GraphQLOutputType } from "graphql";
import { getNamedType, isCompositeType } from "graphql";
import { z } from "zod";
import { apiError } from "./api-error";
import { isConnectionType } from "./schema";

const accessScopesSchema = z.object({
  types: z.record(z.string(), z.array(z.string())),
  fields: z.record(z.string(), z.array(z.string())),
});

/** Which scopes open a type or a field, one of them being enough, from Shopify's own list. */
const accessScopes = accessScopesSchema.parse(
  JSON.parse(readFileSync(new URL("../schema/access-scopes-2026-10.json", import.meta.url), "utf8")),
);

/** `all`: the token that opens everything. */
export type GrantedScopes = "all" | ReadonlySet<string>;

/** A write scope includes the read scope of the same name. */
export function isGranted(granted: GrantedScopes, scope: string): boolean {
  return (
    granted === "all" || granted.has(scope) || (scope.startsWith("read_") && granted.has(`write_${scope.slice(5)}`))
  );
}

/** The scopes of which a caller needs one for this field, [] where none is needed. */
function requiredScopes(parentType: string, fieldName: string, type: GraphQLOutputType): readonly string[] {
  const ofField = accessScopes.fields[`${parentType}.${fieldName}`];
  if (ofField) return ofField;
  return accessScopes.types[typeBehindConnection(type)] ?? [];
}

/** Null when the caller may read the field. */
export function accessDenial(
  granted: GrantedScopes,
  parentType: string,
  fieldName: string,
  type: GraphQLOutputType,
): GraphQLError | null {
  const scopes = requiredScopes(parentType, fieldName, type);
  if (scopes.length === 0 || scopes.some((scope) => isGranted(granted, scope))) return null;
  const requiredAccess = describeScopes(scopes);
  return apiError(`Access denied for ${fieldName} field. Required access: ${requiredAccess}`, {
    code: "ACCESS_DENIED",
    documentation: "https://shopify.dev/api/usage/access-scopes",
    requiredAccess,
  });
}

function describeScopes(scopes: readonly string[]): string {
  const names = scopes.map((scope) => `\`${scope}\` access scope`);
  const last = names.pop() ?? "";
  return `${names.length > 0 ? `${names.join(", ")} or ${last}` : last}.`;
}

function typeBehindConnection(type: GraphQLOutputType): string {
  const named = getNamedType(type);
  if (!isCompositeType(named) || !isConnectionType(named)) return named.name;
  const nodes = named.getFields()["nodes"];
  return nodes ? getNamedType(nodes.type).name : named.name;
}
