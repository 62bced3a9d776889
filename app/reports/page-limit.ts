import { z } from "zod";
import type { ParamReader } from "./param-reader";

/** The search param by which a script says how many rows a page is to have. */
export const LIMIT_NAME = "limit";

/** As many rows can be asked for at once: some 400 KB of JSON, before it is compressed. */
export const LARGEST_LIMIT = 500;
export const USUAL_LIMIT = 100;

const limitSchema = z
  .string()
  .regex(/^[1-9]\d{0,5}$/, `is not a whole number from 1 to ${LARGEST_LIMIT}`)
  .transform(Number)
  .refine((limit) => limit <= LARGEST_LIMIT, `is more than ${LARGEST_LIMIT}`);

export function readLimit(reader: ParamReader): number {
  return reader.readOne(LIMIT_NAME, limitSchema) ?? USUAL_LIMIT;
}
