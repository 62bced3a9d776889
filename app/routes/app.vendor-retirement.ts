import type { ActionFunctionArgs } from "@remix-run/node";
import { authenticate } from "~/shopify.server";
import { actorOf } from "./item-policies/actor";
import { retireVendor } from "./vendors/retire-vendor.server";

/** Lets a vendor be one no more, or again: the form names it as `vendorId` and what is done as `intent`. */
export async function action({ request }: ActionFunctionArgs) {
  const context = await authenticate.admin(request);
  return retireVendor(context.session.shop, await request.formData(), actorOf(context));
}
