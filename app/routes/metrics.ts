import type { LoaderFunctionArgs } from "@remix-run/node";
import { environment } from "~/ops/env";
import { problemResponse } from "~/ops/problem";
import { isSameSecret } from "~/ops/same-secret";
import { metricsContentType, scrape } from "~/ops/scrape";

/** For Prometheus. With METRICS_TOKEN set, only for who sends it as a bearer token. */
export async function loader({ request }: LoaderFunctionArgs): Promise<Response> {
  const { metricsToken } = environment();
  if (metricsToken && !isSameSecret(request.headers.get("Authorization") ?? "", `Bearer ${metricsToken}`)) {
    const detail = "Send the value of METRICS_TOKEN: Authorization: Bearer …";
    return problemResponse({ status: 401, title: "Unauthorized", detail }, { "WWW-Authenticate": "Bearer" });
  }
  return new Response(await scrape(), { headers: { "Content-Type": metricsContentType, "Cache-Control": "no-store" } });
}

/** Remix sends every method but GET and HEAD here. */
export function action(): Response {
  const detail = "This address can be read alone: use GET or HEAD";
  return problemResponse({ status: 405, title: "Method not allowed", detail }, { Allow: "GET, HEAD" });
}
