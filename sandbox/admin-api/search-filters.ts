import { DateTime } from "luxon";
import { badRequest, notImplemented } from "./api-error";
import { compareNumericIds } from "./global-id";
import type { Comparator, SearchExpression, SearchTerm } from "./search-syntax";
import { parseSearch } from "./search-syntax";

/** What Shopify adds under `extensions.search` when a query holds a term that it ignored. */
export interface SearchWarning {
  path: readonly (string | number)[];
  query: string;
  parsed: unknown;
  warnings: { field: string; message: string; code: string }[];
}

type Predicate<Node> = (node: Node) => boolean;

/** Makes the predicate of one term, such as `updated_at:>=2026-01-01`. */
export type TermFilter<Node> = (term: SearchTerm, context: FilterContext) => Predicate<Node>;

export interface FilterContext {
  /** IANA time zone that dates without a zone are meant in. */
  timeZone: string;
  now: Date;
}

/** The filters that one connection offers. */
export interface SearchFields<Node> {
  fields: Readonly<Record<string, TermFilter<Node>>>;
  /** Shopify's filters that the sandbox lacks: it refuses them, since ignoring one would return false rows. */
  unsupported: readonly string[];
  /** The texts that a bare value is looked for in; without it a bare value is warned about. */
  defaultText?: (node: Node) => readonly (string | null)[];
}

export interface SearchResult<Node> {
  /** Null when everything matches. */
  predicate: Predicate<Node> | null;
  /** Undefined when Shopify would have nothing to warn about. */
  warning: Omit<SearchWarning, "path"> | undefined;
}

/** Turns a `query:` argument into a predicate. A field that Shopify does not know is ignored with a warning. */
export function compileSearch<Node>(
  query: string | null | undefined,
  searchFields: SearchFields<Node>,
  context: FilterContext,
): SearchResult<Node> {
  const expression = query ? parseSearch(query) : null;
  if (!expression || !query) return { predicate: null, warning: undefined };
  const warnings: SearchWarning["warnings"] = [];

  const compile = (part: SearchExpression): Predicate<Node> | null => {
    if (part.kind === "not") {
      const inner = compile(part.operand);
      return inner && ((node) => !inner(node));
    }
    if (part.kind === "term") return compileTerm(part);
    const operands = part.operands.map(compile).filter((operand) => operand !== null);
    if (operands.length === 0) return null;
    return part.kind === "and"
      ? (node) => operands.every((operand) => operand(node))
      : (node) => operands.some((operand) => operand(node));
  };

  const compileTerm = (term: SearchTerm): Predicate<Node> | null => {
    if (term.field === null) {
      if (searchFields.defaultText) return matchAnyText(term, searchFields.defaultText);
      warnings.push({
        field: "default",
        message: "Input must use named search fields in this query.",
        code: "missing_named_field",
      });
      return null;
    }
    const filter = searchFields.fields[term.field];
    if (filter) return filter(term, context);
    if (searchFields.unsupported.includes(term.field)) throw notImplemented(`the search filter \`${term.field}\``);
    warnings.push({
      field: term.field,
      message: "Invalid search field for this query.",
      code: "invalid_field",
    });
    return null;
  };

  const predicate = compile(expression);
  return { predicate, warning: warnings.length > 0 ? { query, parsed: describe(expression), warnings } : undefined };
}

