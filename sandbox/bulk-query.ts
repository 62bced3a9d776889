import type { FieldNode, GraphQLField, GraphQLObjectType, GraphQLSchema, SelectionSetNode } from "graphql";
import {
  getArgumentValues,
  getNamedType,
  GraphQLError,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  OperationTypeNode,
  parse,
  TypeNameMetaFieldDef,
  validate,
} from "graphql";
import { notImplemented } from "./admin-api/api-error";
import type { NodeList } from "./admin-api/connections";
import { ConnectionNodes } from "./admin-api/connections";
import type { ResolverContext } from "./admin-api/resolvers/resolver";
import { resolverOf } from "./admin-api/resolvers/resolver-map";
import { isConnectionType } from "./admin-api/schema";
import { accessDenial } from "./admin-api/scopes";

/** Shopify's limits of one bulk query. Source: https://shopify.dev/docs/api/usage/bulk-operations/queries */
const MAXIMUM_CONNECTIONS = 5;
const MAXIMUM_NESTING_DEPTH = 2;

/** How many parents are written before their children, where objects are not grouped. */
const PARENTS_IN_A_RUN = 100;

/** A bulk query that Shopify would refuse, with its reasons in Shopify's words. */
export class InvalidBulkQuery extends Error {
  constructor(readonly reasons: readonly string[]) {
    super(reasons.join(" "));
  }
}

/** One object of the result: a line of the JSONL file. */
export interface BulkLine {
  json: string;
  isRoot: boolean;
}

type Read = (source: unknown, context: ResolverContext) => unknown;

/** Writes the selected fields of an object, without its connections, into a plain object. */
interface Projection {
  fields: { key: string; read: Read }[];
  connections: CompiledConnection[];
}

interface CompiledConnection {
  /** From the parent node to all nodes of the connection. */
  nodesOf: (parent: unknown, context: ResolverContext) => readonly unknown[];
  node: Projection;
}

/**
 * A bulk query, compiled once into plain functions over the same resolvers that answer ordinary queries: walking the
 * syntax tree anew for every line of half a million would take minutes.
 */
export class BulkQuery {
  private readonly root: CompiledConnection;
  private readonly selections: SelectionSetNode;

  /** @throws {InvalidBulkQuery} */
  constructor(
    private readonly schema: GraphQLSchema,
    text: string,
  ) {
    const selections = parseBulkQuery(schema, text);
    const queryRoot = schema.getQueryType();
    if (!queryRoot) throw new Error("The schema has no query root");
    const compiled = new BulkQueryCompiler().compile(selections, queryRoot);
    const [root] = compiled.connections;
    if (!root) throw new InvalidBulkQuery(["Bulk queries must contain at least one connection."]);
    this.root = root;
    this.selections = selections;
  }

  /** The first field that the caller's scopes do not open, or null. */
  deniedField({ granted }: Pick<ResolverContext, "granted">): GraphQLError | null {
    const search = (selections: SelectionSetNode, type: GraphQLObjectType): GraphQLError | null => {
      for (const { node, field } of selectedFields(selections, type)) {
        const denial = accessDenial(granted, type.name, field.name, field.type);
        if (denial) return denial;
        const inner = getNamedType(field.type);
        const innerDenial = node.selectionSet && isObjectType(inner) ? search(node.selectionSet, inner) : null;
        if (innerDenial) return innerDenial;
      }
      return null;
    };
    const queryRoot = this.schema.getQueryType();
    return queryRoot ? search(this.selections, queryRoot) : null;
  }

  /**
   * All lines of the result. With `groupObjects` an object's children follow it at once; without, they come somewhere
   * behind it, as Shopify warns: here after a run of parents.
   */
  *lines(context: ResolverContext, groupObjects: boolean): Generator<BulkLine> {
    const nodes = this.root.nodesOf(null, context);
    const run = groupObjects ? 1 : PARENTS_IN_A_RUN;
    for (let start = 0; start < nodes.length; start += run) {
      yield* linesOf(this.root.node, nodes.slice(start, start + run), null, context, run);
    }
  }
}

function* linesOf(
  projection: Projection,
  nodes: readonly unknown[],
  parentId: string | null,
  context: ResolverContext,
  run: number,
): Generator<BulkLine> {
  const written: { node: unknown; id: string }[] = [];
  for (const node of nodes) {
    const object = project(projection, node, context);
    const id = typeof object["id"] === "string" ? object["id"] : "";
    if (parentId !== null) object["__parentId"] = parentId;
    yield { json: JSON.stringify(object), isRoot: parentId === null };
    if (run === 1) yield* childrenOf(projection, node, id, context, run);
    else written.push({ node, id });
  }
  for (const { node, id } of written) yield* childrenOf(projection, node, id, context, run);
}

function* childrenOf(
  projection: Projection,
  node: unknown,
  id: string,
  context: ResolverContext,
  run: number,
): Generator<BulkLine> {
  for (const connection of projection.connections) {
    yield* linesOf(connection.node, connection.nodesOf(node, context), id, context, run);
  }
}

