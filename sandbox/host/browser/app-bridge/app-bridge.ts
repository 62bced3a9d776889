// The sandbox's stand-in for App Bridge, served in the place of https://cdn.shopify.com/shopifycloud/app-bridge.js: the
// part of it that an app with pages, toasts, a save bar and modals uses, typed by Shopify's own declarations.

import type { ShopifyGlobal } from "@shopify/app-bridge-types";
import { tellAdmin } from "./admin-channel";
import { followAdminLinks } from "./admin-links";
import { authoriseFetch } from "./authorised-fetch";
import { leaveBouncePage } from "./bounce-page";
import { readConfiguration } from "./configuration";
import { requestIdToken } from "./id-token";
import { createModalApi } from "./modal";
import { defineNavMenu } from "./nav-menu";
import { createSaveBarApi } from "./save-bar";
import { shareHistory } from "./shared-history";
import { defineTitleBar } from "./title-bar";
import { createToastApi } from "./toast";

type StandIn = Pick<
  ShopifyGlobal,
  "config" | "origin" | "ready" | "environment" | "idToken" | "loading" | "toast" | "saveBar" | "modal"
>;

/** A style sheet rather than style attributes, which would not match the server's markup when React hydrates it. */
function hideAdminElements(): void {
  const styles = new CSSStyleSheet();
  styles.replaceSync("ui-nav-menu, ui-title-bar, ui-save-bar, ui-modal { display: none; }");
  document.adoptedStyleSheets.push(styles);
}

function startAppBridge(): void {
  followAdminLinks();
  if (leaveBouncePage()) return;

  hideAdminElements();
  authoriseFetch();
  if (window.parent !== window) shareHistory();
  defineNavMenu();
  defineTitleBar();
  const standIn: StandIn = {
    config: readConfiguration(document.currentScript),
    origin: location.origin,
    ready: Promise.resolve(),
    environment: { embedded: true, mobile: false, pos: false, intent: false },
    idToken: requestIdToken,
    loading: (isLoading = true) => tellAdmin({ type: "loading-changed", isLoading }),
    toast: createToastApi(),
    saveBar: createSaveBarApi(),
    modal: createModalApi(),
  };
  Object.defineProperty(window, "shopify", { value: standIn });
}

startAppBridge();
