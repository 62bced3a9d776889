import type { Request } from "express";
import { problemResponse } from "./problem";

const RETRY_AFTER_SECONDS = 5;
const DETAIL =
  "Inventory Intelligence cannot reach its database just now. Nothing is lost: your plans are safe, and what happens in " +
  "your shop meanwhile is taken over afterwards.";

/** What stands in the place of every page and answer while the database is gone. */
export function outageResponse(request: Request): Response {
  const headers: Record<string, string> = { "Retry-After": String(RETRY_AFTER_SECONDS) };
  if (request.get("accept")?.includes("text/html")) return outagePage(headers);
  const problem = { status: 503, title: "The database cannot be reached", detail: DETAIL };
  // Remix shows a page that is open already the error of this status, as if a route had thrown it.
  if ("_data" in request.query) headers["X-Remix-Catch"] = "yes";
  return problemResponse(problem, headers);
}

/** Rendered without anything of the app, which cannot even tell whose page it would be. */
function outagePage(headers: Record<string, string>): Response {
  const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>Inventory Intelligence</title>
<main style="font-family:system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem">
<h1>One moment, please</h1>
<p>${DETAIL} This page tries again by itself.</p>
</main>
</html>`;
  return new Response(page, {
    status: 503,
    headers: {
      ...headers,
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "no-store",
      Refresh: String(RETRY_AFTER_SECONDS),
    },
  });
}