function project({ fields }: Projection, source: unknown, context: ResolverContext): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (const { key, read } of fields) object[key] = read(source, context);
  return object;
}

/** @throws {InvalidBulkQuery} when Shopify would refuse the query. */
function parseBulkQuery(schema: GraphQLSchema, text: string): SelectionSetNode {
  const document = parseDocument(text);
  const [operation, ...others] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION || others.length > 0) {
    throw new InvalidBulkQuery(["Bulk queries must consist of a single operation."]);
  }
  if (operation.operation !== OperationTypeNode.QUERY) {
    throw new InvalidBulkQuery(["Invalid operation type. Only `query` operations are supported."]);
  }
  const [fault] = validate(schema, document);
  if (fault) throw new InvalidBulkQuery([`Invalid bulk query: ${fault.message}`]);

  const reasons = new BulkQueryRules(schema).check(operation.selectionSet);
  if (reasons.length > 0) throw new InvalidBulkQuery(reasons);
  return operation.selectionSet;
}

function parseDocument(text: string) {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const detail = error.message.includes("<EOF>")
      ? "syntax error, unexpected end of file"
      : error.message.replace(/^Syntax Error: /, "syntax error, ");
    throw new InvalidBulkQuery([`Invalid bulk query: ${detail}`]);
  }
}

/** The restrictions that Shopify puts on bulk queries beyond the schema. */
class BulkQueryRules {
  private connections = 0;
  private deepest = 0;
  private readonly withNodes: string[] = [];
  private readonly withoutParentId: string[] = [];
  private connectionInList = false;

  constructor(private readonly schema: GraphQLSchema) {}

  check(selections: SelectionSetNode): string[] {
    const queryRoot = this.schema.getQueryType();
    if (!queryRoot) return [];
    const roots = selectedFields(selections, queryRoot);
    this.visit(selections, queryRoot, { depth: 0, inList: false, parent: null });

    const reasons: string[] = [];
    const rootNames = roots.map(({ node }) => node.name.value);
    const node = rootNames.find((name) => name === "node" || name === "nodes");
    if (node) reasons.push(`Bulk queries cannot contain a top level \`${node}\` field.`);
    if (roots.length > 1) reasons.push("Bulk queries cannot contain more than one top level field.");
    if (this.withNodes.length > 0) {
      reasons.push(
        "All connection fields in a bulk query must select their contents using 'edges' > 'node', e.g: 'products { " +
          `edges { node {'. Selecting via 'nodes' is not supported. Invalid connection fields: ${quoted(this.withNodes)}.`,
      );
    }
    if (this.connections === 0) reasons.push("Bulk queries must contain at least one connection.");
    if (this.connections > MAXIMUM_CONNECTIONS) {
      reasons.push(`Bulk queries cannot contain more than ${String(MAXIMUM_CONNECTIONS)} connections.`);
    }
    if (this.deepest > MAXIMUM_NESTING_DEPTH) {
      reasons.push(
        `Bulk queries cannot contain connections with a nesting depth greater than ${String(MAXIMUM_NESTING_DEPTH)}.`,
      );
    }
    if (this.connectionInList) {
      reasons.push("Queries that contain a connection field within a list field are not currently supported.");
    }
    if (this.withoutParentId.length > 0) {
      reasons.push(
        "The parent 'node' field for a nested connection must select the 'id' field without an alias and must be of " +
          `'ID' return type. Connection fields without 'id': ${this.withoutParentId.join(", ")}.`,
      );
    }
    return reasons;
  }

  private visit(selections: SelectionSetNode, type: GraphQLObjectType, place: Place): void {
    for (const { node, field } of selectedFields(selections, type)) {
      const inner = getNamedType(field.type);
      if (!node.selectionSet || !isObjectType(inner)) continue;
      if (!isConnectionType(inner)) {
        this.visit(node.selectionSet, inner, { ...place, inList: place.inList || isList(field) });
        continue;
      }
      this.enterConnection(node, place);
      const nodeSelection = nodeOfConnection(node.selectionSet, inner);
      if (!nodeSelection) continue;
      const parent = { name: node.name.value, selectsId: selectsId(nodeSelection.selections, nodeSelection.type) };
      this.visit(nodeSelection.selections, nodeSelection.type, { depth: place.depth + 1, inList: false, parent });
    }
  }

  private enterConnection(node: FieldNode, { depth, inList, parent }: Place): void {
    this.connections += 1;
    // The outermost connection is no nesting yet.
    this.deepest = Math.max(this.deepest, depth);
    if (inList) this.connectionInList = true;
    const chosen = node.selectionSet?.selections.map((selection) =>
      selection.kind === Kind.FIELD ? selection.name.value : "",
    );
    if (chosen?.includes("nodes")) this.withNodes.push(node.name.value);
    if (parent && !parent.selectsId && !this.withoutParentId.includes(parent.name))
      this.withoutParentId.push(parent.name);
  }
}

