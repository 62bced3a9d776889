import type { z } from "zod";

/** A search param that could not be used, and why. */
export interface QueryFault {
  name: string;
  value: string;
  /** Continues "name=value …", such as "is not one of asc, desc". */
  reason: string;
}

/** The reason of a param that a list does not know at all. */
export const UNKNOWN_PARAM = "is not a parameter of this list";

/** Reads search params one by one and notes each fault, so that all of them can be told together. */
export interface ParamReader {
  readonly faults: QueryFault[];
  /** The param's value, or undefined when it is absent, empty or faulty. */
  readOne<Value>(name: string, schema: z.ZodType<Value>): Value | undefined;
  /** Every value that is not faulty, of a param that is repeated or separated by commas. */
  readMany<Value>(name: string, schema: z.ZodType<Value>): Value[];
  refuseOthers(knownNames: Iterable<string>): void;
}

/** What Shopify's admin and Remix add to an embedded page's URL. */
export const EMBEDDING_NAMES =
  "appLoadId embedded hmac host id_token index link_source locale protocol session shop timestamp _data _routes".split(
    " ",
  );

export function createParamReader(params: URLSearchParams): ParamReader {
  const faults: QueryFault[] = [];
  const readTexts = (name: string) => params.getAll(name).filter((text) => text.trim() !== "");
  const parseText = <Value>(name: string, schema: z.ZodType<Value>, value: string): Value[] => {
    const parsed = schema.safeParse(value);
    if (parsed.success) return [parsed.data];
    faults.push({ name, value, reason: describeIssue(parsed.error) });
    return [];
  };
  return {
    faults,
    readOne(name, schema) {
      const [text, ...others] = readTexts(name);
      if (text === undefined) return undefined;
      if (others.length > 0) {
        faults.push({ name, value: [text, ...others].join(","), reason: "is given more than once" });
        return undefined;
      }
      return parseText(name, schema, text.trim())[0];
    },
    readMany(name, schema) {
      const texts = readTexts(name).flatMap((list) => list.split(","));
      const present = texts.map((text) => text.trim()).filter((text) => text !== "");
      return present.flatMap((text) => parseText(name, schema, text));
    },
    refuseOthers(knownNames) {
      const known = new Set(knownNames);
      for (const name of new Set(params.keys())) {
        if (known.has(name)) continue;
        faults.push({ name, value: params.get(name) ?? "", reason: UNKNOWN_PARAM });
      }
    },
  };
}

/** What was read of an API call, or, where anything of it was faulty, every fault. */
export function refuseFaults<Query extends object>(
  { faults }: ParamReader,
  query: Query,
): ({ ok: true } & Query) | { ok: false; faults: QueryFault[] } {
  return faults.length === 0 ? { ok: true, ...query } : { ok: false, faults };
}

function describeIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue?.code === "invalid_value") return `is not one of ${issue.values.join(", ")}`;
  return issue?.message ?? "cannot be read";
}
