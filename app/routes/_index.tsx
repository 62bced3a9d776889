import type { LoaderFunctionArgs } from "@remix-run/node";
import { redirect } from "@remix-run/node";

/** Shopify opens the app at its root, with the shop and a session in the search params: they go along to the list. */
export function loader({ request }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url);
  if (searchParams.has("shop")) throw redirect(`/app?${searchParams.toString()}`);
  return null;
}

/** For somebody who opens the address outside Shopify. */
export default function Landing() {
  return (
    <main style={{ fontFamily: "system-ui, sans-serif", maxWidth: "40rem", margin: "4rem auto", padding: "0 1rem" }}>
      <h1>Inventory Intelligence</h1>
      <p>It tells a Shopify merchant when to reorder each SKU, how much, and from whom.</p>
      <p>Open it from the Apps menu of your Shopify admin.</p>
    </main>
  );
}
