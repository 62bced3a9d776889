// What the app's frame (the App Bridge stand-in) and the admin page around it tell each other by postMessage.

/** Marks our messages among those of browser extensions and developer tools. */
export const MESSAGE_CHANNEL = "sandbox-admin";

export interface NavigationItem {
  label: string;
  /** Path in the app, such as /app/vendors. */
  href: string;
  /** The app's landing page: reached by the app's name, not listed. */
  isHome: boolean;
}

/**
 * `load`: a new document in the frame; `push` and `replace`: the app's own client-side navigation; `move`: the frame has
 * followed the admin's `history-moved`.
 */
export type LocationChange = "load" | "push" | "replace" | "move";

/** Told by the frame to the admin page. */
export type FrameMessage =
  | { type: "id-token-wanted"; requestId: number }
  | {
      type: "location-changed";
      change: LocationChange;
      /** Path and query in the app, without the parameters that the admin adds. */
      path: string;
      /** The app's history state, given back when the visitor returns to this entry. */
      state: unknown;
    }
  | { type: "nav-menu-changed"; items: NavigationItem[] }
  | { type: "title-bar-changed"; title: string | null; actions: { label: string; isPrimary: boolean }[] }
  | {
      type: "toast-shown";
      toastId: string;
      message: string;
      isError: boolean;
      durationMs: number;
      action: string | null;
    }
  | { type: "toast-hidden"; toastId: string }
  | { type: "loading-changed"; isLoading: boolean }
  | { type: "save-bar-changed"; isShown: boolean; asksBeforeDiscarding: boolean }
  | {
      type: "admin-page-opened";
      /** Path under the store's admin, such as /products/123. */
      path: string;
      inNewTab: boolean;
    };

/** Told by the admin page to the frame. */
export type HostMessage =
  | { type: "id-token"; requestId: number; idToken: string }
  | { type: "id-token-failed"; requestId: number; reason: string }
  | { type: "history-moved"; path: string; state: unknown }
  | { type: "nav-item-chosen"; href: string }
  | { type: "title-bar-action-chosen"; index: number }
  | { type: "toast-action-chosen"; toastId: string }
  | { type: "toast-dismissed"; toastId: string }
  | { type: "save-bar-action-chosen"; action: "save" | "discard" };

/**
 * Parameters that the admin adds to the frame's first address. They are no part of the app's own location, so the
 * admin's address bar leaves them out.
 */
export const FRAME_PARAMETERS = [
  "embedded",
  "hmac",
  "host",
  "id_token",
  "locale",
  "session",
  "shop",
  "timestamp",
  "shopify-reload",
] as const;
