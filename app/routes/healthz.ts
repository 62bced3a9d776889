import type { LoaderFunctionArgs } from "@remix-run/node";
import { readHealth } from "~/ops/health";
import { problemResponse } from "~/ops/problem";
import { isStopping } from "~/ops/stopping";
import { version } from "~/ops/version";

const HEADERS = { "Cache-Control": "no-store" };

/**
 * For monitors and load balancers: 200, or 503 when the app cannot serve, or stops. `?check=live` asks for a sign of life alone,
 * by which a load balancer tells to whom it sends requests: a database that is away is no reason to send none.
 */
export async function loader({ request }: LoaderFunctionArgs): Promise<Response> {
  const isLiveAlone = new URL(request.url).searchParams.get("check") === "live";
  const found = isLiveAlone
    ? { status: "ok", version, uptimeSeconds: Math.floor(process.uptime()) }
    : await readHealth();
  const report = isStopping() ? { ...found, status: "down", stopping: true } : found;
  return Response.json(report, { status: report.status === "down" ? 503 : 200, headers: HEADERS });
}

/** Remix sends every method but GET and HEAD here. */
export function action(): Response {
  const detail = "This address can be read alone: use GET or HEAD";
  return problemResponse({ status: 405, title: "Method not allowed", detail }, { Allow: "GET, HEAD" });
}
