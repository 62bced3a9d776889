import { z } from "zod";

const LONGEST_SEARCH = 200;

/** What may stand in a search field. PostgreSQL refuses NUL, and no title holds a control character. */
export const searchTextSchema = z
  .string()
  .max(LONGEST_SEARCH, `is longer than ${LONGEST_SEARCH} characters`)
  .regex(/^\P{Cc}*$/u, "contains control characters");
