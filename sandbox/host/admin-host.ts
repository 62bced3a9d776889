import express, { Router } from "express";
import { z } from "zod";
import { findAdminLanguage } from "./admin-language";
import { renderAdminPage } from "./admin-page";
import { createAppProxy } from "./app-proxy";
import type { BrowserBundles } from "./browser-bundles";
import { createFrameUrl } from "./frame-url";
import { SANDBOX_CDN } from "./rewrite-response";

export interface AdminHostOptions {
  /** The shop's permanent domain, such as sandbox-store.myshopify.com. */
  shop: string;
  shopName: string;
  appName: string;
  /** The app's name in the admin's addresses. */
  appHandle: string;
  /** Where the app listens, such as http://127.0.0.1:3000. */
  appAddress: string;
  apiSecret: string;
  /** Makes a fresh session token for the merchant who looks at the admin. */
  createIdToken: () => string;
  bundles: BrowserBundles;
}

const framePathSchema = z.object({ path: z.string().regex(/^\/(?!\/)/, "must be a path in the app") });

/**
 * The admin that merchants see: a page like Shopify's that frames the app, the scripts it needs, and a proxy that takes
 * everything else to the app. Mount it last.
 */
export function createAdminHost(options: AdminHostOptions): Router {
  const storeHandle = options.shop.replace(/\.myshopify\.com$/, "");
  const storePath = `/store/${storeHandle}`;
  const adminPath = `${storePath}/apps/${options.appHandle}`;
  const { bundles } = options;

  const router = Router();
  router.get("/", (request, response, next) => {
    const isAppsOwnStartPage = "embedded" in request.query;
    if (isAppsOwnStartPage) next();
    else response.redirect(adminPath);
  });
  router.get("/store/*", (request, response) => {
    if (request.path === storePath || request.path.startsWith(`${storePath}/`)) {
      response
        .type("html")
        .send(renderAdminPage({ ...options, storePath, adminPath, language: findAdminLanguage(request) }));
    } else response.status(404).type("text").send(`This sandbox has one store: ${storePath}\n`);
  });
  router.post("/sandbox/frame-url", express.json(), (request, response) => {
    const frame = framePathSchema.safeParse(request.body);
    if (!frame.success) {
      response.status(400).json({ error: z.prettifyError(frame.error) });
      return;
    }
    const locale = findAdminLanguage(request);
    response.json({ url: createFrameUrl({ ...options, storeHandle, locale, path: frame.data.path }) });
  });
  router.get("/sandbox/admin.js", (_request, response) => response.type("js").send(bundles.adminScript));
  router.get("/sandbox/admin.css", (_request, response) => response.type("css").send(bundles.adminStyles));
  router.get(`${SANDBOX_CDN}shopifycloud/app-bridge.js`, (_request, response) => {
    response.type("js").send(bundles.appBridge);
  });
  // Fonts: the browser's own take the place of Shopify's.
  router.get(`${SANDBOX_CDN}*.css`, (_request, response) => response.type("css").send(""));
  router.use(SANDBOX_CDN, (_request, response) => response.status(404).end());
  router.use(createAppProxy({ appAddress: options.appAddress, storeHandle, adminPath }));
  return router;
}