interface Place {
  /** Connections around. */
  depth: number;
  inList: boolean;
  /** The connection whose node this is. */
  parent: { name: string; selectsId: boolean } | null;
}

class BulkQueryCompiler {
  compile(selections: SelectionSetNode, type: GraphQLObjectType): Projection {
    const projection: Projection = { fields: [], connections: [] };
    for (const { node, field } of selectedFields(selections, type)) {
      this.compileField(node, field, type, projection);
    }
    return projection;
  }

  private compileField(
    node: FieldNode,
    field: GraphQLField<unknown, unknown>,
    parent: GraphQLObjectType,
    projection: Projection,
  ): void {
    const key = node.alias?.value ?? node.name.value;
    if (field.name === "__typename") {
      projection.fields.push({ key, read: () => parent.name });
      return;
    }
    const resolve = resolverOf(parent.name, field.name);
    const args = getArgumentValues(field, node, {});
    const read: Read = (source, context) => resolve(source, args, context, []);
    const type = getNamedType(field.type);
    if (isLeafType(type)) {
      projection.fields.push({ key, read: (source, context) => read(source, context) ?? null });
      return;
    }
    if (isAbstractType(type)) {
      projection.fields.push({ key, read: onlyNull(read, `${parent.name}.${field.name} in a bulk query`) });
      return;
    }
    if (!isObjectType(type) || !node.selectionSet) return;
    if (isConnectionType(type)) {
      this.compileConnection(node.selectionSet, type, read, args, projection);
      return;
    }
    const inner = this.compile(node.selectionSet, type);
    projection.fields.push({ key, read: (source, context) => projectEach(inner, read(source, context), context) });
    // A connection inside an object hangs on the node that holds the object.
    for (const connection of inner.connections) {
      projection.connections.push({
        node: connection.node,
        nodesOf: (source, context) => {
          const object = read(source, context) ?? null;
          return object === null ? [] : connection.nodesOf(object, context);
        },
      });
    }
  }

  private compileConnection(
    selections: SelectionSetNode,
    type: GraphQLObjectType,
    read: Read,
    args: Readonly<Record<string, unknown>>,
    projection: Projection,
  ): void {
    const nodeSelection = nodeOfConnection(selections, type);
    if (!nodeSelection) return;
    projection.connections.push({
      node: this.compile(nodeSelection.selections, nodeSelection.type),
      nodesOf: (source, context) => {
        const connection = read(source, context);
        if (!(connection instanceof ConnectionNodes)) return [];
        const { nodes }: NodeList<unknown> = connection.list;
        return args["reverse"] === true ? nodes.toReversed() : nodes;
      },
    });
  }
}

/** What stands behind an interface has a type of its own at every object; so far the sandbox has only absent ones. */
function onlyNull(read: Read, what: string): Read {
  return (source, context) => {
    const value = read(source, context) ?? null;
    if (value !== null) throw notImplemented(what);
    return null;
  };
}

function projectEach(projection: Projection, value: unknown, context: ResolverContext): unknown {
  if (value === null || value === undefined) return null;
  return Array.isArray(value)
    ? value.map((entry: unknown) => projectEach(projection, entry, context))
    : project(projection, value, context);
}

interface SelectedField {
  node: FieldNode;
  field: GraphQLField<unknown, unknown>;
}

function selectedFields(selections: SelectionSetNode, type: GraphQLObjectType): SelectedField[] {
  return selections.selections.flatMap((selection): SelectedField[] => {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition?.name.value;
      const applies = condition === undefined || condition === type.name || implementsType(type, condition);
      return applies ? selectedFields(selection.selectionSet, type) : [];
    }
    if (selection.kind !== Kind.FIELD) return [];
    const name = selection.name.value;
    const field = name === TypeNameMetaFieldDef.name ? TypeNameMetaFieldDef : type.getFields()[name];
    return field ? [{ node: selection, field }] : [];
  });
}

function implementsType(type: GraphQLObjectType, name: string): boolean {
  return type.getInterfaces().some((implemented) => implemented.name === name);
}

function nodeOfConnection(
  selections: SelectionSetNode,
  connection: GraphQLObjectType,
): { selections: SelectionSetNode; type: GraphQLObjectType } | null {
  for (const edges of selectedFields(selections, connection)) {
    const edgeType = getNamedType(edges.field.type);
    if (edges.field.name !== "edges" || !edges.node.selectionSet || !isObjectType(edgeType)) continue;
    for (const { node, field } of selectedFields(edges.node.selectionSet, edgeType)) {
      const type = getNamedType(field.type);
      if (field.name === "node" && node.selectionSet && isObjectType(type))
        return { selections: node.selectionSet, type };
    }
  }
  return null;
}

function selectsId(selections: SelectionSetNode, type: GraphQLObjectType): boolean {
  return selectedFields(selections, type).some(({ node }) => node.name.value === "id" && !node.alias);
}

function isList({ type }: GraphQLField<unknown, unknown>): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(", ");
}
