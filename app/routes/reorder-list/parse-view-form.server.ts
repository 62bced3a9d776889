import { data } from "@remix-run/node";
import { z } from "zod";
import { DENSITIES, LIST_COLUMNS } from "~/components/list-look";
import { numericIdSchema } from "~/reports/numeric-id";
import { REORDER_VIEWS } from "~/reports/reorder-query";

const LONGEST_NAME = 40;
/** A search of 200 characters, each of which can take nine in an address, and all else that a list is filtered by. */
const LONGEST_QUERY = 4_000;

const list = z.enum(REORDER_VIEWS);
/** Null where there is nothing to read in it, or too much. */
const name = z
  .string()
  .transform((text) => text.trim().replace(/\s+/g, " "))
  .transform((text) => (text === "" || text.length > LONGEST_NAME ? null : text));
const query = z.string().max(LONGEST_QUERY);
const columns = z
  .string()
  .transform((text) => text.split(","))
  .pipe(z.array(z.enum(LIST_COLUMNS)).min(1));
const density = z.enum(DENSITIES);

const formSchema = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("create"), list, name, query, columns, density }),
  z.object({ intent: z.literal("rename"), viewId: numericIdSchema, name }),
  z.object({ intent: z.literal("overwrite"), viewId: numericIdSchema, query }),
  z.object({ intent: z.literal("look-of-view"), viewId: numericIdSchema, columns, density }),
  z.object({ intent: z.literal("delete"), viewId: numericIdSchema }),
  z.object({ intent: z.literal("look"), list, columns, density }),
]);

/** What is to be done with a view of a list, or what the list is to look like without one. */
export type ViewChange = z.infer<typeof formSchema>;

/** @throws a response of status 400 for what no page of the app sends */
export function parseViewForm(form: FormData): ViewChange {
  const parsed = formSchema.safeParse(Object.fromEntries(form));
  if (!parsed.success) throw data("The form describes no view of a list", { status: 400 });
  return parsed.data;
}
