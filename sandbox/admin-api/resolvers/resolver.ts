import type { BulkOperations } from "../../bulk-operations";
import type { ShopChange } from "../../changes/shop-change";
import type { ShopData } from "../../shop-data";
import { apiError } from "../api-error";
import type { NodeList } from "../connections";
import { ConnectionNodes, sortedList } from "../connections";
import type { GrantedScopes } from "../scopes";
import { isGranted } from "../scopes";
import type { SearchFields, SearchWarning } from "../search-filters";
import { compileSearch } from "../search-filters";

/** The app that calls, as Shopify knows it. */
export interface CallingApp {
  apiKey: string;
  title: string;
  handle: string;
  launchUrl: string;
  requestedScopes: readonly string[];
  optionalScopes: readonly string[];
}

/** What a resolver may use while one request runs. */
export interface ResolverContext {
  data: ShopData;
  /** Does one change to the shop, and has its webhooks sent. */
  change: <Result>(command: (change: ShopChange) => Result) => Result;
  app: CallingApp;
  granted: GrantedScopes;
  now: Date;
  bulkOperations: BulkOperations;
  searchWarnings: SearchWarning[];
  /** The concrete type of what stands behind an interface, told by the resolver that found it. */
  concreteTypes: Map<object, string>;
}

export type ResponsePath = readonly (string | number)[];

/**
 * Computes one field. Resolvers are synchronous, so that a bulk operation can run them by the hundred thousand; their
 * arguments have the types of the official schema, since graphql-js has checked them.
 */
export type Resolver = (source: never, args: never, context: ResolverContext, path: ResponsePath) => unknown;

/** Type name → field name → resolver. A type that is listed here answers no field beyond the listed ones. */
export type ResolverMap = Readonly<Record<string, Readonly<Record<string, Resolver>>>>;

export interface SearchArguments {
  query?: string | null;
}

/** A list restricted by a search query and, where given, by what the caller may see. */
export function searchedNodes<Node>(
  list: NodeList<Node>,
  { query }: SearchArguments,
  fields: SearchFields<Node>,
  context: ResolverContext,
  path: ResponsePath,
  isVisible: ((node: Node) => boolean) | null = null,
): ConnectionNodes<Node> {
  const filterContext = { timeZone: context.data.shop.ianaTimezone, now: context.now };
  const { predicate, warning } = compileSearch(query, fields, filterContext);
  if (warning) context.searchWarnings.push({ path, ...warning });
  let nodes = list.nodes;
  if (isVisible) nodes = nodes.filter(isVisible);
  if (predicate) nodes = nodes.filter(predicate);
  return new ConnectionNodes({ ...list, nodes });
}

export interface CountArguments extends SearchArguments {
  limit?: number | null;
}

/** Shopify counts up to a limit, 10,000 unless told otherwise, and says whether it stopped there. */
export function countNodes<Node>(
  connection: ConnectionNodes<Node>,
  { limit }: CountArguments,
): { count: number; precision: string } {
  const count = connection.list.nodes.length;
  return limit !== null && limit !== undefined && count > limit
    ? { count: limit, precision: "AT_LEAST" }
    : { count, precision: "EXACT" };
}

/** A short list, such as the variants of one product, in ascending order of id. */
export function nodesById<Node extends { id: string }>(nodes: readonly Node[]): ConnectionNodes<Node> {
  return new ConnectionNodes(sortedList(nodes, () => ""));
}

export function noNodes(): ConnectionNodes<never> {
  return new ConnectionNodes<never>({ nodes: [], sortValue: () => "", id: () => "" });
}

/** @throws the error that Shopify gives for a sort key that the sandbox has no value for. */
export function chosenSortKey<Choice>(
  choices: Readonly<Record<string, Choice>>,
  sortKey: string,
  field: string,
): Choice {
  const choice = choices[sortKey];
  if (!choice) {
    throw apiError(`The sandbox does not implement the sort key ${sortKey} of ${field}`, {
      code: "SANDBOX_NOT_IMPLEMENTED",
    });
  }
  return choice;
}

export function mayRead(context: ResolverContext, scope: string): boolean {
  return isGranted(context.granted, scope);
}
