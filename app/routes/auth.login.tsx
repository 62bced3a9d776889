import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { login } from "~/shopify.server";

/** Where Shopify's library sends requests without a session: to the app's installation or, without a shop, home. */
export async function loader({ request }: LoaderFunctionArgs) {
  // Of whatever is no GET the library reads a form.
  await login(request.method === "HEAD" ? new Request(request, { method: "GET" }) : request);
  return redirect("/");
}
