import type {
  DocumentNode,
  ExecutionArgs,
  FragmentDefinitionNode,
  GraphQLFieldResolver,
  GraphQLResolveInfo,
  GraphQLSchema,
  OperationDefinitionNode,
  VariableDefinitionNode,
} from "graphql";
import {
  executeSync,
  getOperationAST,
  getVariableValues,
  GraphQLError,
  Kind,
  parse,
  print,
  responsePathAsArray,
  validate,
} from "graphql";
import { apiError, badRequest } from "./api-error";
import { ConnectionNodes, takePage } from "./connections";
import type { PageArguments } from "./connections";
import type { LeakyBucket, ThrottleStatus } from "./leaky-bucket";
import type { CostedOperation } from "./query-cost";
import { actualQueryCost, MAXIMUM_QUERY_COST, requestedQueryCost } from "./query-cost";
import type { ResolverContext } from "./resolvers/resolver";
import { resolverOf } from "./resolvers/resolver-map";
import { adminSchema } from "./schema";
import { accessDenial } from "./scopes";
import type { SearchWarning } from "./search-filters";
import { shopifyValidationRules } from "./validation-rules";

interface GraphqlRequest {
  query: string;
  variables?: Record<string, unknown> | null | undefined;
  operationName?: string | null | undefined;
}

interface QueryCostReport {
  requestedQueryCost: number;
  actualQueryCost: number | null;
  throttleStatus: ThrottleStatus;
}

export interface GraphqlResponse {
  data?: Record<string, unknown> | null;
  errors?: readonly GraphQLError[];
  extensions?: { cost?: QueryCostReport; search?: readonly SearchWarning[] };
}

/** One request for the executor: who asks stands in the context, what he may spend in the bucket. */
export interface Execution {
  request: GraphqlRequest;
  context: ResolverContext;
  bucket: LeakyBucket;
  /** A fault on request: answer as if the bucket were empty. */
  throttle: boolean;
}

/**
 * Answers a request in the order in which Shopify does: syntax, schema, variables, the query's highest possible cost, the
 * bucket, and only then the fields. Always an answer with HTTP status 200.
 */
export function executeAdminQuery({ request, context, bucket, throttle }: Execution): GraphqlResponse {
  const schema = adminSchema();
  const { document, errors } = validatedDocument(schema, request.query);
  if (errors.length > 0) return { errors };
  const operation = getOperationAST(document, request.operationName);
  if (!operation) return { errors: [noSuchOperation(request.operationName)] };

  const definitions = operation.variableDefinitions ?? [];
  const variables = getVariableValues(schema, definitions, request.variables ?? {});
  if (variables.errors) return { errors: variables.errors.map((error) => invalidVariable(error, definitions)) };

  const costed = { schema, operation, fragments: fragmentsOf(document), variables: variables.coerced };
  const requested = requestedQueryCost(costed);
  if (requested > MAXIMUM_QUERY_COST) return { errors: [maximumCostExceeded(requested)] };
  if (throttle || !bucket.take(requested)) return throttledResponse(requested, bucket);
  return runOperation({ document, operation, costed, requested }, request, context, bucket);
}

interface PreparedOperation {
  document: DocumentNode;
  operation: OperationDefinitionNode;
  costed: CostedOperation;
  requested: number;
}

function runOperation(
  { document, operation, costed, requested }: PreparedOperation,
  request: GraphqlRequest,
  context: ResolverContext,
  bucket: LeakyBucket,
): GraphqlResponse {
  const execution: ExecutionArgs = {
    schema: costed.schema,
    document,
    contextValue: context,
    variableValues: request.variables ?? {},
    operationName: operation.name?.value ?? null,
    fieldResolver: resolveField,
    typeResolver: (value) => concreteTypeOf(value, context),
  };
  const { data, errors } = executeSync(execution);
  const actual = actualQueryCost(costed, data);
  bucket.giveBack(requested - actual);
  return {
    ...(errors ? { errors: errors.map(withoutInternals) } : {}),
    data: data ?? null,
    extensions: {
      cost: { requestedQueryCost: requested, actualQueryCost: actual, throttleStatus: bucket.status() },
      ...(context.searchWarnings.length > 0 ? { search: context.searchWarnings } : {}),
    },
  };
}

const resolveField: GraphQLFieldResolver<unknown, ResolverContext> = (source, args, context, info) => {
  const { parentType, fieldName, returnType } = info;
  const denial = accessDenial(context.granted, parentType.name, fieldName, returnType);
  if (denial) throw denial;
  if (parentType.name === "Mutation") requireIdempotencyKey(info);
  const value = resolverOf(parentType.name, fieldName)(source, args, context, responsePathAsArray(info.path));
  return value instanceof ConnectionNodes ? takePage(value.list, args as PageArguments) : value;
};

