import { z } from "zod";
import type { KeysetPage, RowPosition, SortExpression } from "~/data/keyset-page";
import type { SortDirection } from "~/data/plan-filter";
import type { ParamReader } from "./param-reader";

const LARGEST_INTEGER = 2 ** 31;

const valueSchemas = {
  integer: z
    .string()
    .regex(/^-?\d{1,10}$/)
    .refine((text) => Math.abs(Number(text)) < LARGEST_INTEGER),
  "double precision": z.string().refine((text) => text.trim() !== "" && Number.isFinite(Number(text))),
  numeric: z.string().regex(/^-?\d{1,16}(\.\d{1,4})?$/),
  // PostgreSQL's text holds every character but NUL.
  text: z.string().refine((text) => !text.includes("\0")),
};

const variantIdSchema = z.string().regex(/^\d{1,18}$/);

/** What a list is ordered by. */
export interface RowOrder {
  sort: string;
  direction: SortDirection;
}

/** An order, and the place in it from which a page is wanted, as `after` or `before` it. */
export interface RowPlace extends RowOrder {
  after?: string | undefined;
  before?: string | undefined;
}

export type SortExpressions = Readonly<Record<string, SortExpression>>;

/** Writes a place in a list as the opaque text of `after` and `before`; it fits the one order that it was made for. */
export function encodeRowCursor(order: RowOrder, position: RowPosition): string {
  const parts = [order.sort, order.direction, position.variantId, position.value];
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

/** Reads a cursor back. null when it is malformed or belongs to another order. */
function decodeRowCursor(order: RowOrder, expressions: SortExpressions, cursor: string): RowPosition | null {
  const expression = expressions[order.sort];
  if (expression === undefined) return null;
  const { type, nullable } = expression;
  const schema = z.tuple([
    z.literal(order.sort),
    z.literal(order.direction),
    variantIdSchema,
    nullable ? valueSchemas[type].nullable() : valueSchemas[type],
  ]);
  const parsed = schema.safeParse(parseJson(Buffer.from(cursor, "base64url").toString()));
  return parsed.success ? { variantId: parsed.data[2], value: parsed.data[3] } : null;
}

/** A page of rows, and the cursors that lead on from it. */
export interface CursorPage<Row> {
  rows: Row[];
  /** `before` of the page ahead and `after` of the page behind this one; null at the list's ends. */
  previous: string | null;
  next: string | null;
}

/** What becomes of a page that is empty because the list has shrunk: a cursor may outlive its rows. */
export type WhenEmpty = "first page" | "end of list";

/**
 * Reads the page at a place.
 *
 * @param whenEmpty a person is shown the first page then; a program that follows the pages would begin again and never end
 */
export async function readPageAt<Row>(
  place: RowPlace,
  expressions: SortExpressions,
  read: (from: { after?: RowPosition; before?: RowPosition }) => Promise<KeysetPage<Row>>,
  whenEmpty: WhenEmpty = "first page",
): Promise<CursorPage<Row>> {
  const after = place.after === undefined ? null : decodeRowCursor(place, expressions, place.after);
  const before = place.before === undefined ? null : decodeRowCursor(place, expressions, place.before);
  const page = await read({ ...(after && { after }), ...(before && { before }) });
  if (page.rows.length === 0 && (after ?? before) && whenEmpty === "first page") {
    return readPageAt({ sort: place.sort, direction: place.direction }, expressions, read);
  }
  const hasPrevious = before ? page.more : after !== null;
  const hasNext = before ? true : page.more;
  return {
    rows: page.rows,
    previous: hasPrevious && page.first ? encodeRowCursor(place, page.first) : null,
    next: hasNext && page.last ? encodeRowCursor(place, page.last) : null,
  };
}

/** Reads `after` or `before` of a list in this order; what fits none is noted as a fault. */
export function readPlace(
  reader: ParamReader,
  order: RowOrder,
  expressions: SortExpressions,
): Pick<RowPlace, "after" | "before"> {
  const cursorSchema = z
    .string()
    .refine(
      (cursor) => decodeRowCursor(order, expressions, cursor) !== null,
      "is not a place in this list in this order",
    );
  const after = reader.readOne("after", cursorSchema);
  const before = reader.readOne("before", cursorSchema);
  if (after === undefined) return before === undefined ? {} : { before };
  if (before !== undefined) {
    reader.faults.push({ name: "before", value: before, reason: "cannot be combined with after" });
  }
  return { after };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
