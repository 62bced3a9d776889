import type { FrameMessage } from "../../messages";
import { addressOf, readAppPath } from "./app-address";
import { openFrameChannel } from "./frame-channel";
import { createSaveBar } from "./save-bar";
import { findIdToken } from "./session-tokens";
import { showAppNavigation } from "./side-navigation";
import { createTitleBar } from "./title-bar";
import { createToasts } from "./toasts";

/** The entry of the admin's history that an app page has: what to give back to the app on return. */
interface HistoryEntry {
  path: string;
  state: unknown;
}

/** Frames the app at the page that the admin's address names, and acts on what the app says. */
export async function showApp(content: HTMLElement): Promise<void> {
  const frame = document.createElement("iframe");
  frame.name = "app-iframe";
  frame.title = document.body.dataset.appName ?? "App";
  frame.allow = "clipboard-write";
  const { tell } = openFrameChannel(frame, receive);
  const titleBar = createTitleBar((index) => tell({ type: "title-bar-action-chosen", index }));
  const saveBar = createSaveBar((action) => tell({ type: "save-bar-action-chosen", action }));
  const toasts = createToasts({
    onAction: (toastId) => tell({ type: "toast-action-chosen", toastId }),
    onDismiss: (toastId) => tell({ type: "toast-dismissed", toastId }),
  });
  const navigation = showAppNavigation((href) => {
    if (saveBar.allowsLeaving()) tell({ type: "nav-item-chosen", href });
  });
  content.replaceChildren(titleBar.element, frame);

  /** Where the visitor has gone back or forward to, until the frame has followed. */
  let awaited: HistoryEntry | null = null;
  window.addEventListener("popstate", ({ state }: PopStateEvent) => {
    const entry = state as HistoryEntry | null;
    awaited = { path: readAppPath(), state: entry?.state ?? null };
    tell({ type: "history-moved", ...awaited });
    navigation.markCurrent(awaited.path);
  });

  frame.src = await requestFrameUrl(readAppPath());

  function receive(message: FrameMessage): void {
    switch (message.type) {
      case "id-token-wanted":
        return answerWithIdToken(message.requestId);
      case "location-changed":
        return followFrame(message);
      case "nav-menu-changed":
        navigation.showItems(message.items);
        return navigation.markCurrent(readAppPath());
      case "title-bar-changed":
        return titleBar.show(message.title, message.actions);
      case "toast-shown":
        return toasts.show(message);
      case "toast-hidden":
        return toasts.hide(message.toastId);
      case "loading-changed":
        return showLoading(message.isLoading);
      case "save-bar-changed":
        return saveBar.show(message.isShown, message.asksBeforeDiscarding);
      case "admin-page-opened":
        return openAdminPage(message.path, message.inNewTab);
    }
  }

  function answerWithIdToken(requestId: number): void {
    findIdToken().then(
      (idToken) => tell({ type: "id-token", requestId, idToken }),
      (error: unknown) => tell({ type: "id-token-failed", requestId, reason: String(error) }),
    );
  }

  function followFrame({ change, path, state }: Extract<FrameMessage, { type: "location-changed" }>): void {
    if (awaited) {
      // What the frame told before it followed is of the entry that the visitor has left. A document that loaded
      // meanwhile did not hear where to go.
      if (change === "load") tell({ type: "history-moved", ...awaited });
      if (change === "move" && path === awaited.path) awaited = null;
      return;
    }
    const entry: HistoryEntry = { path, state };
    if (change === "push") history.pushState(entry, "", addressOf(path));
    else history.replaceState(entry, "", addressOf(path));
    if (change === "load") forgetPreviousDocument();
    navigation.markCurrent(path);
  }

  /** What a document showed around its frame goes with it. */
  function forgetPreviousDocument(): void {
    showLoading(false);
    saveBar.show(false, false);
    titleBar.show(null, []);
  }
}

async function requestFrameUrl(path: string): Promise<string> {
  const response = await fetch("/sandbox/frame-url", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ path }),
  });
  if (!response.ok) throw new Error(`The sandbox gave no address for the app's frame: it answered ${response.status}`);
  const { url } = (await response.json()) as { url: string };
  return url;
}

function showLoading(isLoading: boolean): void {
  document.querySelector(".loading-bar")?.toggleAttribute("hidden", !isLoading);
}

function openAdminPage(path: string, inNewTab: boolean): void {
  const address = (document.body.dataset.storePath ?? "") + path;
  if (inNewTab) window.open(address);
  else location.assign(address);
}
