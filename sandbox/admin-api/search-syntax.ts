/**
 * Shopify's search syntax: terms joined by AND (also by mere whitespace) and OR, negated by NOT or `-`, grouped by
 * parentheses; a term is a bare value or `field:value`, `field:>=value` and so on, values quoted where they hold spaces.
 * Like Shopify's, the parser forgives: an open quote or parenthesis ends with the text, a dangling connective is ignored.
 * Source: https://shopify.dev/docs/api/usage/search-syntax
 */
export type Comparator = "=" | "<" | "<=" | ">" | ">=";

export interface SearchTerm {
  kind: "term";
  /** null for a bare value, which searches the default fields. */
  field: string | null;
  comparator: Comparator;
  value: string;
  quoted: boolean;
}

export type SearchExpression =
  SearchTerm | { kind: "and" | "or"; operands: SearchExpression[] } | { kind: "not"; operand: SearchExpression };

type Token = { kind: "(" | ")" | "and" | "or" | "not" } | SearchTerm;

const WHITESPACE = /\s/;
/** `field:` with an optional comparison behind it. */
const FIELD = /^([A-Za-z_][\w.]*):(<=|>=|<|>|=)?/;

/** Null for a text without any term, which selects everything. */
export function parseSearch(text: string): SearchExpression | null {
  return new SearchParser(tokenize(text)).parse();
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let position = 0;
  while (position < text.length) {
    const character = text.charAt(position);
    if (WHITESPACE.test(character)) {
      position += 1;
    } else if (character === "(" || character === ")") {
      tokens.push({ kind: character });
      position += 1;
    } else if (character === "-" && position + 1 < text.length && !WHITESPACE.test(text.charAt(position + 1))) {
      tokens.push({ kind: "not" });
      position += 1;
    } else {
      const { token, end } = readWord(text, position);
      tokens.push(token);
      position = end;
    }
  }
  return tokens;
}

function readWord(text: string, start: number): { token: Token; end: number } {
  const [prefix, field, comparator] = FIELD.exec(text.slice(start)) ?? [];
  const { value, quoted, end } = readValue(text, start + (prefix?.length ?? 0));
  if (!field && !quoted) {
    if (value === "AND" || value === "OR" || value === "NOT") {
      return { token: { kind: value === "AND" ? "and" : value === "OR" ? "or" : "not" }, end };
    }
  }
  const token: SearchTerm = {
    kind: "term",
    field: field ?? null,
    comparator: (comparator as Comparator | undefined) ?? "=",
    value,
    quoted,
  };
  return { token, end };
}

function readValue(text: string, start: number): { value: string; quoted: boolean; end: number } {
  const quote = text.charAt(start);
  if (quote === '"' || quote === "'") {
    let value = "";
    let position = start + 1;
    while (position < text.length && text.charAt(position) !== quote) {
      if (text.charAt(position) === "\\") position += 1;
      value += text.charAt(position);
      position += 1;
    }
    return { value, quoted: true, end: position + 1 };
  }
  let end = start;
  while (end < text.length && !WHITESPACE.test(text.charAt(end)) && text.charAt(end) !== ")") end += 1;
  // An unescaped special character at the very place would otherwise be read again and again.
  if (end === start) end += 1;
  return { value: text.slice(start, end).replaceAll(/\\(.)/g, "$1").trim(), quoted: false, end };
}

class SearchParser {
  private position = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  parse(): SearchExpression | null {
    const operands: SearchExpression[] = [];
    while (this.position < this.tokens.length) {
      const operand = this.parseOr();
      if (operand) operands.push(operand);
      // A closing parenthesis that nothing opened.
      if (this.peek()?.kind === ")") this.position += 1;
    }
    return join("and", operands);
  }

  private parseOr(): SearchExpression | null {
    const operands = [this.parseAnd()];
    while (this.peek()?.kind === "or") {
      this.position += 1;
      operands.push(this.parseAnd());
    }
    return join(
      "or",
      operands.filter((operand) => operand !== null),
    );
  }

  private parseAnd(): SearchExpression | null {
    const operands: SearchExpression[] = [];
    for (let next = this.peek(); next && next.kind !== "or" && next.kind !== ")"; next = this.peek()) {
      if (next.kind === "and") {
        this.position += 1;
        continue;
      }
      const operand = this.parseTerm();
      if (operand) operands.push(operand);
    }
    return join("and", operands);
  }

  private parseTerm(): SearchExpression | null {
    const token = this.tokens[this.position];
    this.position += 1;
    if (!token) return null;
    if (token.kind === "term") return token;
    if (token.kind === "not") {
      const operand = this.parseTerm();
      return operand && { kind: "not", operand };
    }
    if (token.kind !== "(") return null;
    const inner = this.parseOr();
    if (this.peek()?.kind === ")") this.position += 1;
    return inner;
  }

  private peek(): Token | undefined {
    return this.tokens[this.position];
  }
}

function join(kind: "and" | "or", operands: SearchExpression[]): SearchExpression | null {
  const [only] = operands;
  return only && operands.length === 1 ? only : operands.length === 0 ? null : { kind, operands };
}