/** An id filter: `id:42`, `id:>=42`. */
export function byId<Node>(idOf: (node: Node) => string): TermFilter<Node> {
  return ({ comparator, value }) => {
    const id = value.replace(/^gid:\/\/shopify\/\w+\//, "");
    return (node) => holds(comparator, compareNumericIds(idOf(node), id));
  };
}

/** A filter by a point in time. A date without a time means the shop's whole day. */
export function byTime<Node>(field: string, timeOf: (node: Node) => string | null): TermFilter<Node> {
  return ({ comparator, value }, { timeZone, now }) => {
    const isDay = /^\d{4}-\d{2}-\d{2}$/.test(value);
    const time = value === "now" ? DateTime.fromJSDate(now) : DateTime.fromISO(value, { zone: timeZone });
    if (!time.isValid) throw badRequest(`Invalid timestamp for query filter \`${field}\`.`);
    const from = time.toMillis();
    // A day is an interval: after it means after its end, up to it includes its end.
    const to = isDay ? time.plus({ days: 1 }).toMillis() - 1 : from;
    return (node) => {
      const text = timeOf(node);
      if (text === null) return false;
      const at = Date.parse(text);
      switch (comparator) {
        case "<":
          return at < from;
        case "<=":
          return at <= to;
        case ">":
          return at > to;
        case ">=":
          return at >= from;
        case "=":
          return at >= from && at <= to;
      }
    };
  };
}

export function byNumber<Node>(numberOf: (node: Node) => number): TermFilter<Node> {
  return ({ comparator, value }) => {
    const wanted = Number(value);
    return (node) => holds(comparator, numberOf(node) - wanted);
  };
}

export function byBoolean<Node>(valueOf: (node: Node) => boolean): TermFilter<Node> {
  return ({ value }) => {
    const wanted = value.toLowerCase() === "true";
    return (node) => valueOf(node) === wanted;
  };
}

/** A whole value, whatever its case; a trailing `*` matches any ending, a lone `*` any value at all. */
export function byText<Node>(textOf: (node: Node) => string | null): TermFilter<Node> {
  return ({ value, quoted }) => {
    const wanted = value.toLowerCase();
    if (!quoted && wanted.endsWith("*")) {
      const start = wanted.slice(0, -1);
      return (node) => textOf(node)?.toLowerCase().startsWith(start) ?? false;
    }
    return (node) => (textOf(node)?.toLowerCase() ?? "") === wanted;
  };
}

/** One word, or a phrase in quotes, anywhere in the text. */
export function byWords<Node>(textOf: (node: Node) => string | null): TermFilter<Node> {
  return (term) => matchAnyText(term, (node) => [textOf(node)]);
}

/** One of several choices, each with its own meaning; a choice that Shopify has not matches nothing. */
export function byChoice<Node>(choices: Readonly<Record<string, Predicate<Node>>>): TermFilter<Node> {
  return ({ value }) => {
    const chosen = value.split(",").map((choice) => choices[choice.trim().toLowerCase()]);
    return (node) => chosen.some((matches) => matches?.(node));
  };
}

function matchAnyText<Node>(
  { value, quoted }: SearchTerm,
  textsOf: (node: Node) => readonly (string | null)[],
): Predicate<Node> {
  const wanted = value.toLowerCase();
  const isPrefix = !quoted && wanted.endsWith("*");
  const sought = isPrefix ? wanted.slice(0, -1) : wanted;
  const matches = (text: string): boolean => {
    if (quoted) return text.includes(sought);
    const words = text.split(/[^\p{L}\p{N}]+/u);
    return text === sought || words.some((word) => (isPrefix ? word.startsWith(sought) : word === sought));
  };
  return (node) => textsOf(node).some((text) => text !== null && matches(text.toLowerCase()));
}

function holds(comparator: Comparator, difference: number): boolean {
  switch (comparator) {
    case "<":
      return difference < 0;
    case "<=":
      return difference <= 0;
    case ">":
      return difference > 0;
    case ">=":
      return difference >= 0;
    case "=":
      return difference === 0;
  }
}

const RANGE_NAMES: Readonly<Record<Exclude<Comparator, "=">, string>> = {
  "<": "lt",
  "<=": "lte",
  ">": "gt",
  ">=": "gte",
};

/** The parsed query in the form that Shopify's warnings show it. */
function describe(expression: SearchExpression): unknown {
  if (expression.kind === "not") return { not: describe(expression.operand) };
  if (expression.kind !== "term") return { [expression.kind]: expression.operands.map(describe) };
  const field = expression.field ?? "default";
  if (expression.comparator !== "=")
    return { field, range: { [RANGE_NAMES[expression.comparator]]: expression.value } };
  return { field, [expression.quoted ? "match_phrase" : "match_all"]: expression.value };
}
