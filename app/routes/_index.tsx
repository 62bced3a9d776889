import type { LoaderFunctionArgs } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { useWords } from "~/words/words-context";

/** Shopify opens the app at its root, with the shop and a session in the search params: they go along to the list. */
export function loader({ request }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url);
  if (searchParams.has("shop")) throw redirect(`/app?${searchParams.toString()}`);
  return null;
}

const APP_NAME = "Inventory Intelligence";

/** For somebody who opens the address outside Shopify. */
export default function Landing() {
  const { t } = useWords();
  return (
    <main style={{ fontFamily: "system-ui, sans-serif", maxWidth: "40rem", margin: "4rem auto", padding: "0 1rem" }}>
      <h1>{APP_NAME}</h1>
      <p>{t("problem.landing")}</p>
      <p>{t("problem.openIt")}</p>
    </main>
  );
}
