/**
 * The cost of a query in points, as Shopify calculates it before and after execution.
 *
 * Scalars and enums are free; an object costs 1; a mutation 10, whatever it returns besides connections; a `…Count` root
 * field 10. A connection is "sized by the first and last arguments" (https://shopify.dev/docs/api/usage/limits): it
 * costs 2 plus the cost of one node times a size that grows with the logarithm of the page, ⌊2·ln n⌋ and at least 1.
 * Shopify does not publish the size; this one agrees with the `extensions.cost` of real answers, for instance 250 nodes
 * 13 points, 100 nodes 11, 10 nodes 6, and 250 nodes with one object inside each 24.
 */
import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLCompositeType,
  GraphQLField,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
} from "graphql";
import {
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  OperationTypeNode,
} from "graphql";
import { isConnectionType } from "./schema";

export const MAXIMUM_QUERY_COST = 1000;

const OBJECT_COST = 1;
const CONNECTION_COST = 2;
const MUTATION_COST = 10;
const COUNT_COST = 10;

/** Objects that are plain values, read together with their owner: they are as free as scalars. */
const FREE_TYPES = new Set([
  "InventoryItemMeasurement",
  "LocationAddress",
  "MoneyBag",
  "MoneyV2",
  "ShopAddress",
  "Weight",
]);

export interface CostedOperation {
  schema: GraphQLSchema;
  operation: OperationDefinitionNode;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  variables: Readonly<Record<string, unknown>>;
}

/** How many times a connection's node cost counts for a page of so many nodes. */
export function connectionSize(nodes: number): number {
  return nodes <= 0 ? 0 : Math.max(1, Math.floor(2 * Math.log(nodes)));
}

/** Points that must be in the bucket before the query runs: the most it could return. */
export function requestedQueryCost(costed: CostedOperation): number {
  return new CostCalculation(costed).costOfOperation(undefined);
}

/** Points really spent: of a page the share that came back, and of an object that was null nothing behind it. */
export function actualQueryCost(costed: CostedOperation, data: unknown): number {
  return new CostCalculation(costed).costOfOperation(data ?? null);
}

class CostCalculation {
  constructor(private readonly costed: CostedOperation) {}

  /** `data` undefined asks for the worst case. */
  costOfOperation(data: unknown): number {
    const { schema, operation } = this.costed;
    const root = operation.operation === OperationTypeNode.MUTATION ? schema.getMutationType() : schema.getQueryType();
    if (!root || data === null) return 1;
    return Math.max(1, Math.round(this.costOfSelections(operation.selectionSet, root, data)));
  }

