import { z } from "zod";
import type { PlanOrder } from "~/data/plan-filter";
import { SORT_EXPRESSIONS } from "~/data/plan-order";
import type { PlanPosition } from "~/data/plan-order";

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

/** Writes a place in a list as the opaque text of `after` and `before`; it fits the one order that it was made for. */
export function encodeRowCursor(order: PlanOrder, position: PlanPosition): string {
  const parts = [order.sort, order.direction, position.variantId, position.value];
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

/** Reads a cursor back. null when it is malformed or belongs to another order. */
export function decodeRowCursor(order: PlanOrder, cursor: string): PlanPosition | null {
  const { type, nullable } = SORT_EXPRESSIONS[order.sort];
  const schema = z.tuple([
    z.literal(order.sort),
    z.literal(order.direction),
    variantIdSchema,
    nullable ? valueSchemas[type].nullable() : valueSchemas[type],
  ]);
  const parsed = schema.safeParse(parseJson(Buffer.from(cursor, "base64url").toString()));
  return parsed.success ? { variantId: parsed.data[2], value: parsed.data[3] } : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