/** Since 2026-04 these mutations need `@idempotent(key:)`, so that a retry does not count twice. */
const IDEMPOTENT_MUTATIONS = new Set(["inventoryAdjustQuantities", "inventorySetQuantities"]);

function requireIdempotencyKey({ fieldName, fieldNodes }: GraphQLResolveInfo): void {
  if (!IDEMPOTENT_MUTATIONS.has(fieldName)) return;
  const hasKey = fieldNodes.some((node) => node.directives?.some((directive) => directive.name.value === "idempotent"));
  if (!hasKey) throw badRequest("The @idempotent directive is required for this mutation but was not provided.");
}

function concreteTypeOf(value: unknown, { concreteTypes }: ResolverContext): string | undefined {
  return typeof value === "object" && value !== null ? concreteTypes.get(value) : undefined;
}

/** Documents are few and come again and again; validating one against 3,500 types takes some milliseconds. */
const MAXIMUM_REMEMBERED = 200;
const remembered = new Map<string, { document: DocumentNode; errors: readonly GraphQLError[] }>();

function validatedDocument(schema: GraphQLSchema, text: string) {
  const known = remembered.get(text);
  if (known) return known;
  let document: DocumentNode;
  try {
    document = parse(text);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const syntaxError = new GraphQLError(error.message.replace(/^Syntax Error: /, "syntax error, "), {
      ...(error.source && error.positions ? { source: error.source, positions: error.positions } : {}),
      extensions: { code: "PARSE_ERROR" },
    });
    return { document: EMPTY_DOCUMENT, errors: [syntaxError] };
  }
  const result = { document, errors: validate(schema, document, shopifyValidationRules) };
  if (remembered.size >= MAXIMUM_REMEMBERED) remembered.clear();
  remembered.set(text, result);
  return result;
}

const EMPTY_DOCUMENT: DocumentNode = { kind: Kind.DOCUMENT, definitions: [] };

function fragmentsOf(document: DocumentNode): Map<string, FragmentDefinitionNode> {
  return new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
}

function noSuchOperation(name: string | null | undefined): GraphQLError {
  return new GraphQLError(name ? `No operation named "${name}"` : "An operation name is required");
}

function invalidVariable(error: GraphQLError, definitions: readonly VariableDefinitionNode[]): GraphQLError {
  const name = /^Variable "\$(\w+)"/.exec(error.message)?.[1];
  const definition = definitions.find((candidate) => candidate.variable.name.value === name);
  if (!name || !definition) return error;
  return new GraphQLError(`Variable $${name} of type ${print(definition.type)} was provided invalid value`, {
    nodes: definition,
    extensions: { code: "INVALID_VARIABLE", problems: [{ path: [], explanation: error.message }] },
  });
}

function maximumCostExceeded(cost: number): GraphQLError {
  return apiError(
    `Query cost is ${String(cost)}, which exceeds the single query max cost limit (${String(MAXIMUM_QUERY_COST)}).\n\n` +
      "See https://shopify.dev/concepts/about-apis/rate-limits for more information on how the\n" +
      "cost of a query is calculated.\n\n" +
      "To query larger amounts of data with fewer limits, bulk operations should be used instead.\n" +
      "See https://shopify.dev/api/usage/bulk-operations/queries for usage details.\n",
    {
      code: "MAX_COST_EXCEEDED",
      cost,
      maxCost: MAXIMUM_QUERY_COST,
      documentation: "https://shopify.dev/api/usage/rate-limits",
    },
  );
}

function throttledResponse(requested: number, bucket: LeakyBucket): GraphqlResponse {
  const error = apiError("Throttled", {
    code: "THROTTLED",
    documentation: "https://shopify.dev/api/usage/rate-limits",
  });
  return {
    errors: [error],
    extensions: {
      cost: { requestedQueryCost: requested, actualQueryCost: null, throttleStatus: bucket.status() },
    },
  };
}

/** A fault of the sandbox itself is told like Shopify's own, and on the console with its stack. */
function withoutInternals(error: GraphQLError): GraphQLError {
  if (!error.originalError || error.originalError instanceof GraphQLError) return error;
  console.error("The sandbox failed to answer", error.path, error.originalError);
  return new GraphQLError("Internal error. Looks like something went wrong on our end.", {
    ...(error.nodes ? { nodes: error.nodes } : {}),
    ...(error.path ? { path: error.path } : {}),
    extensions: { code: "INTERNAL_SERVER_ERROR" },
  });
}
