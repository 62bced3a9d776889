import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { pipeline } from "node:stream";
import { createProxyServer } from "http-proxy-3";
import { allowSandboxToFrame, createCdnLinkRedirector, redirectCdnLinks } from "./rewrite-response";

export interface AppProxyOptions {
  /** Where the app listens, such as http://127.0.0.1:3000. */
  appAddress: string;
  storeHandle: string;
  /** Path of the app's page in the admin, such as /store/sandbox-store/apps/inventory-intelligence. */
  adminPath: string;
}

/**
 * Passes requests to the app and its answers back, as Shopify's tunnel does in development, with links to Shopify's
 * CDN and its admin leading to the sandbox and the sandbox allowed to frame the pages.
 */
export function createAppProxy({ appAddress, storeHandle, adminPath }: AppProxyOptions): RequestListener {
  const proxy = createProxyServer({ target: appAddress, xfwd: true, selfHandleResponse: true });

  proxy.on("proxyReq", (appRequest) => {
    // Links can only be rewritten in plain text.
    appRequest.setHeader("accept-encoding", "identity");
  });

  proxy.on("proxyRes", (appResponse, _request, response) => {
    response.statusCode = appResponse.statusCode ?? 502;
    response.statusMessage = appResponse.statusMessage ?? "";
    const isPage = (appResponse.headers["content-type"] ?? "").startsWith("text/html");
    for (const [name, value] of Object.entries(appResponse.headers)) {
      if (value === undefined || isPerConnection(name) || (isPage && name === "content-length")) continue;
      response.setHeader(name, rewriteHeader(name, value));
    }
    // pipeline also ends the app's answer when the browser goes away; nobody is left to be told of the error then.
    if (isPage) pipeline(appResponse, createCdnLinkRedirector(), response, () => undefined);
    else pipeline(appResponse, response, () => undefined);
  });

  function rewriteHeader(name: string, value: string | string[]): string | string[] {
    if (typeof value !== "string") return value;
    switch (name) {
      case "content-security-policy":
        return allowSandboxToFrame(value);
      case "link":
        return redirectCdnLinks(value);
      case "location":
        return leadsToAdmin(value) ? adminPath : value;
      default:
        return value;
    }
  }

  /** The app sends a visitor there who opened it outside the admin, or who has to install it. */
  function leadsToAdmin(location: string): boolean {
    return (
      location.startsWith(`https://admin.shopify.com/store/${storeHandle}/apps/`) ||
      location.startsWith(`https://admin.shopify.com/store/${storeHandle}/oauth/install`) ||
      location.startsWith(`https://${storeHandle}.myshopify.com/admin/oauth/install`)
    );
  }

  return (request, response) => {
    proxy.web(request, response, {}, () => answerForAbsentApp(request, response));
  };
}

/** Headers that concern one connection and must not be passed on (RFC 9110, 7.6.1). */
function isPerConnection(headerName: string): boolean {
  return ["connection", "keep-alive", "proxy-authenticate", "te", "trailer", "transfer-encoding", "upgrade"].includes(
    headerName,
  );
}

const ABSENT_APP_PAGE = `<!doctype html>
<meta charset="utf-8" />
<meta http-equiv="refresh" content="2" />
<title>The app is not answering</title>
<body style="font: 14px system-ui; padding: 32px">
  <h1 style="font-size: 18px">The app is not answering</h1>
  <p>It is starting or has stopped; see its log. This page tries again every two seconds.</p>
</body>`;

function answerForAbsentApp(request: IncomingMessage, response: ServerResponse | Socket): void {
  if (response instanceof Socket || response.headersSent) {
    response.destroy();
    return;
  }
  response.statusCode = 502;
  if (request.headers.accept?.includes("text/html")) {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(ABSENT_APP_PAGE);
  } else {
    response.setHeader("content-type", "text/plain; charset=utf-8");
    response.end("The app is not answering.\n");
  }
}
