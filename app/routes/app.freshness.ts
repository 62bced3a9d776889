import type { LoaderFunctionArgs } from "@remix-run/node";
import { readFreshness } from "~/reports/freshness";
import { authenticate } from "~/shopify.server";
import { keepFresh } from "~/sync/ensure-fresh";

/** Tells an open page whether it still shows the latest: of the shop, or of the one SKU that `item` names. */
export async function loader({ request }: LoaderFunctionArgs): Promise<Response> {
  const { session } = await authenticate.admin(request);
  await keepFresh(session.shop);
  const item = new URL(request.url).searchParams.get("item") ?? undefined;
  return Response.json(await readFreshness(session.shop, item), { headers: { "Cache-Control": "no-store" } });
}
