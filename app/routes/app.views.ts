import { data, type ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { DENSITIES, LIST_COLUMNS } from "~/components/list-look";
import {
  changeListView,
  createListView,
  deleteListView,
  renameListView,
  saveListLook,
  type ViewOutcome,
} from "~/data/list-views";
import { numericIdSchema } from "~/reports/numeric-id";
import { REORDER_VIEWS } from "~/reports/reorder-query";
import { authenticate } from "~/shopify.server";

const LONGEST_NAME = 40;
const LONGEST_QUERY = 2_000;

const list = z.enum(REORDER_VIEWS);
const name = z
  .string()
  .transform((text) => text.trim().replace(/\s+/g, " "))
  .pipe(z.string().min(1).max(LONGEST_NAME));
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

/** Creates, renames, overwrites or deletes a view of a list, or says what the list looks like without one. */
export async function action({ request }: ActionFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const form = formSchema.safeParse(Object.fromEntries(await request.formData()));
  if (!form.success) throw data("The form describes no view of a list", { status: 400 });
  const { intent } = form.data;
  return { intent, outcome: await carryOut(session.shop, form.data) };
}

async function carryOut(shop: string, form: z.infer<typeof formSchema>): Promise<ViewOutcome | { kind: "done" }> {
  switch (form.intent) {
    case "create":
      return createListView(shop, form.list, form);
    case "rename":
      return renameListView(shop, form.viewId, form.name);
    case "overwrite":
    case "look-of-view":
      return changeListView(shop, form.viewId, form);
    case "delete":
      await deleteListView(shop, form.viewId);
      return { kind: "done" };
    case "look":
      await saveListLook(shop, form.list, form);
      return { kind: "done" };
  }
}
