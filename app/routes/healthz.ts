import type { LoaderFunctionArgs } from "@remix-run/node";
import { readHealth } from "~/ops/health";
import { problemResponse } from "~/ops/problem";
import { version } from "~/ops/version";

const HEADERS = { "Cache-Control": "no-store" };

/** For monitors and load balancers: 200, or 503 when the app cannot serve. `?check=live` asks for a sign of life alone. */
export async function loader({ request }: LoaderFunctionArgs): Promise<Response> {
  if (new URL(request.url).searchParams.get("check") === "live") {
    return Response.json({ status: "ok", version, uptimeSeconds: Math.floor(process.uptime()) }, { headers: HEADERS });
  }
  const report = await readHealth();
  return Response.json(report, { status: report.status === "down" ? 503 : 200, headers: HEADERS });
}

/** Remix sends every method but GET and HEAD here. */
export function action(): Response {
  const detail = "This address can be read alone: use GET or HEAD";
  return problemResponse({ status: 405, title: "Method not allowed", detail }, { Allow: "GET, HEAD" });
}