  private costOfSelections(selections: SelectionSetNode, type: GraphQLCompositeType, value: unknown): number {
    let cost = 0;
    let dearestFragment = 0;
    for (const selection of selections.selections) {
      if (!this.isIncluded(selection)) continue;
      if (selection.kind === Kind.FIELD) {
        cost += this.costOfField(selection, type, value);
        continue;
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : this.fragment(selection.name.value);
      const condition = fragment.typeCondition ? this.costed.schema.getType(fragment.typeCondition.name.value) : type;
      if (!isCompositeType(condition)) continue;
      const costOfFragment = this.costOfSelections(fragment.selectionSet, condition, value);
      // Of the concrete types behind an interface or a union, one node has only one: the dearest counts.
      if (isAbstractType(type) && isObjectType(condition)) dearestFragment = Math.max(dearestFragment, costOfFragment);
      else cost += costOfFragment;
    }
    return cost + dearestFragment;
  }

  private costOfField(node: FieldNode, parent: GraphQLCompositeType, parentValue: unknown): number {
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
    const type = field && getNamedType(field.type);
    const { selectionSet } = node;
    if (!field || !selectionSet || !isCompositeType(type)) return 0;
    const value = valueOfField(node, parentValue);
    if (isConnectionType(type)) return this.costOfConnection(node, field, selectionSet, value);
    if (parent === this.costed.schema.getMutationType()) {
      return MUTATION_COST + this.costOfPayload(selectionSet, type, value);
    }
    if (parent === this.costed.schema.getQueryType() && type.name === "Count") return COUNT_COST;
    const ownCost = FREE_TYPES.has(type.name) ? 0 : OBJECT_COST;
    // A list is one read, however long it is; what hangs on its entries counts with the dearest of them.
    const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
    const costs = entries.map((entry) => (entry === null ? 0 : this.costOfSelections(selectionSet, type, entry)));
    return ownCost + Math.max(0, ...costs);
  }

  /** What a mutation returns directly is paid with the mutation; what hangs on it is not. */
  private costOfPayload(selections: SelectionSetNode, payload: GraphQLCompositeType, value: unknown): number {
    return this.fieldsOf(selections, payload).reduce((sum, { node, type }) => {
      const inner = valueOfField(node, value);
      if (inner === null || !node.selectionSet) return sum;
      const first: unknown = Array.isArray(inner) ? inner[0] : inner;
      return sum + this.costOfSelections(node.selectionSet, type, first);
    }, 0);
  }

  private costOfConnection(
    node: FieldNode,
    field: GraphQLField<unknown, unknown>,
    selections: SelectionSetNode,
    value: unknown,
  ): number {
    const connection = getNamedType(field.type);
    if (!isObjectType(connection)) return 0;
    const page = this.pageLength(node, field);
    return this.nodeSelections(selections, connection).reduce((sum, { path, selectionSet, type }) => {
      const costOfNode = (entry: unknown): number => OBJECT_COST + this.costOfSelections(selectionSet, type, entry);
      if (value === undefined) return sum + costOfNode(undefined) * connectionSize(page);
      return sum + costOfReturnedNodes(nodesAt(value, path).map(costOfNode), page);
    }, CONNECTION_COST);
  }

  /** The `node` selections of a connection, whether asked for by `edges` or by `nodes`. */
  private nodeSelections(selections: SelectionSetNode, connection: GraphQLCompositeType): NodeSelection[] {
    return this.fieldsOf(selections, connection).flatMap(({ node, type }) => {
      if (!node.selectionSet) return [];
      const key = node.alias?.value ?? node.name.value;
      if (node.name.value === "nodes") return [{ path: [key], selectionSet: node.selectionSet, type }];
      if (node.name.value !== "edges") return [];
      return this.fieldsOf(node.selectionSet, type).flatMap((inner) =>
        inner.node.name.value === "node" && inner.node.selectionSet
          ? [
              {
                path: [key, inner.node.alias?.value ?? inner.node.name.value],
                selectionSet: inner.node.selectionSet,
                type: inner.type,
              },
            ]
          : [],
      );
    });
  }

  private fieldsOf(selections: SelectionSetNode, parent: GraphQLCompositeType): TypedField[] {
    return selections.selections.flatMap((selection) => {
      if (!this.isIncluded(selection)) return [];
      if (selection.kind !== Kind.FIELD) {
        const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : this.fragment(selection.name.value);
        return this.fieldsOf(fragment.selectionSet, parent);
      }
      const field = isObjectType(parent) ? parent.getFields()[selection.name.value] : undefined;
      const type = field && getNamedType(field.type);
      return isCompositeType(type) ? [{ node: selection, type }] : [];
    });
  }

  private pageLength(node: FieldNode, field: GraphQLField<unknown, unknown>): number {
    const { first, last } = getArgumentValues(field, node, this.costed.variables);
    if (typeof first === "number") return first;
    return typeof last === "number" ? last : 0;
  }

  private fragment(name: string): FragmentDefinitionNode {
    const fragment = this.costed.fragments.get(name);
    if (!fragment) throw new Error(`The validated document lacks the fragment ${name}`);
    return fragment;
  }

  private isIncluded(selection: SelectionSetNode["selections"][number]): boolean {
    const skip = getDirectiveValues(GraphQLSkipDirective, selection, this.costed.variables);
    const include = getDirectiveValues(GraphQLIncludeDirective, selection, this.costed.variables);
    return skip?.["if"] !== true && include?.["if"] !== false;
  }
}

/** The share of the page that came back, at the mean cost of its nodes; an empty page is paid like a full one. */
function costOfReturnedNodes(costs: readonly number[], page: number): number {
  if (costs.length === 0) return OBJECT_COST * connectionSize(page);
  const mean = costs.reduce((sum, cost) => sum + cost, 0) / costs.length;
  return Math.ceil(mean * connectionSize(page) * Math.min(1, costs.length / page));
}

interface TypedField {
  node: FieldNode;
  type: GraphQLCompositeType;
}

interface NodeSelection {
  path: string[];
  selectionSet: SelectionSetNode;
  type: GraphQLCompositeType;
}

/** undefined in the worst case, null where nothing came back. */
function valueOfField(node: FieldNode, parentValue: unknown): unknown {
  return parentValue === undefined
    ? undefined
    : (propertyOf(parentValue, node.alias?.value ?? node.name.value) ?? null);
}

function nodesAt(connection: unknown, path: readonly string[]): readonly unknown[] {
  const [key, inner] = path;
  const entries = propertyOf(connection, key);
  if (!Array.isArray(entries)) return [];
  return inner === undefined ? entries : entries.map((edge: unknown) => propertyOf(edge, inner));
}

function propertyOf(object: unknown, key: string | undefined): unknown {
  if (typeof object !== "object" || object === null || key === undefined) return undefined;
  return Reflect.get(object, key);
}
