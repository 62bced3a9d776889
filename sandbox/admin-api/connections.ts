import { z } from "zod";
import { apiError, badRequest } from "./api-error";
import { compareNumericIds } from "./global-id";

/** The largest page that Shopify gives. */
const MAXIMUM_PAGE_LENGTH = 250;

export type SortValue = string | number;

/**
 * All nodes that a connection field pages over, in ascending order of sort value and id. The numeric id breaks ties, so
 * that the order is total and a cursor keeps its place while rows before it come and go.
 */
export interface NodeList<Node> {
  nodes: readonly Node[];
  sortValue: (node: Node) => SortValue;
  /** Shopify's numeric id. */
  id: (node: Node) => string;
}

/** What a connection resolver returns: the executor takes the page from it, a bulk operation takes all nodes. */
export class ConnectionNodes<Node = unknown> {
  constructor(readonly list: NodeList<Node>) {}
}

/** The nodes in the total order that paging relies on. */
export function sortedList<Node extends { id: string }>(
  nodes: readonly Node[],
  sortValue: (node: Node) => SortValue,
): NodeList<Node> {
  const id = (node: Node): string => node.id;
  const compare = (left: Node, right: Node): number =>
    compareSortValues(sortValue(left), sortValue(right)) || compareNumericIds(left.id, right.id);
  const isSorted = nodes.every((node, index) => {
    const previous = nodes[index - 1];
    return previous === undefined || compare(previous, node) < 0;
  });
  return { nodes: isSorted ? nodes : nodes.toSorted(compare), sortValue, id };
}

/** The list after some nodes came or changed (true) or went (false); the list itself stays as it is. */
export function withChangedNodes<Node>(list: NodeList<Node>, changed: ReadonlyMap<Node, boolean>): NodeList<Node> {
  const positionOf = (node: Node): Position => ({ value: list.sortValue(node), id: list.id(node) });
  const unchanged = list.nodes.filter((node) => !changed.has(node));
  const present = [...changed.keys()].filter((node) => changed.get(node));
  present.sort((left, right) => comparePositions(positionOf(left), positionOf(right)));
  const nodes: Node[] = [];
  let taken = 0;
  for (const node of present) {
    const position = positionOf(node);
    const place = firstIndex(unchanged, (other) => comparePositions(position, positionOf(other)) < 0);
    for (; taken < place; taken++) nodes.push(unchanged[taken] as Node);
    nodes.push(node);
  }
  for (; taken < unchanged.length; taken++) nodes.push(unchanged[taken] as Node);
  return { ...list, nodes };
}

export interface PageArguments {
  first?: number | null;
  last?: number | null;
  after?: string | null;
  before?: string | null;
  reverse?: boolean | null;
}

export interface Page<Node> {
  edges: { cursor: string; node: Node }[];
  nodes: Node[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
}

interface Position {
  value: SortValue;
  id: string;
}

/** @throws the errors that Shopify gives for page arguments that do not fit. */
export function takePage<Node>(list: NodeList<Node>, page: PageArguments): Page<Node> {
  const length = pageLength(page);
  const reverse = page.reverse === true;
  const nodes = reverse ? list.nodes.toReversed() : list.nodes;
  const isBefore = (left: Position, right: Position): boolean =>
    (reverse ? comparePositions(right, left) : comparePositions(left, right)) < 0;
  const positionOf = (node: Node): Position => ({ value: list.sortValue(node), id: list.id(node) });

  let start = 0;
  let end = nodes.length;
  if (page.after) {
    const after = parseCursor(page.after);
    start = firstIndex(nodes, (node) => isBefore(after, positionOf(node)));
  }
  if (page.before) {
    const before = parseCursor(page.before);
    end = firstIndex(nodes, (node) => !isBefore(positionOf(node), before));
  }
  if (page.first !== null && page.first !== undefined) end = Math.min(end, start + length);
  else start = Math.max(start, end - length);

  const taken = nodes.slice(start, end);
  const edges = taken.map((node) => ({ cursor: formatCursor(positionOf(node)), node }));
  return {
    edges,
    nodes: taken,
    pageInfo: {
      hasNextPage: end < nodes.length,
      hasPreviousPage: start > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

function pageLength({ first, last }: PageArguments): number {
  const hasFirst = first !== null && first !== undefined;
  const hasLast = last !== null && last !== undefined;
  if (!hasFirst && !hasLast) throw badRequest("you must provide one of first or last");
  if (hasFirst && hasLast) throw badRequest("providing both first and last is not supported");
  const [name, length] = hasFirst ? ["first", first] : ["last", last ?? 0];
  if (length < 0) throw badRequest(`${name} must be a positive number`);
  if (length > MAXIMUM_PAGE_LENGTH) throw badRequest(`${name} cannot exceed ${String(MAXIMUM_PAGE_LENGTH)}`);
  return length;
}

function comparePositions(left: Position, right: Position): number {
  const byValue = compareSortValues(left.value, right.value);
  return byValue === 0 ? compareNumericIds(left.id, right.id) : byValue;
}

function compareSortValues(left: SortValue, right: SortValue): number {
  if (typeof left === "number" && typeof right === "number") return left - right;
  const [leftText, rightText] = [String(left), String(right)];
  return leftText < rightText ? -1 : leftText > rightText ? 1 : 0;
}

/** Binary search: the first index at which the condition, false before and true after, holds. */
function firstIndex<Node>(nodes: readonly Node[], holds: (node: Node) => boolean): number {
  let low = 0;
  let high = nodes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const node = nodes[middle];
    if (node !== undefined && holds(node)) high = middle;
    else low = middle + 1;
  }
  return low;
}

const cursorSchema = z.object({ last_id: z.string(), last_value: z.union([z.string(), z.number()]) });

function formatCursor({ id, value }: Position): string {
  return Buffer.from(JSON.stringify({ last_id: id, last_value: value })).toString("base64");
}

function parseCursor(cursor: string): Position {
  try {
    const { last_id: id, last_value: value } = cursorSchema.parse(
      JSON.parse(Buffer.from(cursor, "base64").toString("utf8")),
    );
    return { id, value };
  } catch (error) {
    throw apiError(`Invalid cursor for current pagination sort.`, { code: "INVALID_CURSOR", cause: String(error) });
  }
}
