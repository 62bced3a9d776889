/**
 * As much of ShopifyQL as the sandbox understands: the stock of variants by day, from the schema `inventory`
 * (https://shopify.dev/docs/api/shopifyql/latest/schemas/inventory/inventory), such as
 *
 *     FROM inventory
 *       SHOW starting_inventory_units, ending_inventory_units
 *       SINCE 2026-08-27 UNTIL 2026-11-24
 *       GROUP BY product_variant_id, day
 *       HAVING ending_inventory_units <= 0
 *       ORDER BY product_variant_id, day
 *       LIMIT 1000 OFFSET 2000
 *
 * Whatever it does not understand is a parse error, as with Shopify.
 */
export interface StockQuery {
  metrics: Metric[];
  /** ISO days, both included. */
  since: string;
  until: string;
  having: { metric: Metric; comparison: Comparison; value: number } | null;
  limit: number;
  offset: number;
}

const METRICS = ["starting_inventory_units", "ending_inventory_units"] as const;
export type Metric = (typeof METRICS)[number];

export const COMPARISONS = {
  "<=": (one: number, other: number) => one <= other,
  ">=": (one: number, other: number) => one >= other,
  "<": (one: number, other: number) => one < other,
  ">": (one: number, other: number) => one > other,
  "=": (one: number, other: number) => one === other,
};
type Comparison = keyof typeof COMPARISONS;

/** The one grouping, and so the one order of rows, that the sandbox knows. */
const DIMENSIONS = "product_variant_id, day";

/** Keywords of ShopifyQL that begin a clause. */
const KEYWORDS =
  /\b(FROM|SHOW|WHERE|SINCE|UNTIL|DURING|GROUP\s+BY|TIMESERIES|COMPARE\s+TO|HAVING|ORDER\s+BY|LIMIT|OFFSET|WITH|VISUALIZE|TYPE)\b/i;

/** What is wrong with a query, in words for its writer. */
export class ShopifyqlParseError extends Error {}

/** @throws {ShopifyqlParseError} */
export function parseStockQuery(text: string): StockQuery {
  const clauses = splitClauses(text);
  const take = (keyword: string): string | undefined => {
    const clause = clauses.get(keyword);
    clauses.delete(keyword);
    return clause;
  };
  const schema = take("FROM");
  if (schema !== "inventory") refuse(schema ? `The schema '${schema}' is not known here.` : "FROM is missing.");
  const query: StockQuery = {
    metrics: list(take("SHOW")).map(parseMetric),
    since: parseDay("SINCE", take("SINCE")),
    until: parseDay("UNTIL", take("UNTIL")),
    having: parseHaving(take("HAVING")),
    limit: parseCount("LIMIT", take("LIMIT") ?? String(Number.MAX_SAFE_INTEGER)),
    offset: parseCount("OFFSET", take("OFFSET") ?? "0"),
  };
  if (query.metrics.length === 0) refuse("SHOW needs a metric.");
  if (query.until < query.since) refuse("UNTIL lies before SINCE.");
  expectDimensions("GROUP BY", take("GROUP BY"));
  expectDimensions("ORDER BY", take("ORDER BY") ?? DIMENSIONS);
  const [unknown] = clauses.keys();
  if (unknown !== undefined) refuse(`${unknown} is not understood here.`);
  return query;
}

function splitClauses(text: string): Map<string, string> {
  const [before = "", ...parts] = text.trim().split(KEYWORDS);
  if (before !== "") refuse(`A query begins with FROM, not with '${before.trim()}'.`);
  const clauses = new Map<string, string>();
  for (let part = 0; part < parts.length; part += 2) {
    const keyword = (parts[part] ?? "").toUpperCase().replaceAll(/\s+/g, " ");
    if (clauses.has(keyword)) refuse(`${keyword} stands twice.`);
    clauses.set(keyword, (parts[part + 1] ?? "").trim());
  }
  return clauses;
}

function parseMetric(name: string): Metric {
  return METRICS.find((metric) => metric === name) ?? refuse(`The column '${name}' is not known here.`);
}

function parseDay(keyword: string, text: string | undefined): string {
  if (text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  return refuse(`${keyword} needs a day such as 2026-11-24.`);
}

function parseCount(keyword: string, text: string): number {
  return /^\d+$/.test(text) ? Number(text) : refuse(`${keyword} needs a number.`);
}

function parseHaving(text: string | undefined): StockQuery["having"] {
  if (text === undefined) return null;
  const [, name = "", comparison = "", value] = /^(\w+)\s*(<=|>=|<|>|=)\s*(-?\d+)$/.exec(text) ?? [];
  if (!(comparison in COMPARISONS)) refuse(`HAVING ${text} is not understood here.`);
  return { metric: parseMetric(name), comparison: comparison as Comparison, value: Number(value) };
}

function expectDimensions(keyword: string, text: string | undefined): void {
  if (list(text).join(", ") !== DIMENSIONS) refuse(`${keyword} has to be ${DIMENSIONS} here.`);
}

function list(text: string | undefined): string[] {
  return (text ?? "").split(",").flatMap((name) => name.trim() || []);
}

function refuse(reason: string): never {
  throw new ShopifyqlParseError(reason);
}
