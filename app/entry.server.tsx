import { createReadableStreamFromReadable } from "@remix-run/node";
import type { ActionFunctionArgs, EntryContext, LoaderFunctionArgs } from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { isbot } from "isbot";
import { renderToPipeableStream } from "react-dom/server";
import { logger } from "~/ops/logger";
import { WholeFlushes } from "~/ops/whole-flushes";
import { addDocumentResponseHeaders } from "~/shopify.server";
import { wordsFor } from "~/words/request-language.server";
import { WordsProvider } from "~/words/words-context";

export { closeConnections, findOutIfDatabaseIsGone, isDatabaseGone } from "~/db.server";
export { startServices, stopServices, stopWork } from "~/jobs.server";
export { recordRequest } from "~/ops/record-request";
export { announceStop } from "~/ops/stopping";

/** How long data may stream in after the page: longer than live quantities wait for Shopify. */
export const streamTimeout = 8_000;
/** The page is given up a little later, so that Remix can still send what its data promised. */
const ABORT_DELAY_MS = streamTimeout + 1_000;

/** Only Shopify's admin may frame a page, also where the URL does not name the shop. */
const ADMIN_FRAMES = "frame-ancestors https://admin.shopify.com https://*.myshopify.com;";

/** Renders a document and sends it as soon as its frame is there; a bot gets it once it is whole. */
export default function handleRequest(
  request: Request,
  responseStatusCode: number,
  responseHeaders: Headers,
  remixContext: EntryContext,
): Promise<Response> {
  setDocumentHeaders(request, responseHeaders);
  if (request.method === "HEAD") {
    return Promise.resolve(new Response(null, { headers: responseHeaders, status: responseStatusCode }));
  }
  const readyEvent = isbot(request.headers.get("user-agent")) ? "onAllReady" : "onShellReady";
  return new Promise((resolve, reject) => {
    let statusCode = responseStatusCode;
    let shellRendered = false;
    const page = (
      <WordsProvider value={wordsFor(request)}>
        <RemixServer context={remixContext} url={request.url} />
      </WordsProvider>
    );
    const { pipe, abort } = renderToPipeableStream(page, {
      [readyEvent]: () => {
        shellRendered = true;
        const body = new WholeFlushes();
        body.once("close", () => {
          clearTimeout(abortTimer);
        });
        resolve(new Response(createReadableStreamFromReadable(body), { headers: responseHeaders, status: statusCode }));
        pipe(body);
      },
      onShellError: reject,
      onError(error) {
        statusCode = 500;
        // Errors before the shell reject the promise, and handleError logs them.
        if (shellRendered && !isAskersFault(error))
          logger.error({ err: error, path: new URL(request.url).pathname }, "Page failed while streaming");
      },
    });
    const abortTimer = setTimeout(abort, ABORT_DELAY_MS);
  });
}

function setDocumentHeaders(request: Request, headers: Headers): void {
  addDocumentResponseHeaders(request, headers);
  if (!headers.has("Content-Security-Policy")) headers.set("Content-Security-Policy", ADMIN_FRAMES);
  headers.set("Content-Type", "text/html; charset=utf-8");
  headers.set("X-Content-Type-Options", "nosniff");
  headers.set("Referrer-Policy", "strict-origin-when-cross-origin");
}

/** Logs what loaders and actions throw. The path alone: search params of the admin carry session tokens. */
export function handleError(error: unknown, { request, context }: LoaderFunctionArgs | ActionFunctionArgs): void {
  if (request.signal.aborted) return;
  const asked = { requestId: context.requestId, method: request.method, path: new URL(request.url).pathname };
  if (isAskersFault(error)) logger.debug(asked, "A request that nothing answers");
  else logger.error({ err: error, ...asked }, "Request failed");
}

/** What Remix refuses, so that strangers cannot fill the log with errors: no such address or method, or none that its pages use. */
function isAskersFault(error: unknown): boolean {
  if (isRouteErrorResponse(error)) return error.status < 500;
  return error instanceof Error && REMIX_REFUSES.some((message) => error.message.includes(message));
}

const REMIX_REFUSES = [
  "apps should not be making ?_data requests",
  "host header does not match `origin` header",
  "headers are not provided by a forwarded action request",
  "The destination stream closed early",
];
