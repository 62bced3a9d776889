import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { login } from "~/shopify.server";

/** Where Shopify's library sends requests without a session: to the app's installation or, without a shop, home. */
export async function loader({ request }: LoaderFunctionArgs) {
  await login(request);
  return redirect("/");
}
