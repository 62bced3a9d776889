import type { ShopifyGlobal, ToastOptions } from "@shopify/app-bridge-types";
import { onAdminMessage, tellAdmin } from "./admin-channel";

/** `shopify.toast`: short messages that the admin shows over its page. */
export function createToastApi(): ShopifyGlobal["toast"] {
  const shown = new Map<string, ToastOptions>();
  let count = 0;
  onAdminMessage("toast-action-chosen", ({ toastId }) => shown.get(toastId)?.onAction?.());
  onAdminMessage("toast-dismissed", ({ toastId }) => {
    shown.get(toastId)?.onDismiss?.();
    shown.delete(toastId);
  });
  return {
    show(message, options = {}) {
      const toastId = `toast-${++count}`;
      shown.set(toastId, options);
      tellAdmin({
        type: "toast-shown",
        toastId,
        message,
        isError: options.isError ?? false,
        durationMs: options.duration ?? 5000,
        action: options.action ?? null,
      });
      return toastId;
    },
    hide(toastId) {
      tellAdmin({ type: "toast-hidden", toastId });
    },
  };
}
