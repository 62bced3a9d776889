import { data, type ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { authenticate } from "~/shopify.server";
import { undoItemChange } from "~/sync/undo-item-change";
import { actorOf } from "./item-policies/actor";

const formSchema = z.object({ changeId: z.uuid() });

/** Takes back the change of items that the form names. */
export async function action({ request }: ActionFunctionArgs) {
  const context = await authenticate.admin(request);
  const form = formSchema.safeParse(Object.fromEntries(await request.formData()));
  if (!form.success) throw data("The form names no change", { status: 400 });
  return undoItemChange(context.session.shop, { changeId: form.data.changeId, actor: actorOf(context) });
}
